import { expect, test } from "bun:test";
import { scanLog } from "../../src/evidence/check-log.ts";
import { advance, emptyHead, headText, readHead } from "../../src/evidence/log-head.ts";
import { rootOf, rootOfLeaves } from "../../src/standards/merkle.ts";
import { codeOf } from "../support/code-of.ts";
import { sampleLog } from "../support/sample-log.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const { log, head } = sampleLog(7);

test("advance() over the lines of a log gives its head", () => {
  let made = emptyHead;
  for (const line of textOf(log).trimEnd().split("\n")) made = advance(made, bytesOf(line));
  expect(made).toEqual(scanLog(log).head);
  expect(made.offset).toBe(log.length);
  const leaves = scanLog(log).leaves;
  expect(rootOf(made.edge)).toEqual(
    rootOfLeaves(Array.from({ length: 7 }, (_, at) => leaves.subarray(at * 32, at * 32 + 32))),
  );
});

test("readHead() reads back what was written and nothing else", () => {
  const text = textOf(head);
  expect(text).toMatch(
    /^\{"edge":\["[0-9a-f]{64}","[0-9a-f]{64}","[0-9a-f]{64}"\],"leaf":"[0-9a-f]{64}","offset":\d+,"size":7\}\n$/,
  );
  expect(readHead(head)).toEqual(scanLog(log).head);
  expect(headText(readHead(head))).toBe(text);
  const wrong = [
    "",
    text.trimEnd(),
    `${text}\n`,
    text.replace(":7", ":0"),
    text.replace(":7", ":8"),
    text.toUpperCase(),
    headText(emptyHead),
  ];
  for (const one of wrong) expect([one, codeOf(() => readHead(bytesOf(one)))]).toEqual([one, "INTEGRITY_LOG"]);
});

test("readHead() refuses every changed byte or reads another head", () => {
  for (let at = 0; at < head.length; at++) {
    const changed = head.with(at, head[at]! ^ 1);
    const isRefused = codeOf(() => readHead(changed)) === "INTEGRITY_LOG";
    expect(isRefused || textOf(changed) === headText(readHead(changed))).toBe(true);
  }
});
