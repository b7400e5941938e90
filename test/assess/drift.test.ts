import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { driftOf } from "../../src/assess/drift.ts";

const present = { open: ["b", "c"], aside: new Set(["d"]), gone: "fixed" } as const;

describe("driftOf()", () => {
  test("tells what is new, unchanged, set aside and gone", () => {
    const earlier = [{ title: "the last report", holder: { keys: ["a", "b", "d"] }, member: "keys" }];
    expect(driftOf(present, earlier)).toEqual({
      status: "evaluated",
      compared_with: "the last report",
      counts: { new: 1, unchanged: 1, fixed: 1, set_aside: 1 },
      listed_up_to: 200,
      new: ["c"],
      fixed: ["a"],
      set_aside: ["d"],
    });
  });

  test("takes the first document that has a list", () => {
    const earlier = [
      { title: "none", holder: undefined, member: "keys" },
      { title: "a second", holder: { keys: [] }, member: "keys" },
    ];
    expect(driftOf(present, earlier)).toMatchObject({ compared_with: "a second", counts: { new: 2, fixed: 0 } });
  });

  test.each([
    ["no document", undefined, "there is no earlier document: the last report"],
    ["a document without the list", { other: 1 }, "there is no list to compare with in the last report"],
    ["a list of another kind", { keys: "abc" }, "there is no list to compare with in the last report"],
  ])("is not evaluated with %s", (_, holder, why) => {
    expect(driftOf(present, [{ title: "the last report", holder, member: "keys" }])).toEqual({
      status: "not_evaluated",
      why,
    });
  });

  test("is not evaluated where nobody looked: then nothing is fixed", () => {
    const earlier = [{ title: "x", holder: { keys: ["a"] }, member: "keys" }];
    expect(driftOf({ ...present, open: undefined }, earlier)).toMatchObject({ status: "not_evaluated" });
  });

  test("calls what is gone by its name", () => {
    const earlier = [{ title: "x", holder: { keys: ["a"] }, member: "keys" }];
    expect(driftOf({ ...present, gone: "removed" }, earlier)).toMatchObject({ removed: ["a"] });
  });

  test("lists two hundred and counts them all", () => {
    const open = Array.from({ length: 300 }, (_, index) => String(index));
    const drift = driftOf({ ...present, open }, [{ title: "x", holder: { keys: [] }, member: "keys" }]);
    expect(drift).toMatchObject({ counts: { new: 300 } });
    expect((drift as { new: readonly string[] }).new).toHaveLength(200);
  });

  test("reads whatever stands in the earlier document", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), (holder, keys) => {
        driftOf(present, [{ title: "x", holder, member: "keys" }]);
        const drift = driftOf(present, [{ title: "x", holder: { keys }, member: "keys" }]) as { status: string };
        expect(drift.status).toBe("evaluated");
      }),
    );
  });
});
