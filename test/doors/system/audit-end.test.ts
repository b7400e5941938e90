import { expect, test } from "bun:test";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkedEnd, findEnd } from "../../../src/doors/system/audit-end.ts";
import { rebuildHashes } from "../../../src/doors/system/audit-hashes.ts";
import { checkLog, scanLog } from "../../../src/evidence/check-log.ts";
import { emptyHead } from "../../../src/evidence/log-head.ts";
import { newLines } from "../../../src/evidence/log-lines.ts";
import { codeOf } from "../../support/code-of.ts";
import { headAfter, sampleLog } from "../../support/sample-log.ts";
import { bytesOf, textOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const { log, head, starts } = sampleLog(5);
const { lines } = checkLog(log);
const full = scanLog(log).head;

/** The log with hash levels for as many lines as its head tells. */
function endOf(bytes: Uint8Array, headBytes: Uint8Array | undefined, directory = fresh(), find = findEnd) {
  const path = join(directory, "audit.jsonl");
  writeFileSync(path, bytes);
  rebuildHashes(directory, scanLog(bytes).leaves);
  return find({ fd: openSync(path, "r+"), bytes: bytes.length, directory, head: headBytes });
}

test("findEnd() of a new log is its start", () => {
  const end = endOf(new Uint8Array(), undefined);
  expect(end).toEqual({ head: emptyHead, last: undefined, recovered: [], isChecked: true });
});

test("findEnd() of a clean log follows its head and reads two lines", () => {
  expect(endOf(log, head)).toEqual({ head: full, last: lines[4]!.line, recovered: [], isChecked: false });
  const one = sampleLog(1);
  expect(endOf(one.log, one.head)).toMatchObject({ head: { size: 1 }, isChecked: false });
  const long = sampleLog(1000);
  expect(endOf(long.log, long.head)).toMatchObject({ head: scanLog(long.log).head, isChecked: false });
});

test("checkedEnd() gives the same end, with every line read", () => {
  const end = endOf(log, head, fresh(), checkedEnd);
  expect(end).toEqual({ head: full, last: lines[4]!.line, recovered: [], isChecked: true });
});

test("findEnd() adopts complete lines past the head, and makes their hashes", () => {
  const directory = fresh();
  const end = endOf(log, headAfter(log, 2), directory);
  expect(end).toEqual({ head: full, last: lines[4]!.line, recovered: [], isChecked: true });
  expect(readFileSync(join(directory, "hashes/0")).toHex()).toBe(scanLog(log).leaves.toHex());
});

test("findEnd() tells of a run whose line a crash left without the run, and of none that is there", () => {
  const events = ["one", "two"].map((run) => {
    return { event: "decision.made", ts: "2026-01-02T03:04:05Z", run, data: { mode: "demo" } };
  });
  const bytes = bytesOf(newLines(events, emptyHead).text);
  const evidence = fresh();
  mkdirSync(join(evidence, "audit"));
  mkdirSync(join(evidence, "demo", "one"), { recursive: true });
  const end = endOf(bytes, headAfter(bytes, 1), join(evidence, "audit"));
  expect(end.recovered).toEqual([
    { event: "log.recovered", run: "two", data: { reason: "run never finished", line: 1 } },
  ]);
  mkdirSync(join(evidence, "demo", "two"));
  expect(endOf(bytes, headAfter(bytes, 1), join(evidence, "audit")).recovered).toEqual([]);
});

test.each([
  ["missing", undefined, "head missing"],
  ["empty", new Uint8Array(), "head damaged"],
  ["damaged", bytesOf("{}\n"), "head damaged"],
  ["of another tree", bytesOf(textOf(head).replace(full.edge[0]!.toHex(), "0".repeat(64))), "head damaged"],
  [
    "of another length",
    bytesOf(textOf(head).replace(`"offset":${log.length}`, `"offset":${log.length - 1}`)),
    "head damaged",
  ],
])("findEnd() replaces a head that is %s and tells", (_, lost, reason) => {
  const end = endOf(log, lost, fresh(), checkedEnd);
  expect(end.head).toEqual(full);
  expect(end.recovered).toEqual([{ event: "log.recovered", data: { reason, lines: 5 } }]);
});

test.each<[string, (folder: string) => void, string]>([
  ["missing", (folder) => rmSync(folder, { recursive: true }), "hashes missing"],
  ["cut", (folder) => writeFileSync(join(folder, "0"), new Uint8Array(32)), "hashes damaged"],
  ["too long", (folder) => writeFileSync(join(folder, "0"), new Uint8Array(320)), "hashes damaged"],
  ["too many", (folder) => writeFileSync(join(folder, "1"), new Uint8Array(32)), "hashes damaged"],
  ["another", (folder) => writeFileSync(join(folder, "0"), new Uint8Array(160)), "hashes damaged"],
])("findEnd() makes hash levels that are %s anew and tells", (_, damage, reason) => {
  const directory = fresh();
  endOf(log, head, directory);
  damage(join(directory, "hashes"));
  const fd = openSync(join(directory, "audit.jsonl"), "r+");
  const end = findEnd({ fd, bytes: log.length, directory, head });
  expect(end.recovered).toEqual([{ event: "log.recovered", data: { reason, lines: 5 } }]);
  expect(readFileSync(join(directory, "hashes/0")).toHex()).toBe(scanLog(log).leaves.toHex());
  expect(treeOf(join(directory, "hashes"))).toEqual(["0"]);
});

test("findEnd() moves a torn tail away, whatever its length, cut or padded with zeros", () => {
  const start = starts[4]!;
  const four = headAfter(log, 4);
  for (let length = start + 1; length < log.length; length++) {
    for (const padding of [0, 50]) {
      const bytes = new Uint8Array(length + padding);
      bytes.set(log.subarray(0, length));
      const directory = fresh();
      const end = endOf(bytes, four, directory);
      expect([length, end.head.size, end.head.offset]).toEqual([length, 4, start]);
      expect(readFileSync(join(directory, "audit.jsonl"))).toHaveLength(start);
      const torn = bytes.subarray(start);
      const digest = new Bun.CryptoHasher("sha256").update(torn).digest("hex");
      const name = `torn/${digest.slice(0, 16)}.bin`;
      expect(new Uint8Array(readFileSync(join(directory, name)))).toEqual(torn);
      const data = { reason: "torn tail", offset: start, bytes: torn.length };
      expect(end.recovered).toEqual([{ event: "log.recovered", subject: { [name]: digest }, data }]);
    }
  }
}, 60_000);

test("findEnd() refuses a cut behind which acknowledged lines are missing, and repairs nothing", () => {
  for (let length = 0; length < log.length; length += 7) {
    const directory = fresh();
    expect([length, codeOf(() => endOf(log.subarray(0, length), head, directory))]).toEqual([length, "INTEGRITY_LOG"]);
    expect(readFileSync(join(directory, "audit.jsonl"))).toHaveLength(length);
    expect(treeOf(directory).filter((name) => !name.startsWith("hashes"))).toEqual(["audit.jsonl"]);
  }
});

test("findEnd() refuses a changed byte in the last two lines", () => {
  for (let at = starts[3]!; at < log.length; at++) {
    const changed = log.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect([at, codeOf(() => endOf(changed, head))]).toEqual([at, "INTEGRITY_LOG"]);
  }
});

test("findEnd() refuses an older change as soon as it has reason to look", () => {
  const changed = log.slice();
  changed[20] = (changed[20] ?? 0) ^ 1;
  expect(endOf(changed, head).head.size).toBe(5);
  expect(codeOf(() => endOf(changed, undefined))).toBe("INTEGRITY_LOG");
});
