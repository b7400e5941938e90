import { expect, test } from "bun:test";
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openOwn, readAt, readOwn, stage } from "../../../src/doors/system/audit-own.ts";
import { codeOf } from "../../support/code-of.ts";
import { bytesOf, textOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();

test("openOwn() makes a file of mode 0600 and opens it again", () => {
  const path = join(fresh(), "a");
  openOwn(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeFileSync(path, "abc");
  expect(textOf(readAt(openOwn(path), 1, 9))).toBe("bc");
});

test("openOwn() and readOwn() refuse links, and what is no file", () => {
  const directory = fresh();
  writeFileSync(join(directory, "a"), "abc");
  symlinkSync(join(directory, "a"), join(directory, "link"));
  mkdirSync(join(directory, "folder"));
  expect(() => openOwn(join(directory, "link"))).toThrow();
  expect(codeOf(() => readOwn(join(directory, "link"), 9))).toBe("INTEGRITY_LOG");
  expect(codeOf(() => readOwn(join(directory, "folder"), 9))).toBe("INTEGRITY_LOG");
  expect(codeOf(() => readOwn(join(directory, "a"), 2))).toBe("INTEGRITY_LOG");
  expect(readOwn(join(directory, "b"), 9)).toBeUndefined();
});

test.each([true, false])(
  "stage() puts a file beside its place until it is published or discarded (synced: %p)",
  (isSynced) => {
    const directory = fresh();
    writeFileSync(join(directory, "head"), "old");
    const first = stage(directory, "head", bytesOf("new"), isSynced);
    expect(readFileSync(join(directory, "head"), "utf8")).toBe("old");
    first.publish();
    expect(readFileSync(join(directory, "head"), "utf8")).toBe("new");
    stage(directory, "head", bytesOf("other"), isSynced).discard();
    expect(readFileSync(join(directory, "head"), "utf8")).toBe("new");
    expect(treeOf(directory)).toEqual(["head"]);
    expect(statSync(join(directory, "head")).mode & 0o777).toBe(0o600);
  },
);

test("stage() that fails leaves nothing", () => {
  expect(() => stage(join(fresh(), "missing"), "head", bytesOf("x"), false)).toThrow();
});
