import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../src/domain/error.ts";
import { signCheckpoint } from "../../src/evidence/log-checkpoint.ts";
import { checkFamily } from "../../src/evidence/log-family.ts";
import { emptyHead } from "../../src/evidence/log-head.ts";
import { levelsOf } from "../../src/evidence/log-levels.ts";
import { newLines } from "../../src/evidence/log-lines.ts";
import {
  checkCheckpoint,
  checkHashes,
  checkHead,
  checkOwnCheckpoint,
  rootCheck,
  treeOf,
} from "../../src/evidence/log-tree.ts";
import { rootOf } from "../../src/standards/merkle.ts";
import { sampleFamily } from "../support/log-family.ts";
import { makeLogKey } from "../support/log-keys.ts";
import { bytesOf } from "../support/workspace.ts";

const key = makeLogKey();
const keys = [key.publicKey];
const stored = sampleFamily([2026], 300, key);
const [member] = checkFamily(stored).members;
const tree = treeOf(member!);
const levels = levelsOf(tree.report.leaves);

/** The checkpoint of the log as it was at so many lines. */
function checkpointAt(size: number, run = (index: number) => `run-2026-${index}`): Uint8Array {
  const events = Array.from({ length: size }, (_, index) => ({
    event: "decision.made",
    ts: "2026-03-04T05:06:07Z",
    run: run(index),
  }));
  return bytesOf(signCheckpoint(newLines(events, emptyHead).head, tree.origin ?? "", key));
}

function statusOf(note: Uint8Array, with_ = keys): string {
  return checkCheckpoint(tree, { note, file: "kept", what: "kept" }, with_)
    .map(({ status }) => status)
    .join(" ");
}

describe("checkCheckpoint()", () => {
  test("passes every older checkpoint of the log, signed by the key", () => {
    for (let size = 1; size <= 300; size++) expect([size, statusOf(checkpointAt(size))]).toEqual([size, "pass pass"]);
    expect(statusOf(bytesOf(signCheckpoint(emptyHead, tree.origin ?? "", key)))).toBe("pass pass");
  });

  test("without a key does not know who signed it", () => {
    expect(statusOf(checkpointAt(9), [])).toBe("pass unknown");
  });

  test("fails one of another key", () => {
    expect(statusOf(checkpointAt(9), [makeLogKey().publicKey])).toBe("pass fail");
  });

  test.each([
    ["more lines", checkpointAt(301), /lines are missing/],
    ["another history", checkpointAt(50, (index) => (index === 0 ? "run-2026-0" : "other")), /forked/],
    [
      "another history of the same size",
      checkpointAt(300, (index) => (index === 299 ? "other" : `run-2026-${index}`)),
      /forked/,
    ],
    ["another log", bytesOf(signCheckpoint(tree.report.head, "fixops-log/other", key)), /is of the log/],
    ["no note", bytesOf("x"), /no checkpoint/],
  ])("fails one of %s", (_, note, expected) => {
    const [check] = checkCheckpoint(tree, { note, file: "kept", what: "kept" }, keys);
    expect([check?.status, check?.code]).toEqual(["fail", "INTEGRITY_LOG"]);
    expect(check?.detail).toMatch(expected);
  });

  test("finds every changed byte", () => {
    const note = checkpointAt(100);
    for (let at = 0; at < note.length; at++) {
      expect([at, statusOf(note.with(at, note[at]! ^ 1)).includes("fail")]).toEqual([at, true]);
    }
  });
});

describe("checkOwnCheckpoint()", () => {
  test("asks for a checkpoint when there is a key", () => {
    expect(checkOwnCheckpoint(tree, keys).map(({ status }) => status)).toEqual(["pass", "pass"]);
    expect(checkOwnCheckpoint({ ...tree, checkpoint: undefined }, [])).toEqual([]);
    expect(checkOwnCheckpoint({ ...tree, checkpoint: undefined }, keys)).toMatchObject([{ status: "fail" }]);
    expect(checkOwnCheckpoint({ ...tree, year: "2025", checkpoint: undefined }, keys)).toMatchObject([
      { status: "pass", detail: expect.stringContaining("there is no") },
    ]);
  });
});

describe("checkHashes()", () => {
  const statusWith = (hashes: readonly Uint8Array[]) =>
    checkHashes({ ...tree, hashes: () => hashes })
      .map(({ status }) => status)
      .join();

  test("passes what follows from the lines, and tells that none are stored", () => {
    expect([statusWith(levels), statusWith([])]).toEqual(["pass", "pass"]);
    expect(checkHashes({ ...tree, hashes: () => [] })).not.toEqual(checkHashes({ ...tree, hashes: () => levels }));
  });

  test.each<[string, readonly Uint8Array[]]>([
    ["too short", [levels[0]!.slice(0, -32), levels[1]!]],
    ["cut within a hash", [levels[0]!.slice(0, -5), levels[1]!]],
    ["without the upper level", levels.slice(0, 1)],
    ["without what a power cut left unwritten", [levels[0]!.map((byte, at) => (at < 64 ? byte : 0)), levels[1]!]],
    ["too long", [new Uint8Array([...levels[0]!, ...new Uint8Array(32)]), levels[1]!]],
    ["too many", [...levels, new Uint8Array(32)]],
  ])("leaves levels that are %s to the next append", (_, hashes) => {
    expect(statusWith(hashes)).toBe("unknown");
  });

  test("fails a changed byte in any level", () => {
    for (const [at, level] of levels.entries()) {
      for (let index = 0; index < level.length; index += 97) {
        expect(statusWith(levels.with(at, level.with(index, level[index]! ^ 1)))).toBe("fail");
      }
    }
  });

  test("fails what cannot be read", () => {
    const hashes = () => {
      throw new FixopsError("INTEGRITY_LOG", "a link");
    };
    expect(checkHashes({ ...tree, hashes })).toMatchObject([{ status: "fail", code: "INTEGRITY_LOG" }]);
  });
});

test("checkHead() tells that the head of a log with lines is missing", () => {
  expect([checkHead(tree), checkHead({ ...tree, hasHead: false }).map(({ status }) => status)]).toEqual([
    [],
    ["unknown"],
  ]);
  const [empty] = checkFamily({ log: new Uint8Array(), head: undefined }).members;
  expect(checkHead(empty!)).toEqual([]);
});

test("rootCheck() tells the root", () => {
  expect(rootCheck(tree).detail).toContain(rootOf(tree.report.head.edge).toHex());
});
