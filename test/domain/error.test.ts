import { describe, expect, test } from "bun:test";
import {
  type ErrorCode,
  errorCodes,
  exitCodeOf,
  exitCodeOfCode,
  FixopsError,
  positionText,
  reasonOf,
} from "../../src/domain/error.ts";

const codes = Object.keys(errorCodes) as ErrorCode[];

test.each<[ErrorCode, number]>([
  ["USAGE_UNKNOWN_FLAG", 3],
  ["INPUT_EMPTY", 4],
  ["INTEGRITY_LOG", 5],
  ["IO_FULL", 6],
  ["INTERNAL", 7],
])("exitCodeOfCode() of %s is %d", (code, exit) => {
  expect(exitCodeOfCode(code)).toBe(exit);
});

test("no error code has the exit code of a verdict", () => {
  expect(codes.filter((code) => exitCodeOfCode(code) < 3)).toEqual([]);
});

test("INTEGRITY_INTEL is no input fault, for all that it starts alike", () => {
  expect(codes.filter((code) => code.startsWith("IN")).map((code) => [code, exitCodeOfCode(code)])).toEqual(
    codes
      .filter((code) => code.startsWith("IN"))
      .map((code) => {
        if (code.startsWith("INPUT_")) return [code, 4];
        return [code, code === "INTERNAL" ? 7 : 5];
      }),
  );
});

describe("exitCodeOf()", () => {
  test.each<[string, unknown, number]>([
    ["one of ours", new FixopsError("IO_READ", "m"), 6],
    ["a fault of the program", new TypeError("m"), 7],
    ["a text", "oops", 7],
    ["nothing", undefined, 7],
  ])("of %s", (_, thrown, code) => {
    expect(exitCodeOf(thrown)).toBe(code);
  });
});

test("FixopsError carries what it was given", () => {
  const cause = new Error("inner");
  const error = new FixopsError("INPUT_EMPTY", "m", {
    where: { file: "a.json", line: 2, column: 3 },
    hint: "h",
    cause,
  });
  expect({ ...error, message: error.message, cause: error.cause }).toMatchObject({
    name: "FixopsError",
    code: "INPUT_EMPTY",
    message: "m",
    where: { file: "a.json", line: 2, column: 3 },
    hint: "h",
    cause,
  });
});

test.each([
  [new RangeError("too far"), "too far"],
  ["a word", "a word"],
  [undefined, "undefined"],
])("reasonOf(%p) is %j", (thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason);
});

test.each([
  [{ file: "scan.json", line: 3, column: 7 }, "scan.json:3:7"],
  [{ file: "scan.json", pointer: "/runs/0" }, "scan.json"],
  [{ pointer: "" }, ""],
])("positionText(%j) is %j", (where, text) => {
  expect(positionText(where)).toBe(text);
});
