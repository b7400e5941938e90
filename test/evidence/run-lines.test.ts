import { describe, expect, test } from "bun:test";
import type { AuditLine } from "../../src/domain/bundle.ts";
import { firstPrev } from "../../src/evidence/audit.ts";
import { runSubject } from "../../src/evidence/manifest.ts";
import {
  decisionEvent,
  follows,
  isOf,
  isRecordOf,
  isSameSubject,
  rekeyEvent,
  runLines,
  subjectOf,
} from "../../src/evidence/run-lines.ts";
import { sampleDecision, sealSample } from "../support/sample-run.ts";

const { manifest, files } = await sealSample({ compress: true });
const digest = (digits: string): string => digits.repeat(32);
const subject = runSubject(manifest, files);

function lineOf(over: Partial<AuditLine> = {}): AuditLine {
  const data = { mode: "demo", verdict: "NO-GO" };
  const frame = { v: 1, seq: 0, prev: firstPrev, ts: sampleDecision.as_of, event: decisionEvent } as const;
  return { ...frame, run: sampleDecision.run_id, subject, data, ...over };
}

/** The run sealed anew, in place of what the line before tells of. */
function rekeyed(over: Readonly<Record<string, string>> = {}, event: Partial<AuditLine> = {}): AuditLine {
  const replaced = { "previous/manifest.json": subject["manifest.json"] ?? "", "manifest.json": digest("11") };
  return lineOf({ event: rekeyEvent, subject: { ...subject, ...replaced, ...over }, ...event });
}

test("runLines() finds the lines of a run in the order of the log, and none of another", () => {
  const lines = [lineOf(), lineOf({ run: "other", seq: 1 }), lineOf({ seq: 2 })];
  const find = runLines(lines.map((line) => ({ seq: line.seq, leaf: digest("00"), line })));
  expect(find(sampleDecision.run_id).map(({ seq }) => seq)).toEqual([0, 2]);
  expect(find("none")).toEqual([]);
});

test("runLines() passes over the line of a run that never came about, as a later line tells", () => {
  const told = lineOf({ event: "log.recovered", seq: 2, data: { reason: "run never finished", line: 1 } });
  const lines = [lineOf(), lineOf({ seq: 1 }), told, lineOf({ seq: 3 })];
  const find = runLines(lines.map((line) => ({ seq: line.seq, leaf: digest("00"), line })));
  expect(find(sampleDecision.run_id).map(({ seq }) => seq)).toEqual([0, 2, 3]);
});

test("runLines() lets a recovery excuse nothing but the line right before it", () => {
  const told = lineOf({ event: "log.recovered", seq: 2, data: { reason: "run never finished", line: 0 } });
  const lines = [lineOf(), lineOf({ run: "other", seq: 1 }), told];
  const find = runLines(lines.map((line) => ({ seq: line.seq, leaf: digest("00"), line })));
  expect(find(sampleDecision.run_id).map(({ seq }) => seq)).toEqual([0, 2]);
});

describe("isOf()", () => {
  test.each<[string, Partial<AuditLine>, boolean]>([
    ["its decision", {}, true],
    ["it sealed anew", { event: rekeyEvent }, true],
    ["another run", { run: "other" }, false],
    ["the same id in another mode", { data: { mode: "enterprise", verdict: "NO-GO" } }, false],
    ["an older line, without a mode", { data: {} }, true],
    ["something else that happened to it", { event: "evidence.held" }, false],
  ])("tells %s", (_, over, expected) => {
    expect(isOf(lineOf(over), manifest)).toBe(expected);
  });
});

describe("follows()", () => {
  test.each<[string, AuditLine, AuditLine["subject"], boolean]>([
    ["the first line", lineOf(), undefined, true],
    ["the same run made again", lineOf(), subject, true],
    [
      "the same run with another manifest",
      lineOf({ subject: { ...subject, "manifest.json": digest("11") } }),
      subject,
      false,
    ],
    [
      "the same run with a signature more",
      lineOf({ subject: { ...subject, "manifest.json.sig": digest("11") } }),
      subject,
      false,
    ],
    ["another verdict", lineOf({ data: { mode: "demo", verdict: "GO" } }), undefined, false],
    ["a rekey of what is there", rekeyed(), subject, true],
    ["a rekey of nothing", rekeyed(), undefined, false],
    ["a rekey of another manifest", rekeyed({ "previous/manifest.json": digest("22") }), subject, false],
    ["a rekey that does not say of what", lineOf({ event: rekeyEvent }), subject, false],
    ["a rekey to another bundle", rekeyed({ bundle: digest("33") }), subject, false],
    ["a rekey to another verdict", rekeyed({}, { data: { verdict: "GO" } }), subject, false],
  ])("of %s: case %#", (_, line, before, expected) => {
    expect(follows(line, before, manifest)).toBe(expected);
  });
});

test("subjectOf() leaves out what was replaced, and nothing else", () => {
  expect(subjectOf(lineOf())).toEqual(subject);
  expect(subjectOf(rekeyed())).toEqual({ ...subject, "manifest.json": digest("11") });
});

test("isRecordOf() compares the line with the files as they are", () => {
  expect(isRecordOf(lineOf(), manifest, files)).toBe(true);
  expect(isRecordOf(lineOf({ run: "other" }), manifest, files)).toBe(false);
  expect(isRecordOf(rekeyed(), manifest, files)).toBe(false);
});

test("isSameSubject() does not mind the order, and takes none for empty", () => {
  expect(isSameSubject({ a: "1", b: "2" }, { b: "2", a: "1" })).toBe(true);
  expect(isSameSubject({ a: "1" }, { a: "1", b: "2" })).toBe(false);
  expect(isSameSubject(undefined, {})).toBe(true);
});
