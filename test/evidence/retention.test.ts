import { expect, test } from "bun:test";
import { retentionEnd } from "../../src/evidence/retention.ts";

test.each([
  ["2026-01-02T03:04:05Z", 2555, "2032-12-31T03:04:05Z"],
  ["2024-02-28T23:59:59Z", 1, "2024-02-29T23:59:59Z"],
  ["2026-03-28T12:00:00+02:00", 2, "2026-03-30T10:00:00Z"],
  ["2026-01-02T03:04:05.250Z", 0, "2026-01-02T03:04:05.250Z"],
  ["2026-01-02T03:04:05Z", 36_500, "2125-12-09T03:04:05Z"],
])("retentionEnd() of %s and %d days is %s", (from, days, end) => {
  expect(retentionEnd(from, days)).toBe(end);
});

test.each([
  ["yesterday", 1],
  ["", 1],
  ["2026-01-02T03:04:05Z", 1e9],
  ["2026-01-02T03:04:05Z", Number.NaN],
])("retentionEnd() of %j and %d days is none", (from, days) => {
  expect(retentionEnd(from, days)).toBeUndefined();
});
