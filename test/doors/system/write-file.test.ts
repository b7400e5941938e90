import { expect, test } from "bun:test";
import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { appendFile, createNew, writeFile } from "../../../src/doors/system/write-file.ts";
import { runCode, shell } from "../../support/child.ts";
import { codeOf } from "../../support/code-of.ts";
import { canMount, smallDisk, unmountAfterAll } from "../../support/small-disk.ts";
import { bytesOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
unmountAfterAll();
const isLinux = process.platform === "linux";

test("writeFile() makes and replaces a file of mode 0600 and leaves nothing else", () => {
  const directory = fresh();
  const path = join(directory, "out");
  writeFileSync(path, "old, and longer than the new", { mode: 0o644 });
  for (const text of ["first", "2nd"]) {
    writeFile(path, bytesOf(text));
    expect(readFileSync(path, "utf8")).toBe(text);
  }
  expect((statSync(path).mode & 0o777).toString(8)).toBe("600");
  expect(treeOf(directory)).toEqual(["out"]);
});

test("writeFile() makes missing directories", () => {
  const directory = fresh();
  writeFile(join(directory, "a/b/out"), bytesOf("x"));
  expect(treeOf(directory)).toEqual(["a", "a/b", "a/b/out"]);
});

test("createNew() makes a file of mode 0600 in new directories, and overwrites nothing that stands there", () => {
  const directory = fresh();
  createNew(join(directory, "a/key"), bytesOf("first"));
  expect((statSync(join(directory, "a/key")).mode & 0o777).toString(8)).toBe("600");
  symlinkSync("nowhere", join(directory, "link"));
  for (const taken of ["a/key", "a", "link"]) {
    expect(codeOf(() => createNew(join(directory, taken), bytesOf("second")))).toBe("IO_EXISTS");
  }
  expect(readFileSync(join(directory, "a/key"), "utf8")).toBe("first");
  expect(treeOf(directory)).toEqual(["a", "a/key", "link"]);
  expect(codeOf(() => createNew(join(directory, "a/key/b"), bytesOf("x")))).toBe("IO_WRITE");
});

test("writeFile() replaces the file that a reader has open, not its bytes", () => {
  const path = join(fresh(), "out");
  writeFileSync(path, "old");
  const fd = openSync(path, "r");
  writeFile(path, bytesOf("new"));
  expect(readFileSync(fd, "utf8")).toBe("old");
  closeSync(fd);
});

test("writeFile() refuses links and directories and leaves them as they are", () => {
  const directory = fresh();
  writeFileSync(join(directory, "target"), "target");
  symlinkSync("target", join(directory, "link"));
  mkdirSync(join(directory, "folder"));
  for (const name of ["link", "folder"])
    expect(codeOf(() => writeFile(join(directory, name), bytesOf("x")))).toBe("IO_WRITE");
  expect(readFileSync(join(directory, "target"), "utf8")).toBe("target");
  expect(lstatSync(join(directory, "link")).isSymbolicLink()).toBe(true);
  expect(treeOf(directory)).toEqual(["folder", "link", "target"]);
});

test("writeFile() follows linked directories", () => {
  const directory = fresh();
  mkdirSync(join(directory, "real"));
  symlinkSync("real", join(directory, "linked"));
  writeFile(join(directory, "linked/out"), bytesOf("x"));
  expect(readFileSync(join(directory, "real/out"), "utf8")).toBe("x");
});

test("writeFile() writes pipes and devices in place", () => {
  const directory = fresh();
  shell("mkfifo pipe; (cat pipe > got) > /dev/null 2>&1 &", directory);
  writeFile(join(directory, "pipe"), bytesOf("through"));
  shell("for i in $(seq 300); do [ -s got ] && break; sleep 0.01; done", directory);
  expect(readFileSync(join(directory, "got"), "utf8")).toBe("through");
  expect(lstatSync(join(directory, "pipe")).isFIFO()).toBe(true);
  writeFile("/dev/null", bytesOf("x"));
  expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
});

test.skipIf(!isLinux)("writeFile() to a full device is IO_FULL", () => {
  expect(codeOf(() => writeFile("/dev/full", bytesOf("x")))).toBe("IO_FULL");
});

test.each(["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])("writeFile() to %s writes to the open stream", (path) => {
  const code = `import { writeFile } from "./src/doors/system/write-file.ts"; writeFile("${path}", new TextEncoder().encode("hello"));`;
  expect(runCode(code).stdout).toBe("hello");
});

test("writeFile() below a file is IO_WRITE", () => {
  const directory = fresh();
  writeFileSync(join(directory, "file"), "");
  expect(codeOf(() => writeFile(join(directory, "file/out"), bytesOf("x")))).toBe("IO_WRITE");
});

test.skipIf(!canMount)("writeFile() on a full disk is IO_FULL, keeps the old file and leaves nothing", () => {
  const disk = smallDisk(64);
  writeFile(join(disk, "out"), bytesOf("old"));
  expect(codeOf(() => writeFile(join(disk, "out"), new Uint8Array(200_000)))).toBe("IO_FULL");
  expect(codeOf(() => writeFile(join(disk, "a/b/new"), new Uint8Array(200_000)))).toBe("IO_FULL");
  expect(readFileSync(join(disk, "out"), "utf8")).toBe("old");
  expect(treeOf(disk)).toEqual(["out"]);
});

test.skipIf(!canMount)("writeFile() on a read-only disk is IO_PERMISSION", () => {
  expect(codeOf(() => writeFile(join(smallDisk(64, "ro"), "out"), bytesOf("x")))).toBe("IO_PERMISSION");
});

test("appendFile() adds to the end, through links, and makes the file", () => {
  const directory = fresh();
  symlinkSync("summary", join(directory, "link"));
  appendFile(join(directory, "summary"), bytesOf("a\n"));
  appendFile(join(directory, "link"), bytesOf("b\n"));
  expect(readFileSync(join(directory, "summary"), "utf8")).toBe("a\nb\n");
  expect(codeOf(() => appendFile(directory, bytesOf("x")))).toBe("IO_WRITE");
});
