import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { kics } from "../../../../src/ingest/formats/posture/kics.ts";

function read(value: unknown): Reading {
  return kics.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("kics.detect()", () => {
  test.each([
    ["a report", { queries: [{ query_id: "a", files: [] }] }, true],
    ["a clean report", { queries: [], severity_counters: {} }, true],
    ["a clean report with null", { queries: null, severity_counters: {} }, true],
    ["queries of something else", { queries: [] }, false],
    ["CodeQL packs", { queries: [{ name: "a" }] }, false],
    ["no object", [], false],
  ])("%s", (_, value, expected) => {
    expect(kics.detect({ form: "json", value })).toBe(expected);
  });
});

describe("kics.read()", () => {
  const clean = { queries: [], severity_counters: {}, files_scanned: 2, queries_total: 9 };

  test.each([
    ["a clean scan", clean, 0],
    ["no file", { ...clean, files_scanned: 0 }, 1],
    ["no parsed file", { ...clean, files_parsed: 0 }, 1],
    ["no query", { ...clean, queries_total: 0 }, 1],
    ["silence", { queries: [], severity_counters: {} }, 1],
    ["failures", { ...clean, files_failed_to_scan: 1, queries_failed_to_execute: 1 }, 2],
    ["results that are not listed", { ...clean, total_counter: 4 }, 1],
  ])("%s", (_, value, doubts) => {
    expect(read(value).coverage.doubts).toHaveLength(doubts as number);
  });

  test("does not repeat what was found where a secret is", () => {
    const query = {
      query_id: "a",
      query_name: "n",
      category: "Secret Management",
      files: [{ actual_value: "hidden" }],
    };
    expect(read({ ...clean, queries: [query] }).items.findings?.[0]?.message).toBe("n");
  });
});
