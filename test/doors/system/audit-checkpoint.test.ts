import { expect, test } from "bun:test";
import { openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertContinues } from "../../../src/doors/system/audit-checkpoint.ts";
import { findEnd } from "../../../src/doors/system/audit-end.ts";
import { rebuildHashes } from "../../../src/doors/system/audit-hashes.ts";
import { scanLog } from "../../../src/evidence/check-log.ts";
import { originOf, signCheckpoint } from "../../../src/evidence/log-checkpoint.ts";
import { codeOf } from "../../support/code-of.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { headAfter, sampleLog } from "../../support/sample-log.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();
const key = makeLogKey();
const { log, head } = sampleLog(300);
const { leaves } = scanLog(log);
const origin = originOf(leaves.subarray(0, 32).toHex());

/** A clean log on disk, with a checkpoint at so many lines by a key. */
function logged(size: number | undefined, by = key) {
  const directory = fresh();
  writeFileSync(join(directory, "audit.jsonl"), log);
  rebuildHashes(directory, leaves);
  if (size !== undefined) {
    const text = new TextDecoder().decode(log).split("\n").slice(0, size).join("\n");
    const older = scanLog(new TextEncoder().encode(`${text}\n`)).head;
    writeFileSync(join(directory, "checkpoint"), signCheckpoint(older, origin, by));
  }
  const open = { fd: openSync(join(directory, "audit.jsonl"), "r+"), bytes: log.length, directory, head };
  return { directory, open, end: findEnd(open) };
}

test.each([1, 255, 256, 299, 300])("assertContinues() reads no line again after a checkpoint of %d", (size) => {
  const { open, end } = logged(size);
  expect(assertContinues(end, open, origin, key)).toBe(end);
  expect(end.isChecked).toBe(false);
});

test.each([
  ["none", logged(undefined)],
  ["one of another key", logged(200, makeLogKey())],
])("assertContinues() reads the log when the checkpoint is %s", (_, { open, end }) => {
  expect(assertContinues(end, open, origin, key)).toMatchObject({ isChecked: true, head: end.head, recovered: [] });
});

test("assertContinues() reads the log when the stored hashes do not lead to the checkpoint", () => {
  const { directory, open, end } = logged(200);
  writeFileSync(join(directory, "hashes/0"), leaves.with(40, leaves[40]! ^ 1));
  expect(assertContinues(end, open, origin, key).isChecked).toBe(true);
  expect(assertContinues(end, open, origin, key)).toBe(end);
});

test("assertContinues() refuses the checkpoint of another log, and one that counts more", () => {
  const { open, end } = logged(300);
  expect(codeOf(() => assertContinues(end, open, "fixops-log/other", key))).toBe("INTEGRITY_LOG");
  const fewer = { ...end, head: scanLog(log.subarray(0, log.lastIndexOf(10, -2) + 1)).head };
  expect(codeOf(() => assertContinues(fewer, open, origin, key))).toBe("INTEGRITY_LOG");
  expect(headAfter(log, 300)).toEqual(head);
});
