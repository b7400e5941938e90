import { describe, expect, test } from "bun:test";
import type { Advisory } from "../../../../src/domain/advisory.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { osv } from "../../../../src/ingest/formats/intel/osv.ts";
import { codeOf } from "../../../support/code-of.ts";

const head = { id: "GHSA-2222-3333-4444", modified: "2026-01-02T03:04:05Z", schema_version: "1.4.0" };
const affected = [{ package: { ecosystem: "npm", name: "a" } }];

function read(value: unknown): Reading {
  return osv.read({ form: "json", value }, { name: "osv.json", sha256: "" });
}

function advisory(rest: object): Advisory | undefined {
  return read({ ...head, ...rest }).items.advisories?.[0];
}

test.each([
  ["a record", head, true],
  ["a record without version", { id: "a", modified: "b", affected }, true],
  ["a record without modified", { id: "a", schema_version: "1.0.0", affected }, true],
  ["ranges without package", { id: "a", modified: "b", affected: [{ ranges: [] }] }, true],
  ["a list", [null, head], true],
  ["an answer", { vulns: [head] }, true],
  ["only id and modified", { id: "a", modified: "b" }, false],
  ["another affected", { id: "a", modified: "b", affected: ["c"] }, false],
  ["a CVE record", { dataType: "CVE_RECORD" }, false],
  ["OSV-Scanner", { results: [{ packages: [{ package: {}, vulnerabilities: [head] }] }] }, false],
  ["null", null, false],
])("osv.detect(): %s", (_, value, expected) => {
  expect(osv.detect({ form: "json", value })).toBe(expected);
});

describe("osv.read()", () => {
  test.each(["2.0.0", "0.9", "1", 1.4, null])("refuses schema version %p", (version) => {
    expect(codeOf(() => read({ ...head, schema_version: version, affected }))).toBe("INPUT_UNSUPPORTED_VERSION");
  });

  test.each(["1.0.0", "1.7.3", "1.99.0", "1.3.0-rc1"])("reads schema version %s", (version) => {
    expect(read({ ...head, schema_version: version }).formatVersion).toBe(version);
  });

  test("a withdrawn record is an answer, and no doubt", () => {
    const { items, accounts, coverage } = read({ ...head, withdrawn: "2026-01-03T00:00:00Z" });
    expect([items.advisories, accounts[0]?.raw, coverage.doubts]).toEqual([[], 1, []]);
  });

  test.each([
    ["a word", { database_specific: { severity: "MODERATE" } }, "medium"],
    ["a word of what is affected", { affected: [{ ecosystem_specific: { severity: "HIGH" } }] }, "high"],
    ["a word in place of a score", { severity: [{ type: "Ubuntu", score: "negligible" }] }, "info"],
    [
      "the worse of word and score",
      {
        database_specific: { severity: "LOW" },
        severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
      },
      "critical",
    ],
    ["a score is no word", { severity: [{ type: "CVSS_V3", score: "high" }] }, "unknown"],
    ["nothing", {}, "unknown"],
  ])("severity: %s", (_, rest, expected) => {
    expect<unknown>(advisory(rest)?.severity).toBe(expected);
  });

  test("aliases are other ids, each once; related and upstream records are none", () => {
    const aliases = ["CVE-2026-0001", "cve-2026-0001", "GHSA-2222-3333-4444", "", 3];
    const given = advisory({ aliases, related: ["CVE-2026-0002"], upstream: ["CVE-2026-0003"] });
    expect(given?.aliases).toEqual(["CVE-2026-0001"]);
    expect(advisory({})?.aliases).toBeUndefined();
  });
});
