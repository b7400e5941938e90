import { expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, filesMatching, hasGlob } from "../../../src/doors/system/walk.ts";
import { shell } from "../../support/child.ts";
import { codeOf } from "../../support/code-of.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();
const none = () => false;

function folder(): string {
  const directory = fresh();
  mkdirSync(join(directory, "b/c"), { recursive: true });
  for (const name of ["z.json", "a.json", ".hidden.json", "b/scan.json", "b/c/deep.json", "b/notes.txt"]) {
    writeFileSync(join(directory, name), name);
  }
  return directory;
}

function names(found: readonly { readonly name: string }[]): readonly string[] {
  return found.map((file) => file.name);
}

test("filesBelow() finds all regular files, hidden ones too, in text order", () => {
  const found = filesBelow(folder(), { followSymlinks: false, leaveOut: none });
  expect(names(found)).toEqual([".hidden.json", "a.json", "b/c/deep.json", "b/notes.txt", "b/scan.json", "z.json"]);
});

test("filesBelow() passes over pipes and tells", () => {
  const directory = folder();
  shell("mkfifo pipe", directory);
  const told: string[] = [];
  const manner = { followSymlinks: false, leaveOut: none, tell: (notice: string) => void told.push(notice) };
  expect(names(filesBelow(directory, manner))).not.toContain("pipe");
  expect(told).toEqual([`left out: ${directory}/pipe, which is no regular file`]);
});

test("filesBelow() refuses a link, or follows it, once", () => {
  const directory = folder();
  symlinkSync("..", join(directory, "b/up"));
  symlinkSync("../a.json", join(directory, "b/same.json"));
  expect(codeOf(() => filesBelow(directory, { followSymlinks: false, leaveOut: none }))).toBe("INPUT_SYMLINK");
  const followed = names(filesBelow(directory, { followSymlinks: true, leaveOut: none }));
  expect(followed).toContain("b/same.json");
  expect(followed).toHaveLength(7);
});

test.each([
  ["*.json", [".hidden.json", "a.json", "z.json"]],
  ["?.json", ["a.json", "z.json"]],
  ["*/*.json", ["b/scan.json"]],
  ["**/*.json", [".hidden.json", "a.json", "b/c/deep.json", "b/scan.json", "z.json"]],
  ["b/**", ["c/deep.json", "notes.txt", "scan.json"]],
  ["b/{scan,notes}.*", ["notes.txt", "scan.json"]],
  ["[az].json", ["a.json", "z.json"]],
  ["!*.json", []],
  ["none/*.json", []],
  ["z.json/*", []],
])("filesMatching() of %s", (pattern, expected) => {
  expect(names(filesMatching(join(folder(), pattern), { followSymlinks: false, leaveOut: none }))).toEqual(expected);
});

test("filesMatching() refuses a link that matches and does not look into linked directories", () => {
  const directory = folder();
  symlinkSync("b", join(directory, "linked"));
  expect(names(filesMatching(join(directory, "**/*.txt"), { followSymlinks: false, leaveOut: none }))).toEqual([
    "b/notes.txt",
  ]);
  symlinkSync("a.json", join(directory, "q.json"));
  expect(codeOf(() => filesMatching(join(directory, "*.json"), { followSymlinks: false, leaveOut: none }))).toBe(
    "INPUT_SYMLINK",
  );
  expect(names(filesMatching(join(directory, "*.json"), { followSymlinks: true, leaveOut: none }))).toContain("q.json");
});

test("filesMatching() starts at a linked directory that is named", () => {
  const directory = folder();
  symlinkSync("b", join(directory, "linked"));
  expect(names(filesMatching(join(directory, "linked/*.json"), { followSymlinks: false, leaveOut: none }))).toEqual([
    "scan.json",
  ]);
});

test("hasGlob() knows patterns from plain paths", () => {
  expect(["a*", "b?", "[c]", "{d,e}", "**/f"].every(hasGlob)).toBe(true);
  expect(["a.json", "b (2).json", "c!", "d\\e"].some(hasGlob)).toBe(false);
});

test("filesBelow() and filesMatching() leave out what they are told to", () => {
  const directory = folder();
  const own = new Set([join(directory, "b/c"), join(directory, "a.json")]);
  const leaveOut = (path: string) => own.has(path);
  const manner = { followSymlinks: false, leaveOut };
  expect(names(filesBelow(directory, manner))).toEqual([".hidden.json", "b/notes.txt", "b/scan.json", "z.json"]);
  expect(names(filesMatching(join(directory, "**/*.json"), manner))).toEqual([".hidden.json", "b/scan.json", "z.json"]);
});
