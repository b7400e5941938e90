import { expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { files } from "../../../src/doors/system/files.ts";
import { codeOf } from "../../support/code-of.ts";
import { textOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();

function folder(): string {
  const directory = fresh();
  writeFileSync(join(directory, "b"), "content");
  mkdirSync(join(directory, "a"));
  symlinkSync("b", join(directory, "link"));
  symlinkSync("a", join(directory, "linked"));
  return directory;
}

test("read() gives the bytes, also through a link, or undefined", () => {
  const directory = folder();
  expect(textOf(files.read(join(directory, "b"), 100))).toBe("content");
  expect(textOf(files.read(join(directory, "link"), 100))).toBe("content");
  expect(files.read(join(directory, "none"), 100)).toBeUndefined();
});

test("read() refuses too much and what is no regular file", () => {
  const directory = folder();
  expect(codeOf(() => files.read(join(directory, "b"), 6))).toBe("INPUT_TOO_LARGE");
  expect(codeOf(() => files.read(directory, 100))).toBe("IO_READ");
  expect(codeOf(() => files.read("/dev/null", 100))).toBe("IO_READ");
});

test("list() sorts, and a link is neither file nor directory", () => {
  expect(files.list(folder())).toEqual([
    { name: "a", kind: "directory" },
    { name: "b", kind: "file" },
    { name: "link", kind: "link" },
    { name: "linked", kind: "link" },
  ]);
  expect(files.list("/dev")?.find(({ name }) => name === "null")?.kind).toBe("other");
});

test("isSame() sees through links and spellings, and knows nothing of what is not there", () => {
  const directory = folder();
  const b = join(directory, "b");
  expect(["link", "./b", "a/../b"].map((path) => files.isSame(`${directory}/${path}`, b))).toEqual([true, true, true]);
  expect(files.isSame(join(directory, "a"), b)).toBe(false);
  expect(files.isSame(join(directory, "none"), join(directory, "none"))).toBe(false);
});

test("list() of nothing is undefined, of a file IO_READ", () => {
  const directory = folder();
  expect(files.list(join(directory, "none"))).toBeUndefined();
  expect(codeOf(() => files.list(join(directory, "b")))).toBe("IO_READ");
});
