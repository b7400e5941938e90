import { expect, test } from "bun:test";
import type { AuditLine } from "../../src/domain/bundle.ts";
import { firstPrev } from "../../src/evidence/audit.ts";
import { runSubject } from "../../src/evidence/manifest.ts";
import { runLines } from "../../src/evidence/run-lines.ts";
import { checkRecord } from "../../src/evidence/verify-record.ts";
import { outcomeOf } from "../support/checks.ts";
import { sampleDecision, sealSample } from "../support/sample-run.ts";

const { manifest, files } = await sealSample({ compress: true });
const subject = runSubject(manifest, files);
const older = { ...subject, "manifest.json": "11".repeat(32) };

function lineOf(seq: number, over: Partial<AuditLine> = {}): AuditLine {
  const data = { mode: "demo", verdict: "NO-GO" };
  const frame = { v: 1, seq, prev: firstPrev, ts: sampleDecision.as_of, event: "decision.made" } as const;
  return { ...frame, run: sampleDecision.run_id, subject, data, ...over };
}

/** The run sealed anew as it is here, in place of the older one. */
const rekey = { ...subject, "previous/manifest.json": older["manifest.json"] };

test.each<[string, readonly AuditLine[], string]>([
  ["its line", [lineOf(0)], "pass audit log"],
  ["two lines, since it was made again", [lineOf(0), lineOf(1)], "pass audit log"],
  ["lines of other runs", [lineOf(0, { run: "other", subject: older }), lineOf(1)], "pass audit log"],
  [
    "a line of its id in another mode",
    [lineOf(0, { data: { mode: "enterprise" }, subject: older }), lineOf(1)],
    "pass audit log",
  ],
  ["no line", [], "fail audit log INTEGRITY_LOG"],
  ["a later line with other digests", [lineOf(0), lineOf(1, { subject: older })], "fail audit log INTEGRITY_LOG"],
  ["an earlier line with other digests", [lineOf(0, { subject: older }), lineOf(1)], "fail audit log INTEGRITY_LOG"],
  ["another verdict", [lineOf(0, { data: { mode: "demo", verdict: "GO" } })], "fail audit log INTEGRITY_LOG"],
  [
    "it sealed anew, and here is the new one",
    [lineOf(0, { subject: older }), lineOf(1, { event: "evidence.rekeyed", subject: rekey })],
    "pass audit log",
  ],
  [
    "a sealing anew of nothing",
    [lineOf(0, { event: "evidence.rekeyed", subject: rekey })],
    "fail audit log INTEGRITY_LOG",
  ],
  [
    "a sealing anew of something else",
    [lineOf(0), lineOf(1, { event: "evidence.rekeyed", subject: rekey })],
    "fail audit log INTEGRITY_LOG",
  ],
])("checkRecord() with %s", (_, lines, expected) => {
  const log = runLines(lines.map((line) => ({ seq: line.seq, leaf: "00".repeat(32), line })));
  expect(checkRecord(files, manifest, { log }).map(outcomeOf)).toEqual([expected]);
});

test("checkRecord() without a log knows nothing", () => {
  expect(checkRecord(files, manifest, {}).map(outcomeOf)).toEqual(["unknown audit log"]);
});
