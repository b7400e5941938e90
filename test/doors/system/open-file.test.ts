import { expect, test } from "bun:test";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OpenRule, openForReading, readPath, symlinkError } from "../../../src/doors/system/open-file.ts";
import { shell } from "../../support/child.ts";
import { codeOf } from "../../support/code-of.ts";
import { textOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const strict: OpenRule = { maxBytes: 1000, followSymlinks: false, streams: "refuse" };

function folder(): string {
  const directory = fresh();
  writeFileSync(join(directory, "file"), "content");
  symlinkSync("file", join(directory, "link"));
  symlinkSync("nowhere", join(directory, "dangling"));
  symlinkSync("loop", join(directory, "loop"));
  mkdirSync(join(directory, "real"));
  writeFileSync(join(directory, "real", "inner"), "inner");
  symlinkSync("real", join(directory, "linked"));
  return directory;
}

test("readPath() reads a regular file, also behind a linked directory", () => {
  const directory = folder();
  expect(textOf(readPath(join(directory, "file"), strict))).toBe("content");
  expect(textOf(readPath(join(directory, "linked/inner"), strict))).toBe("inner");
});

test("readPath() refuses a link as the last component unless told to follow", () => {
  const directory = folder();
  for (const name of ["link", "dangling", "loop"]) {
    expect(codeOf(() => readPath(join(directory, name), strict))).toBe("INPUT_SYMLINK");
  }
  const following = { ...strict, followSymlinks: true };
  expect(textOf(readPath(join(directory, "link"), following))).toBe("content");
  expect(readPath(join(directory, "dangling"), following)).toBeUndefined();
  expect(codeOf(() => readPath(join(directory, "loop"), following))).toBe("IO_READ");
});

test("readPath() of what does not exist is undefined", () => {
  const directory = folder();
  expect(readPath(join(directory, "none"), strict)).toBeUndefined();
  expect(readPath(join(directory, "file/below"), strict)).toBeUndefined();
});

test("readPath() refuses directories and, unless they are allowed, pipes", () => {
  const directory = folder();
  shell("mkfifo pipe", directory);
  const before = performance.now();
  expect(codeOf(() => readPath(directory, strict))).toBe("IO_READ");
  expect(codeOf(() => readPath(join(directory, "pipe"), strict))).toBe("IO_READ");
  expect(performance.now() - before).toBeLessThan(500);
});

test("readPath() waits for the writer of a named pipe", () => {
  const directory = folder();
  shell("mkfifo pipe; (sleep 0.2; echo late > pipe) > /dev/null 2>&1 &", directory);
  expect(textOf(readPath(join(directory, "pipe"), { ...strict, streams: "await" }))).toBe("late\n");
});

test.skipIf(process.getuid?.() === 0)("readPath() of a file without permission is IO_READ", () => {
  const directory = folder();
  chmodSync(join(directory, "file"), 0);
  expect(codeOf(() => readPath(join(directory, "file"), strict))).toBe("IO_READ");
});

test("openForReading() gives a descriptor or nothing", () => {
  const directory = folder();
  expect(openForReading(join(directory, "file"), false)).toBeNumber();
  expect(openForReading(join(directory, "none"), false)).toBeUndefined();
});

test("symlinkError() names the flag that allows links", () => {
  expect(symlinkError("a").hint).toContain("--follow-symlinks");
});
