import { describe, expect, test } from "bun:test";
import { sysdigCsv } from "../../../../src/ingest/formats/vulnerabilities/sysdig-csv.ts";
import { parseCsv } from "../../../../src/standards/csv.ts";

const csv = (...lines: readonly string[]) => ({ form: "csv", rows: parseCsv(`${lines.join("\n")}\n`).rows }) as const;
const read = (...lines: readonly string[]) => sysdigCsv.read(csv(...lines), { name: "a.csv", sha256: "" });

const headers = [
  "Vulnerability ID,Severity,Package name,Package version,Package path,Risk accepted",
  "Vulnerability Name,Vulnerability Severity,Package Name,Package Version,Package Path,Risk Accepted",
  "CVE ID,CVE Severity,Package Name,Package Version,CVSS Score Version,Risk Accepted",
];

test("sysdigCsv.detect() knows the three headers, and no part of one", () => {
  expect(headers.map((header) => sysdigCsv.detect(csv(header)))).toEqual([true, true, true]);
  expect(sysdigCsv.detect(csv("CVE ID,CVE Severity,Package Name,Package Version"))).toBe(false);
});

describe("sysdigCsv.read()", () => {
  test.each(headers)("reads the rows under %s", (header) => {
    const [found] = read(header, "CVE-2024-0001,High,openssl,3.0,,false").items.observations ?? [];
    expect([found?.id, found?.severity, found?.package.name, found?.package.version]).toEqual([
      "CVE-2024-0001",
      "high",
      "openssl",
      "3.0",
    ]);
    expect(found?.source.pointer).toBe("line 2");
  });

  const [first = ""] = headers;

  test.each([
    ["without a row", [], 0],
    ["with a row of another length", ["CVE-2024-0001,High,open,ssl,3.0,,false"], 1],
    ["with a row without an id", [",High,openssl,3.0,,false"], 1],
  ])("of a table %s doubts it", (_, rows, raw) => {
    const { coverage, accounts } = read(first, ...rows);
    expect(coverage.doubts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({ raw, kept: 0 });
  });

  test("counts the images as targets", () => {
    const row = "CVE-2024-0001,High,openssl,3.0,,false";
    const { coverage } = read(`${first},Image ID`, `${row},a`, `${row},b`, `${row},a`);
    expect(coverage.targets).toBe(2);
  });
});
