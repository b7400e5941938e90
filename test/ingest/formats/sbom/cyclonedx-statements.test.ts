import { describe, expect, test } from "bun:test";
import type { VexProduct } from "../../../../src/domain/vex.ts";
import { readStatements } from "../../../../src/ingest/formats/sbom/cyclonedx-statements.ts";

const references = { byRef: new Map() };

function stateOne(vulnerability: Readonly<Record<string, unknown>>, metadata: unknown = {}) {
  const affects = [{ ref: "pkg:npm/one@1" }];
  const vulnerabilities = [{ id: "CVE-2026-0001", affects, ...vulnerability }];
  const { statements } = readStatements({ metadata, vulnerabilities }, "vex.json", references);
  return statements[0];
}

describe("readStatements() reasons", () => {
  test.each<[string, unknown, readonly (string | undefined)[]]>([
    ["none", { state: "not_affected" }, [undefined, undefined]],
    ["a justification", { state: "not_affected", justification: "code_not_present" }, ["code_not_present", undefined]],
    ["a detail", { state: "not_affected", detail: "why" }, [undefined, "why"]],
    ["blanks", { state: "not_affected", justification: " ", detail: "\n\u00a0" }, [undefined, undefined]],
    ["a bare false positive", { state: "false_positive" }, ["false_positive", undefined]],
    ["an explained one", { state: "false_positive", detail: "why" }, ["false_positive", "why"]],
    [
      "a justified one",
      { state: "false_positive", justification: "code_not_present" },
      ["code_not_present", "false_positive"],
    ],
  ])("from %s", (_, analysis, expected) => {
    const statement = stateOne({ analysis });
    expect([statement?.justification, statement?.impact]).toEqual([...expected]);
  });
});

describe("readStatements() times", () => {
  const updated = "2026-01-03T00:00:00Z";
  const metadata = { timestamp: "2026-01-04T00:00:00Z" };

  test.each<[string, Record<string, unknown>, string | undefined]>([
    [
      "lastUpdated",
      { lastUpdated: "2026-01-01T00:00:00+02:00", firstIssued: "2025-01-01T00:00:00Z" },
      "2026-01-01T00:00:00+02:00",
    ],
    ["firstIssued", { firstIssued: "2026-01-02T00:00:00.123456Z" }, "2026-01-02T00:00:00.123456Z"],
    ["the record where the analysis has none", {}, updated],
    ["the record where lastUpdated has no zone", { lastUpdated: "2026-01-01T00:00:00" }, updated],
    ["the record where lastUpdated is a number", { lastUpdated: 1767225600 }, updated],
  ])("from %s", (_, analysis, expected) => {
    expect(stateOne({ updated, analysis: { state: "resolved", ...analysis } }, metadata)?.timestamp).toBe(expected);
  });

  test("from the document, else none", () => {
    expect(stateOne({ analysis: { state: "resolved" } }, metadata)?.timestamp).toBe(metadata.timestamp);
    expect(stateOne({ analysis: { state: "resolved" } })).not.toHaveProperty("timestamp");
  });
});

describe("readStatements() products", () => {
  test.each<[string, unknown, readonly Partial<VexProduct>[]]>([
    ["any version", undefined, [{ purl: "pkg:npm/one@1" }]],
    ["its own version", [{ version: "1", status: "affected" }], [{ purl: "pkg:npm/one@1" }]],
    ["another version", [{ version: "2" }], [{ purl: "pkg:npm/one@1", versions: "vers:npm/2" }]],
    ["a range", [{ range: "vers:npm/*" }], [{ purl: "pkg:npm/one@1", versions: "vers:npm/*" }]],
    [
      "versions and ranges",
      [{ version: "2" }, { range: ">=3" }],
      [{ versions: "vers:npm/2" }, { versions: ">=3" }].map((limit) => ({ purl: "pkg:npm/one@1", ...limit })),
    ],
    [
      "those that it fixes",
      [
        { version: "1", status: "affected" },
        { range: "vers:npm/>=2", status: "unaffected" },
      ],
      [{ purl: "pkg:npm/one@1", versions: "vers:npm/>=2" }],
    ],
    [
      "what it calls affected as well",
      [
        { version: "1", status: "unaffected" },
        { range: "vers:npm/<2.0.0", status: "affected" },
        { range: "vers:npm/>=2.0.0", status: "unaffected" },
      ],
      [{ purl: "pkg:npm/one@1", versions: "vers:npm/>=2.0.0" }],
    ],
    ["what no one can tell", [{}], [{ isLimited: true }]],
  ])("have their purl or limits, in a statement about %s: %j", (_, versions, products) => {
    const affects = [{ ref: "pkg:npm/one@1", versions }];
    expect(stateOne({ affects, analysis: { state: "resolved" } })?.products).toEqual(
      products.map((product) => ({ id: "pkg:npm/one@1", ...product, subcomponents: [] })),
    );
  });
});

describe("readStatements() counts", () => {
  const analysis = { state: "resolved" };
  const affects = [{ ref: "a" }];

  test.each<[string, unknown, number, readonly (readonly [string, number])[]]>([
    ["a statement", { id: "X", analysis, affects }, 1, []],
    ["no disclosure", { id: "X", affects }, 0, []],
    ["no analysis without state", { id: "X", analysis: { detail: "x" }, affects }, 0, []],
    ["no statement about nothing", { id: "X", analysis }, 0, [["names no affected component", 1]]],
    ["no statement without id", { analysis, affects }, 0, [["has no id", 1]]],
    [
      "no unknown state",
      { id: "X", analysis: { state: "ok" }, affects },
      0,
      [["its analysis state is not a word of CycloneDX", 1]],
    ],
    ["no text", "X", 0, []],
  ])("%s", (_, vulnerability, kept, reasons) => {
    const { statements, notUsed } = readStatements({ vulnerabilities: [vulnerability] }, "vex.json", references);
    expect([statements.length, [...notUsed]]).toEqual([kept, reasons.map(([reason, n]) => [reason, n])]);
  });
});

test("readStatements() names the authors, else the manufacturer of the document", () => {
  const analysis = { state: "resolved" };
  const manufacturer = { name: "Maker" };
  expect(stateOne({ analysis }, { authors: [{ name: "Ada" }, {}, { name: "Ben" }], manufacturer })?.author).toBe(
    "Ada, Ben",
  );
  expect(stateOne({ analysis }, { authors: [], manufacturer })?.author).toBe("Maker");
  expect(stateOne({ analysis })?.author).toBeUndefined();
});
