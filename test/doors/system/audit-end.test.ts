import { expect, test } from "bun:test";
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findEnd } from "../../../src/doors/system/audit-end.ts";
import { firstPrev, headText } from "../../../src/evidence/audit.ts";
import { checkLog } from "../../../src/evidence/check-log.ts";
import { codeOf } from "../../support/code-of.ts";
import { sampleLog } from "../../support/sample-log.ts";
import { bytesOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const { log, head, starts } = sampleLog(5);
const { lastLeaf, lines } = checkLog(log);

function endOf(bytes: Uint8Array, headBytes: Uint8Array | undefined, directory = fresh()) {
  const path = join(directory, "audit.jsonl");
  writeFileSync(path, bytes);
  return findEnd({ fd: openSync(path, "r+"), bytes: bytes.length, directory, head: headBytes });
}

test("findEnd() of a new log is its start", () => {
  expect(endOf(new Uint8Array(), undefined)).toEqual({ seq: 0, prev: firstPrev, bytes: 0, recovered: [] });
});

test("findEnd() of a clean log follows its head", () => {
  expect(endOf(log, head)).toEqual({ seq: 5, prev: lastLeaf, bytes: log.length, recovered: [] });
  const one = sampleLog(1);
  expect(endOf(one.log, one.head).seq).toBe(1);
});

test("findEnd() reads a long log from its tail", () => {
  const long = sampleLog(1000);
  const end = endOf(long.log, long.head);
  expect(end).toEqual({ seq: 1000, prev: checkLog(long.log).lastLeaf, bytes: long.log.length, recovered: [] });
});

test("findEnd() adopts complete lines past the head", () => {
  const behind = bytesOf(headText({ size: 2, leaf: lines[1]!.leaf }));
  expect(endOf(log, behind)).toEqual({ seq: 5, prev: lastLeaf, bytes: log.length, recovered: [] });
});

test.each([
  ["missing", undefined, "head missing"],
  ["empty", new Uint8Array(), "head damaged"],
  ["damaged", bytesOf("{}\n"), "head damaged"],
])("findEnd() replaces a head that is %s and tells", (_, lost, reason) => {
  const end = endOf(log, lost);
  expect(end.seq).toBe(5);
  expect(end.recovered).toEqual([{ event: "log.recovered", data: { reason, lines: 5 } }]);
});

test("findEnd() moves a torn tail away, whatever its length, cut or padded with zeros", () => {
  const start = starts[4]!;
  const four = bytesOf(headText({ size: 4, leaf: lines[3]!.leaf }));
  for (let length = start + 1; length < log.length; length++) {
    for (const padding of [0, 50]) {
      const bytes = new Uint8Array(length + padding);
      bytes.set(log.subarray(0, length));
      const directory = fresh();
      const end = endOf(bytes, four, directory);
      expect([length, end.seq, end.bytes]).toEqual([length, 4, start]);
      expect(readFileSync(join(directory, "audit.jsonl"))).toHaveLength(start);
      const torn = bytes.subarray(start);
      const digest = new Bun.CryptoHasher("sha256").update(torn).digest("hex");
      const name = `torn/${digest.slice(0, 16)}.bin`;
      expect(new Uint8Array(readFileSync(join(directory, name)))).toEqual(torn);
      const data = { reason: "torn tail", offset: start, bytes: torn.length };
      expect(end.recovered).toEqual([{ event: "log.recovered", subject: { [name]: digest }, data }]);
    }
  }
});

test("findEnd() refuses a cut behind which acknowledged lines are missing, and repairs nothing", () => {
  for (let length = 0; length < log.length; length += 7) {
    const directory = fresh();
    expect([length, codeOf(() => endOf(log.subarray(0, length), head, directory))]).toEqual([length, "INTEGRITY_LOG"]);
    expect(readFileSync(join(directory, "audit.jsonl"))).toHaveLength(length);
    expect(treeOf(directory)).toEqual(["audit.jsonl"]);
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
  expect(endOf(changed, head).seq).toBe(5);
  expect(codeOf(() => endOf(changed, undefined))).toBe("INTEGRITY_LOG");
});
