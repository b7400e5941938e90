import { expect, test } from "bun:test";
import { lineNumber, quoted } from "../../../../src/ingest/formats/findings/report-text.ts";

test("quoted() is one line of at most 200 characters", () => {
  expect(quoted("no such\r\n   file\t")).toBe("no such file");
  expect(quoted("z".repeat(900))).toHaveLength(200);
  expect(quoted(undefined)).toBe("it has no message");
});

test.each([
  [1, 1],
  [0, undefined],
  [-3, undefined],
  [1.5, undefined],
  ["7", undefined],
  [Number.MAX_VALUE, undefined],
  [undefined, undefined],
])("lineNumber(%j) is %p", (given, line) => {
  expect(lineNumber(given)).toBe(line);
});
