import { expect, test } from "bun:test";
import { scanLog } from "../../src/evidence/check-log.ts";
import { originOf, signCheckpoint } from "../../src/evidence/log-checkpoint.ts";
import { emptyHead } from "../../src/evidence/log-head.ts";
import { newLines, proofOfLast } from "../../src/evidence/log-lines.ts";
import { rootOf } from "../../src/standards/merkle.ts";
import { rootFromInclusion } from "../../src/standards/merkle-proof.ts";
import { parseProof } from "../../src/standards/tlog-proof.ts";
import { makeLogKey } from "../support/log-keys.ts";
import { bytesOf } from "../support/workspace.ts";

const event = { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: "é" };

test("newLines() of any number of events at once are those of one after the other", () => {
  let [text, head] = ["", emptyHead];
  for (let count = 1; count <= 20; count++) {
    const one = newLines([event], head);
    text += one.text;
    head = one.head;
    const all = newLines(
      Array.from({ length: count }, () => event),
      emptyHead,
    );
    expect([all.text, all.head]).toEqual([text, head]);
    expect(all.before).toEqual(one.before);
    expect(scanLog(bytesOf(text))).toMatchObject({ problems: [], head });
    expect(all.hashes.length).toBe(count);
  }
});

test("newLines() of no events are none", () => {
  expect(newLines([], emptyHead)).toMatchObject({ text: "", before: emptyHead, head: emptyHead, hashes: [] });
});

test("newLines() refuses what is no event", () => {
  expect(() => newLines([{ ...event, event: "Not One" }], emptyHead)).toThrow(RangeError);
});

test("proofOfLast() shows that the last line is in the tree of the checkpoint, at any size", () => {
  const key = makeLogKey();
  for (let count = 1; count <= 70; count++) {
    const events = Array.from({ length: count }, () => event);
    const lines = newLines(events, emptyHead);
    const proof = parseProof(proofOfLast(lines, signCheckpoint(lines.head, originOf("ab".repeat(32)), key)));
    const leaf = Uint8Array.fromHex(lines.head.leaf);
    expect(rootFromInclusion({ ...proof, size: count, leaf })).toEqual(rootOf(lines.head.edge));
    expect([proof.index, proof.extra]).toEqual([count - 1, lines.last]);
  }
});
