import { expect, test } from "bun:test";
import { logFiles, tileFiles } from "../../src/evidence/log-export.ts";
import { checkFamily } from "../../src/evidence/log-family.ts";
import { treeOf } from "../../src/evidence/log-tree.ts";
import { rootOf, rootOfLeaves } from "../../src/standards/merkle.ts";
import { sampleFamily } from "../support/log-family.ts";
import { textOf } from "../support/workspace.ts";

const stored = sampleFamily([2026], 600);
const tree = treeOf(checkFamily(stored).members[0]!);
const lines = textOf(stored.log).trimEnd().split("\n");

test("tileFiles() are the tiles and entries of the specification", () => {
  const files = new Map([...tileFiles(tree, stored.log, 600)].map(({ name, bytes }) => [name, bytes]));
  expect([...files.keys()].toSorted()).toEqual([
    "tile/0/000",
    "tile/0/001",
    "tile/0/002.p/88",
    "tile/1/000.p/2",
    "tile/entries/000",
    "tile/entries/001",
    "tile/entries/002.p/88",
  ]);
  const hashes = ["tile/0/000", "tile/0/001", "tile/0/002.p/88"].flatMap((name) => {
    const bytes = files.get(name)!;
    return Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
  });
  expect(rootOfLeaves(hashes)).toEqual(rootOf(tree.report.head.edge));
  expect(files.get("tile/1/000.p/2")).toEqual(tree.levels[1]!);
  const bundle = files.get("tile/entries/002.p/88")!;
  const length = new DataView(bundle.buffer, bundle.byteOffset).getUint16(0);
  expect(textOf(bundle.subarray(2, 2 + length))).toBe(lines[512]!);
});

test("tileFiles() of fewer lines are those of the log as it was", () => {
  const older = sampleFamily([2026], 300);
  const files = [...tileFiles(tree, stored.log, 300)];
  expect(files).toEqual([...tileFiles(treeOf(checkFamily(older).members[0]!), older.log, 300)]);
  expect([...tileFiles(tree, stored.log, 0)]).toEqual([]);
});

test("logFiles() are the logs of all years as they are stored", () => {
  const family = sampleFamily([2025, 2026], 2);
  const [closed] = family.closed!;
  expect(logFiles(family)).toEqual([
    { name: "shards/2025/audit.jsonl", bytes: closed!.log },
    { name: "shards/2025/head", bytes: closed!.head! },
    { name: "audit.jsonl", bytes: family.log },
    { name: "head", bytes: family.head! },
  ]);
  expect(logFiles({ log: family.log, head: undefined, checkpoint: family.log }).map(({ name }) => name)).toEqual([
    "audit.jsonl",
    "checkpoint",
  ]);
});
