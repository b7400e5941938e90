import { expect, test } from "bun:test";
import { readInteger, readOutput, readSize } from "../../../src/doors/cli/values.ts";
import { codeOf, faultOf } from "../../support/code-of.ts";

test.each([
  ["1", 1],
  ["1000", 1000],
  ["4KiB", 4096],
  ["512MiB", 536870912],
  ["2GiB", 2147483648],
])("readSize(%s) is %i", (text, bytes) => {
  expect(readSize("--max-input-size", text)).toBe(bytes);
});

test.each(["0", "-1", "1.5", "1kb", "1 MiB", "MiB", "", "9".repeat(20), "999999999999999GiB", "0x10", "١"])(
  "readSize(%j) is refused",
  (text) => {
    expect(codeOf(() => readSize("--max-input-size", text))).toBe("USAGE_BAD_VALUE");
  },
);

test("readInteger() keeps its lower bound", () => {
  expect(readInteger("--limit", "1", 1)).toBe(1);
  expect(readInteger("--limit", undefined, 1)).toBeUndefined();
  for (const text of ["0", "1e3", "-5", "", "ten", "1".repeat(10)]) {
    expect(codeOf(() => readInteger("--limit", text, 1))).toBe("USAGE_BAD_VALUE");
  }
});

test.each([
  ["csv=release.csv", "csv", "release.csv"],
  ["md=a=b.md", "md", "a=b.md"],
  ["json=/dev/stdout", "json", "/dev/stdout"],
])("readOutput(%s)", (text, format, path) => {
  expect(readOutput("--out", text)).toEqual({ format: format as "csv", path });
});

test.each([
  ["cvs=x", /csv/],
  ["=x", /json, md, csv/],
  ["constructor=x", /json, md, csv/],
  ["release.csv", /--out csv=release\.csv/],
  ["md", /--out md=release\.md/],
  ["md=", /--out md=release\.md/],
  ["csv=-", /--out csv=release\.csv/],
])("readOutput(%s) is refused and says what to write", (text, hint) => {
  const fault = faultOf(() => readOutput("--out", text));
  expect(fault.code).toBe("USAGE_BAD_VALUE");
  expect(fault.hint).toMatch(hint);
});
