import { describe, expect, test } from "bun:test";
import {
  affectsOf,
  isListedUnaffected,
  stateOf,
  statusOf,
} from "../../../../src/ingest/formats/sbom/cyclonedx-affects.ts";

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

describe("isListedUnaffected()", () => {
  test.each<[string, unknown, boolean]>([
    ["pkg:npm/a@1", [{ version: "1", status: "unaffected" }], true],
    ["pkg:npm/a@1", [{ version: "1" }], false],
    ["pkg:npm/a@1", [{ version: "2", status: "unaffected" }], false],
    ["pkg:npm/a@1", [{ range: "vers:npm/>=1", status: "unaffected" }], false],
    ["pkg:npm/a@1", [], false],
    ["pkg:npm/a@1", { version: "1" }, false],
    ["pkg:npm/a", [{ version: "1", status: "unaffected" }], false],
    ["pkg:npm/a", [{ status: "unaffected" }], false],
    ["pkg:deb/d/a@1%2Bb?arch=x", [{ version: "1+b", status: "unaffected" }], true],
    ["not a purl", [{ version: "1" }], false],
    ["pkg:npm/a@1", [{ version: "1", status: "unaffected" }, { version: "1" }], false],
    ["pkg:npm/a@1", [{ version: "1" }, { version: "1", status: "unaffected" }], false],
    ["pkg:npm/a@1", [{ version: "1", status: "unaffected" }, { version: "2" }], true],
    ["pkg:npm/a@1.0.0", [{ version: "1.0.0", status: "unaffected" }, { range: "vers:npm/<2.0.0" }], false],
    ["pkg:npm/a@1.0.0", [{ version: "1.0.0", status: "unaffected" }, { range: "vers:npm/<1.0.0" }], true],
  ])("of %s with versions %j: %p", (ref, versions, expected) => {
    expect(isListedUnaffected(entryOf(ref, versions))).toBe(expected);
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
