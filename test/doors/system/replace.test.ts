import { describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FixopsError } from "../../../src/domain/error.ts";
import { moveDirectory, removeDirectory, replace } from "../../../src/doors/system/replace.ts";
import { codeOf } from "../../support/code-of.ts";
import { bytesOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();

/** A directory with a run of one file, and where it goes aside. */
function place() {
  const parent = fresh();
  const directory = join(parent, "one");
  mkdirSync(directory);
  writeFileSync(join(directory, "manifest.json"), "old");
  return { parent, directory, aside: join(parent, ".tmp-old-one") };
}

const files = [{ name: "manifest.json", bytes: bytesOf("new") }];

function content(directory: string): string {
  return readFileSync(join(directory, "manifest.json"), "utf8");
}

describe("replace()", () => {
  test("puts the new files in the place of the old ones, with what came last", () => {
    const { parent, directory, aside } = place();
    replace({ directory, aside }, files, (makeVisible) => {
      expect(content(directory)).toBe("old");
      makeVisible([{ name: "proof", bytes: bytesOf("proof") }]);
      expect([content(directory), content(aside)]).toEqual(["new", "old"]);
    });
    expect(treeOf(parent)).toEqual(["one", "one/manifest.json", "one/proof"]);
  });

  test.each([
    ["before the swap", false],
    ["after the swap", true],
  ])("leaves all as it was when it fails %s", (_, isSwapped) => {
    const { parent, directory, aside } = place();
    const fail = (makeVisible: () => void) => {
      if (isSwapped) makeVisible();
      throw new FixopsError("IO_LOCKED", "no");
    };
    expect(codeOf(() => replace({ directory, aside }, files, fail))).toBe("IO_LOCKED");
    expect(treeOf(parent)).toEqual(["one", "one/manifest.json"]);
    expect(content(directory)).toBe("old");
  });

  test("refuses a directory that is a link", () => {
    const { parent, directory, aside } = place();
    symlinkSync(directory, join(parent, "link"));
    const linked = { directory: join(parent, "link"), aside };
    expect(codeOf(() => replace(linked, files, (makeVisible) => makeVisible()))).toBe("IO_WRITE");
    expect(content(directory)).toBe("old");
  });
});

test("moveDirectory() refuses to move onto something", () => {
  const { parent, directory } = place();
  mkdirSync(join(parent, "empty"));
  expect(codeOf(() => moveDirectory(directory, join(parent, "empty")))).toBe("IO_EXISTS");
  moveDirectory(directory, join(parent, "two"));
  expect(treeOf(parent)).toEqual(["empty", "two", "two/manifest.json"]);
});

test("removeDirectory() removes links and does not follow them", () => {
  const { parent, directory } = place();
  const other = fresh();
  writeFileSync(join(other, "kept"), "kept");
  symlinkSync(other, join(directory, "link"));
  removeDirectory(directory);
  removeDirectory(directory);
  expect([treeOf(parent), treeOf(other)]).toEqual([[], ["kept"]]);
});
