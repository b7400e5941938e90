import { expect, test } from "bun:test";
import { checkLog, scanLog } from "../../src/evidence/check-log.ts";
import { emptyHead } from "../../src/evidence/log-head.ts";
import { newLines } from "../../src/evidence/log-lines.ts";
import { leafHash, rootOf, rootOfLeaves } from "../../src/standards/merkle.ts";
import { headAfter, sampleLog } from "../support/sample-log.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const { log, head, starts } = sampleLog(5);
const lines = textOf(log).trimEnd().split("\n");

function problemsOf(text: string): readonly string[] {
  return checkLog(bytesOf(text)).problems.map((problem) => `${problem.file} ${problem.line ?? "-"}`);
}

test("checkLog() finds a sound log sound", () => {
  const report = checkLog(log, head);
  expect(report.problems).toEqual([]);
  expect(report.size).toBe(5);
  expect(report.lines.map((line) => line.seq)).toEqual([0, 1, 2, 3, 4]);
  expect(report.lastLeaf).toBe(leafHash(bytesOf(lines[4]!)));
  expect(report.torn).toBeUndefined();
});

test("checkLog() of no bytes has no lines", () => {
  const report = checkLog(new Uint8Array());
  expect(report).toMatchObject({ lines: [], size: 0, lastLeaf: emptyHead.leaf, head: emptyHead, problems: [] });
  expect(report.leaves).toHaveLength(0);
});

test("scanLog() gives the leaf hashes and the head that they make", () => {
  const { leaves, head: found } = scanLog(log, head);
  expect(leaves.toHex()).toBe(lines.map((line) => leafHash(bytesOf(line))).join(""));
  expect(found.offset).toBe(log.length);
  const hashes = lines.map((line) => Uint8Array.fromHex(leafHash(bytesOf(line))));
  expect(rootOf(found.edge)).toEqual(rootOfLeaves(hashes));
  const short = bytesOf("x\n".repeat(1000));
  expect(scanLog(short).leaves).toHaveLength(32_000);
});

test("scanLog() tells each line that can be read", () => {
  const seen: number[] = [];
  scanLog(bytesOf(`${lines[0]}\nx\n${lines[2]}\n`), undefined, (line, _, seq) => seen.push(seq, line.seq));
  expect(seen).toEqual([0, 0, 2, 2]);
});

test("scanLog() knows a head that is wrong about the tree alone from one that is wrong about lines", () => {
  const text = textOf(head);
  const edge = scanLog(log).head.edge[0]!.toHex();
  const derived = [text.replace(edge, "0".repeat(64)), text.replace(/"offset":\d+/, `"offset":${log.length - 1}`)];
  for (const wrong of derived) {
    expect(scanLog(log, bytesOf(wrong)).problems.map(({ file, isDerived }) => [file, isDerived])).toEqual([
      ["head", true],
    ]);
  }
  const leaf = text.replace(/"leaf":"[0-9a-f]{8}/, '"leaf":"00000000');
  expect(scanLog(log, bytesOf(leaf)).problems.map(({ file, isDerived }) => [file, isDerived])).toEqual([
    ["head", undefined],
  ]);
});

test("checkLog() finds every changed byte of log and head, in three patterns", () => {
  for (const pattern of [0x01, 0x20, 0x80]) {
    for (let at = 0; at < log.length; at++) {
      const changed = log.slice();
      changed[at] = (changed[at] ?? 0) ^ pattern;
      expect([at, pattern, checkLog(changed, head).problems.length > 0]).toEqual([at, pattern, true]);
    }
    for (let at = 0; at < head.length; at++) {
      const changed = head.slice();
      changed[at] = (changed[at] ?? 0) ^ pattern;
      expect([at, pattern, checkLog(log, changed).problems.length > 0]).toEqual([at, pattern, true]);
    }
  }
});

test("checkLog() finds every cut of log and head", () => {
  for (let length = 0; length < log.length; length++) {
    expect([length, checkLog(log.subarray(0, length), head).problems.length > 0]).toEqual([length, true]);
  }
  for (let length = 0; length < head.length; length++) {
    expect([length, checkLog(log, head.subarray(0, length)).problems.length > 0]).toEqual([length, true]);
  }
});

test.each([
  ["a deleted line", [0, 1, 3, 4], ["audit.jsonl 3", "audit.jsonl 3", "audit.jsonl 4"]],
  ["a repeated line", [0, 1, 1, 2], ["audit.jsonl 3", "audit.jsonl 3", "audit.jsonl 4"]],
  ["swapped lines", [0, 2, 1], ["audit.jsonl 2", "audit.jsonl 2", "audit.jsonl 3", "audit.jsonl 3"]],
  ["a missing first line", [1, 2], ["audit.jsonl 1", "audit.jsonl 1", "audit.jsonl 2"]],
])("checkLog() finds %s", (_, order, expected) => {
  expect(problemsOf(order.map((index) => `${lines[index]}\n`).join(""))).toEqual(expected);
});

test("checkLog() finds an empty line and foreign text", () => {
  expect(problemsOf(`${lines[0]}\n\n`)).toEqual(["audit.jsonl 2"]);
  expect(problemsOf("hello\n")).toEqual(["audit.jsonl 1"]);
});

test("checkLog() reports a torn tail apart from damage", () => {
  const report = checkLog(log.subarray(0, log.length - 3));
  expect(report.problems).toEqual([]);
  expect(report.size).toBe(4);
  expect(report.torn?.offset).toBe(starts[4]);
  expect(report.torn?.bytes).toHaveLength(log.length - 3 - starts[4]!);
});

test("checkLog() takes lines past the head for a crash between the two", () => {
  expect(checkLog(log, headAfter(log, 3)).problems).toEqual([]);
  const two = scanLog(log.subarray(0, starts[2])).head.leaf;
  const wrong = textOf(headAfter(log, 3)).replace(leafHash(bytesOf(lines[2]!)), two);
  expect(checkLog(log, bytesOf(wrong)).problems.map((problem) => problem.file)).toContain("head");
});

test("checkLog() lists at most 20 problems", () => {
  expect(checkLog(bytesOf("x\n".repeat(1000))).problems).toHaveLength(20);
});

test("checkLog() reads more than 30,000 lines a second", () => {
  const large = sampleLog(50_000);
  const before = performance.now();
  expect(checkLog(large.log, large.head).size).toBe(50_000);
  expect(50_000 / ((performance.now() - before) / 1000)).toBeGreaterThan(30_000);
});

test("checkLog() reads lines of any alphabet and length, also where it goes on to another piece of the log", () => {
  const notes = ["é", "🙂", "x".repeat(9000), "ü".repeat(4000), ""];
  const events = Array.from({ length: 60 }, (_, at) => ({
    event: "a.b",
    ts: "2026-01-02T03:04:05Z",
    data: { note: notes[at % 5] ?? "" },
  }));
  const { text, head: made } = newLines(events, emptyHead);
  const report = checkLog(bytesOf(text));
  expect([report.problems, report.head]).toEqual([[], made]);
  expect(report.lines.map(({ line }) => line.data)).toEqual(events.map(({ data }) => data));
  expect(problemsOf(text.replace("🙂", "🙁"))).toEqual(["audit.jsonl 3"]);
  expect(problemsOf(`${"x".repeat(200_000)}\n`)).toEqual(["audit.jsonl 1"]);
});
