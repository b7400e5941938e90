import { expect, test } from "bun:test";
import { firstLine, lineNumber, oneLine, quoted } from "../../../../src/ingest/formats/findings/report-text.ts";

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

test.each([
  [" a\n b\t", 99, "a b"],
  ["abc", 2, "ab"],
  [" \n", 99, undefined],
  [undefined, 99, undefined],
])("oneLine(%j, %p) is %p", (words, max, line) => {
  expect(oneLine(words, max)).toBe(line as string);
});

test.each([
  ["12", 12],
  [" 12-14", 12],
  [12, 12],
  ["0", undefined],
  ["-1", undefined],
  ["x", undefined],
  [null, undefined],
])("firstLine(%j) is %p", (given, line) => {
  expect(firstLine(given)).toBe(line as number);
});
