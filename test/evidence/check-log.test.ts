import { expect, test } from "bun:test";
import { firstPrev, headText } from "../../src/evidence/audit.ts";
import { checkLog } from "../../src/evidence/check-log.ts";
import { leafHash } from "../../src/standards/merkle.ts";
import { sampleLog } from "../support/sample-log.ts";
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
  expect(checkLog(new Uint8Array())).toEqual({ lines: [], size: 0, lastLeaf: firstPrev, problems: [] });
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
  const behind = bytesOf(headText({ size: 3, leaf: leafHash(bytesOf(lines[2]!)) }));
  expect(checkLog(log, behind).problems).toEqual([]);
  const wrong = bytesOf(headText({ size: 3, leaf: leafHash(bytesOf(lines[1]!)) }));
  expect(checkLog(log, wrong).problems.map((problem) => problem.file)).toEqual(["head"]);
});

test("checkLog() lists at most 20 problems", () => {
  expect(checkLog(bytesOf("x\n".repeat(1000))).problems).toHaveLength(20);
});

test("checkLog() reads more than 30,000 lines a second", () => {
  const large = sampleLog(20_000);
  const before = performance.now();
  expect(checkLog(large.log, large.head).size).toBe(20_000);
  expect(20_000 / ((performance.now() - before) / 1000)).toBeGreaterThan(30_000);
});
