import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { brakeman } from "../../../../src/ingest/formats/findings/brakeman.ts";

describe("brakeman.detect()", () => {
  test.each([
    ["a report", { scan_info: { brakeman_version: "6.1" }, warnings: [] }, true],
    ["an old report", { scan_info: { app_path: "/srv" }, warnings: [] }, true],
    ["no scan", { warnings: [] }, false],
    ["no warnings", { scan_info: { brakeman_version: "6.1" } }, false],
  ])("%s", (_, value, expected) => {
    expect(brakeman.detect({ form: "json", value })).toBe(expected);
  });
});

test.each([
  ["High", "high"],
  ["Medium", "medium"],
  ["Weak", "low"],
  ["Odd", "unknown"],
  [undefined, "unknown"],
])("brakeman.read() takes the confidence %p for %p", (confidence, expected) => {
  const { items } = read({ scan_info: {}, warnings: [{ check_name: "SQL", confidence }] });
  expect(items.findings?.[0]?.severity).toBe(expected as "high");
});

function read(value: unknown): Reading {
  return brakeman.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
