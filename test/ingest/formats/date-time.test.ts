import { expect, test } from "bun:test";
import { dateTimeOf } from "../../../src/ingest/formats/date-time.ts";

test.each([
  ["2026-01-02T03:04:05Z", true],
  ["2026-01-02t03:04:05.123456+02:00", true],
  ["2026-01-02T03:04:05", false],
  ["2026-01-02", false],
  ["2026-13-02T03:04:05Z", false],
  ["", false],
  [undefined, false],
])("dateTimeOf(%p) is the text: %p", (given, isTime) => {
  expect(dateTimeOf(given)).toBe(isTime ? given : undefined);
});
