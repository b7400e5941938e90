import { expect, test } from "bun:test";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { entryAt, identityAt } from "../../../src/doors/system/entry.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();

test("entryAt() sees files and links themselves", () => {
  const directory = fresh();
  writeFileSync(join(directory, "file"), "");
  symlinkSync("nowhere", join(directory, "link"));
  expect(entryAt(join(directory, "file"))?.isFile()).toBe(true);
  expect(entryAt(join(directory, "link"))?.isSymbolicLink()).toBe(true);
  expect(entryAt(join(directory, "link"), true)).toBeUndefined();
  symlinkSync("file", join(directory, "good"));
  expect(entryAt(join(directory, "good"), true)?.isFile()).toBe(true);
});

test("entryAt() sees nothing where nothing is, also behind a file", () => {
  const directory = fresh();
  writeFileSync(join(directory, "file"), "");
  expect(entryAt(join(directory, "none"))).toBeUndefined();
  expect(entryAt(join(directory, "file/below"))).toBeUndefined();
  expect(() => entryAt(join(directory, "x".repeat(300)))).toThrow("ENAMETOOLONG");
});

test("identityAt() is that of the file behind a link", () => {
  const directory = fresh();
  for (const name of ["one", "two"]) writeFileSync(join(directory, name), "");
  symlinkSync("one", join(directory, "link"));
  expect(identityAt(join(directory, "link"))).toBe(identityAt(join(directory, "one")) ?? "");
  expect(identityAt(join(directory, "two"))).not.toBe(identityAt(join(directory, "one")));
  expect(identityAt(join(directory, "none"))).toBeUndefined();
});
