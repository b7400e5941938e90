import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { FixopsError } from "../../../src/domain/error.ts";
import { errnoOf, isAbsence, readError, writeError } from "../../../src/doors/system/errno.ts";

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: some words, open '/x'`), { code });
}

test.each([
  ["ENOSPC", "IO_FULL"],
  ["EDQUOT", "IO_FULL"],
  ["EACCES", "IO_PERMISSION"],
  ["EPERM", "IO_PERMISSION"],
  ["EROFS", "IO_PERMISSION"],
  ["EIO", "IO_WRITE"],
  ["ENOTDIR", "IO_WRITE"],
])("writeError() makes %s to %s and names the path", (errno, code) => {
  const error = writeError("/data/out", systemError(errno));
  expect(error).toMatchObject({ code, where: { file: "/data/out" } });
  expect(error.message).toBe(`cannot write /data/out: ${errno}: some words`);
});

test("readError() is IO_READ", () => {
  expect(readError("/data/in", systemError("EACCES"))).toMatchObject({ code: "IO_READ", where: { file: "/data/in" } });
});

test("writeError() and readError() leave what is not the system's as it is", () => {
  for (const error of [new FixopsError("INPUT_EMPTY", "x"), new RangeError("y")]) {
    expect(writeError("p", error)).toBe(error);
    expect(readError("p", error)).toBe(error);
  }
});

test("errnoOf() reads the system's code and nothing else", () => {
  expect(errnoOf(systemError("EAGAIN"))).toBe("EAGAIN");
  for (const other of [new Error("x"), { code: "EAGAIN" }, undefined, new FixopsError("INTERNAL", "x")]) {
    expect(errnoOf(other)).toBeUndefined();
  }
  try {
    readFileSync("/does/not/exist");
  } catch (error) {
    expect(errnoOf(error)).toBe("ENOENT");
  }
});

test("isAbsence() is true for ENOENT and ENOTDIR of the system only", () => {
  const absent = ["ENOENT", "ENOTDIR", "EACCES"].map((code) => isAbsence(systemError(code)));
  expect(absent).toEqual([true, true, false]);
  expect(isAbsence(new FixopsError("INPUT_NOT_FOUND", "x"))).toBe(false);
});
