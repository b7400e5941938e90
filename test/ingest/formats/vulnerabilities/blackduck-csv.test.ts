import { describe, expect, test } from "bun:test";
import { blackduckCsv } from "../../../../src/ingest/formats/vulnerabilities/blackduck-csv.ts";
import { parseCsv } from "../../../../src/standards/csv.ts";

/** One row under the columns that tell the format and those given. */
function read(cells: Readonly<Record<string, string>>) {
  const row = {
    "Vulnerability id": "CVE-2024-0001",
    "Vulnerability source": "NVD",
    "Remediation status": "NEW",
    "Security Risk": "HIGH",
    ...cells,
  };
  const rows = parseCsv(`${Object.keys(row).join(",")}\n${Object.values(row).join(",")}\n`).rows;
  expect(blackduckCsv.detect({ form: "csv", rows })).toBe(true);
  return blackduckCsv.read({ form: "csv", rows }, { name: "a.csv", sha256: "0".repeat(64) });
}

const named = { "Component name": "Lib" };

describe("blackduckCsv.read()", () => {
  test.each([
    [{ "Vulnerability id": "BDSA-2019-2725 (CVE-2019-12402)" }, "BDSA-2019-2725", ["CVE-2019-12402"]],
    [{ "Vulnerability id": "1234", "Vulnerability source": "VULNDB" }, "VULNDB-1234", []],
  ])("of %j has the id %s and the names %j", (cells, id, aliases) => {
    const found = read({ ...named, ...cells }).items.observations?.[0];
    expect<unknown>([found?.id, found?.aliases]).toEqual([id, aliases]);
  });

  test.each([
    [
      { "Component origin name": "maven", "Component origin id": "org.x:lib:1.0" },
      { name: "org.x:lib", version: "1.0", purl: "pkg:maven/org.x/lib@1.0", ecosystem: "maven" },
    ],
    [
      { "Component origin name": "npmjs", "Component origin id": "lib/2.0" },
      { name: "lib", version: "2.0", purl: "pkg:npm/lib@2.0", ecosystem: "npmjs" },
    ],
    [
      { "Component origin name": "long_tail", "Component origin id": "x/1", "Component version name": "1" },
      { name: "Lib", version: "1", ecosystem: "long_tail" },
    ],
    [{}, { name: "Lib" }],
  ])("of %j has the package %j", (cells, expected) => {
    expect<unknown>(read({ ...named, ...cells }).items.observations?.[0]?.package).toEqual(expected);
  });

  test.each([
    ["NEW", undefined],
    ["IGNORED", { kind: "tool", rule: "remediation status IGNORED", justification: "not used" }],
  ])("of the status %s is set aside as %j", (status, expected) => {
    const cells = { ...named, "Remediation status": status, "Remediation comment": "not used" };
    expect<unknown>(read(cells).items.observations?.[0]?.suppression).toEqual(expected);
  });

  test("counts a row without a component", () => {
    const { accounts, coverage } = read({});
    expect(accounts[0]).toMatchObject({ raw: 1, kept: 0 });
    expect(coverage.doubts).toHaveLength(1);
  });
});
