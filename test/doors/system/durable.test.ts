import { expect, test } from "bun:test";
import { existsSync, mkdirSync, openSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createFile,
  makeDirectories,
  quietly,
  removeEmpty,
  rename,
  syncData,
  syncDirectory,
  syncFile,
} from "../../../src/doors/system/durable.ts";
import { bytesOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test("createFile() writes a new file that only its owner reads", () => {
  const path = join(fresh(), "new");
  createFile(path, bytesOf("x"));
  expect(readFileSync(path, "utf8")).toBe("x");
  expect(modeOf(path)).toBe("600");
});

test("createFile() replaces neither a file nor a link", () => {
  const directory = fresh();
  writeFileSync(join(directory, "old"), "old");
  symlinkSync("elsewhere", join(directory, "link"));
  for (const name of ["old", "link"]) expect(() => createFile(join(directory, name), bytesOf("x"))).toThrow("EEXIST");
  expect(readFileSync(join(directory, "old"), "utf8")).toBe("old");
  expect(existsSync(join(directory, "elsewhere"))).toBe(false);
});

test("makeDirectories() makes what is missing and tells what it made", () => {
  const directory = fresh();
  const made = makeDirectories(join(directory, "a/b/c"));
  expect(made).toEqual(["a", "a/b", "a/b/c"].map((name) => join(directory, name)));
  expect(made.map(modeOf)).toEqual(["700", "700", "700"]);
  expect(makeDirectories(join(directory, "a/b/c"))).toEqual([]);
});

test("makeDirectories() leaves the mode of what exists", () => {
  const directory = fresh();
  mkdirSync(join(directory, "open"), { mode: 0o755 });
  makeDirectories(join(directory, "open/inner"));
  expect(modeOf(join(directory, "open"))).toBe("755");
});

test("makeDirectories() through a file fails and leaves nothing", () => {
  const directory = fresh();
  writeFileSync(join(directory, "file"), "");
  expect(() => makeDirectories(join(directory, "file/a/b"))).toThrow("ENOTDIR");
  expect(treeOf(directory)).toEqual(["file"]);
});

test("removeEmpty() keeps what somebody else has filled", () => {
  const directory = fresh();
  const made = makeDirectories(join(directory, "a/b/c"));
  writeFileSync(join(directory, "a/keep"), "");
  removeEmpty(made);
  expect(treeOf(directory)).toEqual(["a", "a/keep"]);
});

test("rename() moves and throws the system's error", () => {
  const directory = fresh();
  writeFileSync(join(directory, "a"), "a");
  rename(join(directory, "a"), join(directory, "b"));
  expect(treeOf(directory)).toEqual(["b"]);
  expect(() => rename(join(directory, "a"), join(directory, "c"))).toThrow("ENOENT");
});

test("the sync functions reach the system", () => {
  const directory = fresh();
  const fd = openSync(join(directory, "a"), "w");
  syncFile(fd);
  syncData(fd);
  syncDirectory(directory);
  expect(() => syncDirectory(join(directory, "none"))).toThrow("ENOENT");
  expect(() => syncFile(9999)).toThrow("EBADF");
});

test("quietly() swallows the second failure", () => {
  expect(() => quietly(() => expect.unreachable())).not.toThrow();
});
