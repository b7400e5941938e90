import { describe, expect, test } from "bun:test";
import { affectsOf, listedStatus, stateOf, statusOf } from "../../../../src/ingest/formats/sbom/cyclonedx-affects.ts";

const references = { byRef: new Map() };

function entryOf(ref: string, versions: unknown) {
  const [entry] = affectsOf({ affects: [{ ref, versions }] }, references).entries;
  if (entry === undefined) throw new Error("no entry");
  return entry;
}

test("affectsOf() keeps the place of an entry behind one that names nothing", () => {
  const { entries, nameless } = affectsOf({ affects: [{}, null, { ref: "a" }] }, references);
  expect([entries.map(({ index }) => index), nameless]).toEqual([[2], 2]);
});

test.each([undefined, null, {}, "a"])("affectsOf() finds nothing in affects %j", (affects) => {
  expect(affectsOf({ affects }, references)).toEqual({ entries: [], nameless: 0 });
});

test.each([
  [undefined, 0],
  [null, 0],
  [[{ version: "1" }], 1],
  [{ version: "1" }, 1],
  ["1", 1],
])("affectsOf() is narrowed by versions %j: %d", (versions, count) => {
  expect(entryOf("pkg:npm/a@1", versions).versions).toHaveLength(count);
});

describe("listedStatus()", () => {
  test.each<[string, unknown, string | undefined]>([
    ["pkg:npm/a@1", [{ version: "1", status: "unaffected" }], "unaffected"],
    ["pkg:npm/a@1", [{ version: "1" }], "affected"],
    ["pkg:npm/a@1", [{ version: "2", status: "unaffected" }], undefined],
    ["pkg:npm/a@1", [{ range: "vers:npm/>=1", status: "unaffected" }], undefined],
    ["pkg:npm/a@1", [], undefined],
    ["pkg:npm/a@1", { version: "1" }, undefined],
    ["pkg:npm/a", [{ version: "1", status: "unaffected" }], undefined],
    ["pkg:npm/a", [{ status: "unaffected" }], undefined],
    ["pkg:deb/d/a@1%2Bb?arch=x", [{ version: "1+b", status: "unaffected" }], "unaffected"],
    ["not a purl", [{ version: "1" }], undefined],
  ])("of %s with versions %j is %p", (ref, versions, expected) => {
    expect(listedStatus(entryOf(ref, versions))).toBe(expected);
  });
});

describe("statusOf()", () => {
  test.each<[unknown, ReturnType<typeof statusOf>]>([
    ["not_affected", "not_affected"],
    ["false_positive", "not_affected"],
    ["exploitable", "affected"],
    ["in_triage", "under_investigation"],
    ["resolved", "fixed"],
    ["resolved_with_pedigree", "fixed"],
    ["Not_Affected", undefined],
    ["constructor", undefined],
    ["", undefined],
    [1, undefined],
    [undefined, undefined],
  ])("of state %j is %p", (state, expected) => {
    expect(statusOf({ analysis: { state } })).toBe(expected);
  });

  test("is undefined without analysis", () => {
    expect([statusOf({}), stateOf({}), stateOf({ analysis: { detail: "x" } })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
