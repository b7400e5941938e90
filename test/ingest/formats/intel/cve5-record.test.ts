import { describe, expect, test } from "bun:test";
import type { Advisory } from "../../../../src/domain/advisory.ts";
import { cveIdOf, toAdvisory } from "../../../../src/ingest/formats/intel/cve5-record.ts";

function advisory(cna: object, ...adp: readonly object[]): Advisory {
  return toAdvisory({ containers: { cna, adp } }, "CVE-2026-0001", { input: "a", pointer: "" });
}

const metric = (key: string, baseScore: number, baseSeverity?: string): object => ({
  [key]: { baseScore, baseSeverity },
});
const other = (type: string, content: unknown): object => ({ other: { type, content } });

describe("toAdvisory()", () => {
  test.each([
    ["the authority's newest", [metric("cvssV3_1", 9.8, "CRITICAL"), metric("cvssV4_0", 5, "MEDIUM")], [], "medium"],
    ["the authority before others", [metric("cvssV2_0", 5)], [metric("cvssV4_0", 9.8, "CRITICAL")], "medium"],
    ["others without the authority", [], [metric("cvssV3_0", 9.8)], "critical"],
    ["a score that is worse than its word", [metric("cvssV3_1", 9.8, "LOW")], [], "critical"],
    [
      "a score before a word of its own scale",
      [metric("cvssV3_1", 5), other("x", { value: "Critical" })],
      [],
      "medium",
    ],
    [
      "the worst of the words without a score",
      [other("x", { value: "Low" }), other("y", { other: "Important" })],
      [],
      "high",
    ],
    ["an unknown word", [other("x", { value: "terrible" })], [], "unknown"],
    [
      "SSVC and KEV are no severities",
      [other("ssvc", { options: [] }), other("kev", { dateAdded: "x" })],
      [],
      "unknown",
    ],
    ["no list", {}, [], "unknown"],
  ])("severity: %s", (_, metrics, added, expected) => {
    expect<string>(advisory({ metrics }, { metrics: added }).severity).toBe(expected);
  });

  test("names who scored", () => {
    const { cvss } = advisory({ metrics: [metric("cvssV3_1", 5)], providerMetadata: { shortName: "acme" } });
    expect(cvss).toEqual([{ version: "3.1", score: 5, scorer: "acme" }]);
  });

  test("weaknesses come from all containers, by id or by a text that begins with one", () => {
    const types = (...descriptions: readonly object[]): object => ({ problemTypes: [{ descriptions }] });
    const { cwes } = advisory(
      types({ cweId: "CWE-79" }, { description: "CWE-89: SQL" }, { description: "see CWE-1" }, { description: "79" }),
      types({ cweId: "cwe-20" }, { cweId: "CWE-79" }),
    );
    expect(cwes).toEqual(["CWE-79", "CWE-89", "CWE-20"]);
  });

  test.each([
    ["2026-01-02", { dateAdded: "2026-01-02", dueDate: "2026-01-02" }],
    ["2026-01-02T00:00:00Z", { dateAdded: "2026-01-02", dueDate: "2026-01-02" }],
    ["soon", undefined],
    [7, undefined],
  ])("kev entry of %p", (dateAdded, expected) => {
    expect(advisory({}, { metrics: [other("kev", { dateAdded })] }).kev).toEqual(expected);
  });

  test.each([
    [{ title: "T", descriptions: [{ lang: "en", value: "D" }] }, "T"],
    [
      {
        descriptions: [
          { lang: "de", value: "D" },
          { lang: "en-GB", value: "E\nE" },
        ],
      },
      "E E",
    ],
    [{ descriptions: [{ lang: "de", value: "D" }] }, undefined],
  ])("title of %j", (cna, expected) => {
    expect(advisory(cna).title).toBe(expected);
  });
});

test.each([
  [{ cveMetadata: { cveId: "cve-2026-0001" } }, "CVE-2026-0001"],
  [{ cveMetadata: { cveId: "" } }, undefined],
  [null, undefined],
])("cveIdOf(%j)", (record, expected) => {
  expect(cveIdOf(record)).toBe(expected);
});
