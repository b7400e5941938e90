import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { epss } from "../../../../src/ingest/formats/intel/epss.ts";
import { type CsvRow, parseCsv } from "../../../../src/standards/csv.ts";

function rowsOf(text: string): readonly CsvRow[] {
  return parseCsv(text).rows;
}

function read(...lines: readonly string[]): Reading {
  return epss.read({ form: "csv", rows: rowsOf(lines.join("\n")) }, { name: "epss.csv", sha256: "" });
}

test.each([
  ["#model_version:v1,score_date:2026-01-01\ncve,epss,percentile", true],
  ["# a comment\ncve,epss", true],
  ["cve,epss,percentile", true],
  ["CVE, EPSS ,percentile,date", true],
  ["cve,epss", true],
  ["cve,score", false],
  ["id,cve,epss", false],
  ["cve,epss,percentile,date,more", false],
  ["cve", false],
  ["a comment\ncve,epss", false],
  ["Date,Title,CweId,epss_score", false],
  ["", false],
])("epss.detect(): %j", (text, expected) => {
  expect(epss.detect({ form: "csv", rows: rowsOf(text) })).toBe(expected);
});

describe("epss.read()", () => {
  test.each([
    ["0.5", 0.5],
    ["0", 0],
    ["1", 1],
    ["1.0", 1],
    [".25", 0.25],
    ["4.2e-05", 0.000042],
    ["1.1", undefined],
    ["-0.5", undefined],
    ["1e9", undefined],
    ["0x1", undefined],
    ["NaN", undefined],
    ["0,5", undefined],
    ["", undefined],
  ])("a probability of %j is %p", (cell, expected) => {
    const quoted = cell.includes(",") ? `"${cell}"` : cell;
    expect(read("cve,epss", `CVE-2026-0001,${quoted}`).items.epss?.[0]?.scores.get("CVE-2026-0001")).toBe(expected);
  });

  test.each([
    ["2026-01-01", 0],
    ["2026-08-24T00:00:00+0000", 0],
    ["zzz", 1],
  ])("of the day %s gives %d doubts", (day, count) => {
    const { coverage } = read(`#model_version:v1,score_date:${day}`, "cve,epss", "CVE-2026-0001,0.3");
    expect(coverage.doubts).toHaveLength(count);
  });

  test("of two scores for one CVE the higher counts, and both are accounted for", () => {
    const { items, accounts } = read("cve,epss", "CVE-2026-0001,0.3", "cve-2026-0001,0.2", "CVE-2026-0001,0.4");
    expect(items.epss?.[0]?.scores.get("CVE-2026-0001")).toBe(0.4);
    expect([accounts[0]?.raw, accounts[0]?.kept]).toEqual([3, 1]);
  });

  test("reads 300,000 rows in no time", () => {
    const lines = Array.from({ length: 300_000 }, (_, i) => `CVE-2026-${10_000 + i},0.${100_000 + i},0.5`);
    const rows = rowsOf(["cve,epss,percentile", ...lines].join("\n"));
    const start = performance.now();
    const { accounts } = epss.read({ form: "csv", rows }, { name: "epss.csv", sha256: "" });
    expect(accounts[0]?.kept).toBe(300_000);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
