import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FixopsError } from "../../../src/domain/error.ts";
import type { NamedBytes } from "../../../src/domain/runtime.ts";
import { assertWritable, publish, refuseLink } from "../../../src/doors/system/publish.ts";
import { runAndKill } from "../../support/child.ts";
import { codeOf } from "../../support/code-of.ts";
import { canMount, smallDisk, unmountAfterAll } from "../../support/small-disk.ts";
import { bytesOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
unmountAfterAll();

const files: readonly NamedBytes[] = [
  { name: "manifest.json", bytes: bytesOf("manifest") },
  { name: "bundle.json", bytes: bytesOf("bundle") },
];

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test("publish() makes the run and its parents, for the owner only", () => {
  const evidence = join(fresh(), "evidence");
  publish(join(evidence, "demo/r1"), files);
  expect(treeOf(evidence)).toEqual(["demo", "demo/r1", "demo/r1/bundle.json", "demo/r1/manifest.json"]);
  expect(["", "demo", "demo/r1"].map((path) => modeOf(join(evidence, path)))).toEqual(["700", "700", "700"]);
  expect(modeOf(join(evidence, "demo/r1/bundle.json"))).toBe("600");
  expect(readFileSync(join(evidence, "demo/r1/manifest.json"), "utf8")).toBe("manifest");
});

test("publish() calls beforeVisible when all files are written, the manifest last, and nothing is visible", () => {
  const evidence = fresh();
  let seen: readonly string[] = [];
  publish(join(evidence, "demo/r1"), files, () => {
    seen = treeOf(evidence);
  });
  expect(seen).toHaveLength(4);
  expect(seen[1]).toMatch(/^demo\/\.tmp-r1-/);
  expect(existsSync(join(evidence, "demo/r1"))).toBe(true);
});

test("publish() leaves nothing when beforeVisible throws", () => {
  const directory = fresh();
  const refuse = () => {
    throw new FixopsError("IO_LOCKED", "no");
  };
  expect(codeOf(() => publish(join(directory, "evidence/demo/r1"), files, refuse))).toBe("IO_LOCKED");
  expect(treeOf(directory)).toEqual([]);
});

test("publish() does not replace a run, an empty directory, a file or a link", () => {
  const evidence = fresh();
  publish(join(evidence, "demo/run"), files);
  mkdirSync(join(evidence, "demo/empty"));
  writeFileSync(join(evidence, "demo/file"), "");
  symlinkSync("nowhere", join(evidence, "demo/link"));
  const before = treeOf(evidence);
  for (const name of ["run", "empty", "file", "link"]) {
    expect(codeOf(() => publish(join(evidence, "demo", name), files))).toBe("IO_EXISTS");
  }
  expect(treeOf(evidence)).toEqual(before);
});

test("publish() gives way to a run that appeared meanwhile", () => {
  const evidence = fresh();
  const other = () => publish(join(evidence, "demo/r1"), [{ name: "manifest.json", bytes: bytesOf("theirs") }]);
  expect(codeOf(() => publish(join(evidence, "demo/r1"), files, other))).toBe("IO_EXISTS");
  expect(treeOf(evidence)).toEqual(["demo", "demo/r1", "demo/r1/manifest.json"]);
  expect(readFileSync(join(evidence, "demo/r1/manifest.json"), "utf8")).toBe("theirs");
});

test("publish() refuses a mode directory that was planted as a link", () => {
  const directory = fresh();
  mkdirSync(join(directory, "elsewhere"));
  mkdirSync(join(directory, "evidence"));
  symlinkSync("../elsewhere", join(directory, "evidence/demo"));
  expect(codeOf(() => publish(join(directory, "evidence/demo/r1"), files))).toBe("IO_WRITE");
  expect(readdirSync(join(directory, "elsewhere"))).toEqual([]);
});

test("publish() takes an evidence directory that is a link: the user chose it", () => {
  const directory = fresh();
  mkdirSync(join(directory, "real"));
  symlinkSync("real", join(directory, "evidence"));
  publish(join(directory, "evidence/demo/r1"), files);
  expect(existsSync(join(directory, "real/demo/r1/manifest.json"))).toBe(true);
});

test("publish() refuses a file name that leads elsewhere and leaves nothing", () => {
  const directory = fresh();
  const wrong = [{ name: "../escape", bytes: bytesOf("x") }];
  expect(() => publish(join(directory, "demo/r1"), wrong)).toThrow(RangeError);
  expect(treeOf(directory)).toEqual([]);
});

test.skipIf(!canMount)("publish() on a full disk is IO_FULL and leaves nothing", () => {
  const disk = smallDisk(128);
  const large = [...files, { name: "large", bytes: new Uint8Array(500_000) }];
  expect(codeOf(() => publish(join(disk, "evidence/demo/r1"), large))).toBe("IO_FULL");
  expect(treeOf(disk)).toEqual([]);
});

test("30 publishers killed at random moments leave no half of a run", async () => {
  const evidence = fresh();
  let published = 0;
  for (let cycle = 0; cycle < 30; cycle++) {
    const script = ["scripts/hammer.ts", "publish", evidence, "100000", `c${cycle}`];
    const told = await runAndKill(script, (cycle * 37) % 31);
    published += told.length;
  }
  const runs = existsSync(join(evidence, "demo"))
    ? readdirSync(join(evidence, "demo")).filter((name) => !name.startsWith("."))
    : [];
  expect(published).toBeGreaterThanOrEqual(30);
  expect(runs.length).toBeGreaterThanOrEqual(published);
  for (const run of runs) {
    const names = readdirSync(join(evidence, "demo", run)).toSorted();
    expect([run, names]).toEqual([run, ["bundle.json", "decision.json", "manifest.json"]]);
    for (const name of names) expect(statSync(join(evidence, "demo", run, name)).size).toBe(20_000);
  }
}, 20_000);

test("assertWritable() is content with directories that exist or can be made, and leaves nothing", () => {
  const directory = fresh();
  assertWritable(directory);
  assertWritable(join(directory, "a/b/c"));
  expect(treeOf(directory)).toEqual([]);
});

test("assertWritable() refuses what is below a file", () => {
  const directory = fresh();
  writeFileSync(join(directory, "file"), "");
  expect(codeOf(() => assertWritable(join(directory, "file")))).toBe("IO_WRITE");
  expect(codeOf(() => assertWritable(join(directory, "file/a")))).toBe("IO_WRITE");
});

test.skipIf(!canMount)("assertWritable() finds a full disk and a read-only one", () => {
  const full = smallDisk(64);
  writeFileSync(join(full, "filler"), new Uint8Array(64 * 1024));
  expect(codeOf(() => assertWritable(join(full, "evidence")))).toBe("IO_FULL");
  expect(treeOf(full)).toEqual(["filler"]);
  expect(codeOf(() => assertWritable(join(smallDisk(64, "ro"), "evidence")))).toBe("IO_PERMISSION");
});

test("refuseLink() refuses links, also those that point nowhere", () => {
  const directory = fresh();
  symlinkSync("nowhere", join(directory, "link"));
  expect(codeOf(() => refuseLink(join(directory, "link")))).toBe("IO_WRITE");
  expect(codeOf(() => refuseLink(directory))).toBe("nothing thrown");
});

test("publish() takes the run back when recording fails after it became visible", () => {
  const evidence = fresh();
  const fail = (makeVisible: () => void) => {
    makeVisible();
    expect(existsSync(join(evidence, "demo/r1/manifest.json"))).toBe(true);
    throw new FixopsError("IO_FULL", "full");
  };
  expect(codeOf(() => publish(join(evidence, "demo/r1"), files, fail))).toBe("IO_FULL");
  expect(treeOf(evidence)).toEqual([]);
});
