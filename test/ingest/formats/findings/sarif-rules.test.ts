import { describe, expect, test } from "bun:test";
import { ruleBook, ruleCount } from "../../../../src/ingest/formats/findings/sarif-rules.ts";

const guid = "6f1a3f2c-0000-4000-8000-000000000001";

function runOf(driverRules: unknown, extensions: unknown = [], more: object = {}): { [key: string]: unknown } {
  return { tool: { driver: { name: "d", rules: driverRules }, extensions }, ...more };
}

const noCwe = (): undefined => undefined;

describe("ruleBook().find()", () => {
  const pack = { name: "pack", guid: "p-1", rules: [{ id: "E0" }, { id: "E1", guid }, { id: "both" }] };
  const book = ruleBook(runOf([{ id: "D0" }, { id: "D1" }, { id: "both", name: "driver's" }], [pack]), noCwe);

  test.each([
    ["ruleId", { ruleId: "D1" }, "D1"],
    ["ruleIndex", { ruleIndex: 1 }, "D1"],
    ["rule.id", { rule: { id: "D0" } }, "D0"],
    ["rule.index", { rule: { index: 0 } }, "D0"],
    ["rule.guid, wherever the rule is", { rule: { guid } }, "E1"],
    ["guid before index", { ruleIndex: 0, rule: { guid, toolComponent: { index: 0 } } }, "E1"],
    ["index in the extension that is meant by index", { rule: { index: 0, toolComponent: { index: 0 } } }, "E0"],
    ["… by guid", { rule: { index: 0, toolComponent: { guid: "p-1" } } }, "E0"],
    ["… by name", { rule: { index: 0, toolComponent: { name: "pack" } } }, "E0"],
    ["index -1 of a component is the driver", { rule: { index: 0, toolComponent: { index: -1 } } }, "D0"],
    ["a hierarchical id", { ruleId: "D1/a/b" }, "D1"],
    ["a hierarchical id with the index of its rule", { ruleId: "D1/a", ruleIndex: 1 }, "D1"],
    ["an id in no component but an extension", { ruleId: "E0" }, "E0"],
    ["the id when the index disagrees", { ruleId: "D1", ruleIndex: 0 }, "D1"],
    ["the index when no rule has the id", { ruleId: "renamed", ruleIndex: 0 }, "D0"],
    ["nothing", { ruleId: "D", ruleIndex: -1 }, undefined],
    ["an index outside", { ruleIndex: 99 }, undefined],
    ["an index that is no number", { ruleIndex: "0" }, undefined],
    ["a name of Object.prototype", { ruleId: "constructor" }, undefined],
  ])("finds by %s", (_, result, expected) => {
    expect(book.find(result)?.id).toBe(expected);
  });

  test("an id that two components have is looked up where the result says, else in the driver", () => {
    expect(book.find({ ruleId: "both" })?.descriptor["name"]).toBe("driver's");
    expect(book.find({ ruleId: "both", rule: { toolComponent: { index: 0 } } })?.descriptor["name"]).toBeUndefined();
  });

  test("gives the same rule for the same descriptor: it is worked out once", () => {
    expect(book.find({ ruleId: "D0" })).toBe(book.find({ ruleIndex: 0 }));
  });

  test("survives rules that are none", () => {
    expect(ruleBook(runOf([null, 3, "x"]), noCwe).find({ ruleIndex: 0 })).toBeUndefined();
    expect(ruleBook({}, noCwe).find({ ruleId: "a" })).toBeUndefined();
  });

  test("a long id of slashes costs no more than its depth is worth", () => {
    expect(book.find({ ruleId: "/".repeat(1_000_000) })).toBeUndefined();
  });
});

describe("ruleBook().override()", () => {
  const override = (descriptor: object, level: string): object => ({ descriptor, configuration: { level } });
  const invocations = [
    { ruleConfigurationOverrides: [override({ id: "A" }, "note"), override({ id: "A" }, "error")] },
    {
      ruleConfigurationOverrides: [
        override({ index: 1 }, "none"),
        override({ id: "A" }, "error"),
        override({ id: "unlisted" }, "error"),
        override({ id: "B/sub" }, "note"),
        override({ id: "B" }, "loud"),
      ],
    },
  ];
  const book = ruleBook(runOf([{ id: "A" }, { id: "C" }, { id: "B" }], [], { invocations }), noCwe);

  test.each([
    ["the first override of the first invocation wins", { ruleId: "A" }, "note"],
    ["the invocation that the result names decides", { ruleId: "A", provenance: { invocationIndex: 1 } }, "error"],
    ["a hierarchical id takes its rule's override", { ruleId: "A/x" }, "note"],
    ["an override by index", { ruleId: "C" }, "none"],
    ["none in the invocation that is named", { ruleId: "C", provenance: { invocationIndex: 0 } }, undefined],
    ["a rule that is not listed", { ruleId: "unlisted" }, "error"],
    ["an override of a sub-id does not touch the rule", { ruleId: "B" }, undefined],
    ["an override of a sub-id", { ruleId: "B/sub" }, "note"],
  ])("%s", (_, result, expected) => {
    expect(book.override(result, book.find(result), result.ruleId)).toBe(expected as "note" | undefined);
  });
});

test("ruleCount() adds the lists of driver and extensions, and is undefined without any list", () => {
  expect(ruleCount(runOf([{}, {}], [{ rules: [{}] }, {}]))).toBe(3);
  expect(ruleCount(runOf([]))).toBe(0);
  expect(ruleCount(runOf(undefined))).toBeUndefined();
});
