import { expect, test } from "bun:test";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  addHashes,
  areHashesCurrent,
  areHashesThere,
  cutHashes,
  readHashes,
  readLevels,
  rebuildHashes,
} from "../../../src/doors/system/audit-hashes.ts";
import { scanLog } from "../../../src/evidence/check-log.ts";
import { emptyHead } from "../../../src/evidence/log-head.ts";
import { addedBy, levelsOf } from "../../../src/evidence/log-levels.ts";
import { codeOf } from "../../support/code-of.ts";
import { sampleLog } from "../../support/sample-log.ts";
import { treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const scan = scanLog(sampleLog(520).log);
const levels = levelsOf(scan.leaves);

/** A directory with these levels. */
function built(): string {
  const directory = fresh();
  rebuildHashes(directory, scan.leaves);
  return directory;
}

test("rebuildHashes() writes all levels and removes what else is there", () => {
  const directory = built();
  expect(readLevels(directory)).toEqual(levels);
  writeFileSync(join(directory, "hashes/2"), "x");
  writeFileSync(join(directory, "hashes/.tmp-0-1"), "x");
  rebuildHashes(directory, scan.leaves.subarray(0, 32 * 5));
  expect(treeOf(directory)).toEqual(["hashes", "hashes/0"]);
  expect(readLevels(directory)).toEqual([scan.leaves.subarray(0, 160)]);
});

test("addHashes() leaf by leaf writes the same, and cutHashes() takes it back", () => {
  const directory = built();
  const before = scanLog(sampleLog(511).log);
  const after = scanLog(sampleLog(512).log);
  rebuildHashes(directory, before.leaves);
  addHashes(directory, addedBy(Uint8Array.fromHex(after.lastLeaf), 511, before.head.edge));
  expect(readLevels(directory)).toEqual(levelsOf(after.leaves));
  cutHashes(directory, 511);
  expect(readLevels(directory)).toEqual(levelsOf(before.leaves));
  cutHashes(directory, 255);
  expect(readLevels(directory)).toEqual([scan.leaves.subarray(0, 255 * 32)]);
});

test("areHashesCurrent() is true for the lines that they are of, and for no others", () => {
  const directory = built();
  expect(areHashesCurrent(directory, scan.head)).toBe(true);
  expect(areHashesCurrent(directory, { ...scan.head, size: 519 })).toBe(false);
  expect(areHashesCurrent(directory, { ...scan.head, leaf: "0".repeat(64) })).toBe(false);
  expect(areHashesCurrent(directory, emptyHead)).toBe(false);
  writeFileSync(join(directory, "hashes/1"), new Uint8Array(32));
  expect(areHashesCurrent(directory, scan.head)).toBe(false);
  expect(areHashesCurrent(fresh(), scan.head)).toBe(false);
  expect(areHashesCurrent(fresh(), emptyHead)).toBe(true);
});

test("areHashesThere() tells whether anything stands there", () => {
  expect([areHashesThere(built()), areHashesThere(fresh())]).toEqual([true, false]);
});

test("readHashes() gives some of a level, fewer than asked for at its end, none of a level that is not there", () => {
  const directory = built();
  expect(readHashes(directory, 0, 3, 2)).toEqual(scan.leaves.subarray(96, 160));
  expect(readHashes(directory, 0, 519, 5)).toHaveLength(32);
  expect(readHashes(directory, 5, 0, 1)).toHaveLength(0);
});

test("nothing is written or read through links", () => {
  const directory = fresh();
  const elsewhere = fresh();
  symlinkSync(elsewhere, join(directory, "hashes"));
  expect(codeOf(() => rebuildHashes(directory, scan.leaves))).toBe("IO_WRITE");
  expect(codeOf(() => addHashes(directory, [{ level: 0, index: 0, hash: new Uint8Array(32) }]))).toBe("IO_WRITE");
  expect(treeOf(elsewhere)).toEqual([]);
  const other = fresh();
  writeFileSync(join(elsewhere, "victim"), scan.leaves);
  mkdirSync(join(other, "hashes"));
  symlinkSync(join(elsewhere, "victim"), join(other, "hashes/0"));
  expect(areHashesCurrent(other, scan.head)).toBe(false);
  expect(codeOf(() => readLevels(other))).toBe("INTEGRITY_LOG");
  expect(() => addHashes(other, [{ level: 0, index: 0, hash: new Uint8Array(32) }])).toThrow();
  cutHashes(other, 0);
  expect(readFileSync(join(elsewhere, "victim")).toHex()).toBe(scan.leaves.toHex());
});
