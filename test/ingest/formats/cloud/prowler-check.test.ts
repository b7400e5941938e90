import { describe, expect, test } from "bun:test";
import {
  bracketed,
  type ProwlerCheck,
  prowlerDoubts,
  readCheck,
} from "../../../../src/ingest/formats/cloud/prowler-check.ts";
import { survey } from "../../../../src/ingest/formats/cloud/survey.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

const check: ProwlerCheck = {
  id: "s3_public",
  status: "FAIL",
  severity: "high",
  message: "public",
  resource: "b",
  uid: undefined,
  date: undefined,
  source: { input: "a.json", pointer: "/0" },
};

function read(more: Partial<ProwlerCheck>) {
  const desk = { sink: postureSink("a.json"), found: survey() };
  readCheck({ ...check, ...more }, desk);
  return desk;
}

describe("readCheck()", () => {
  test.each([
    ["FAIL", 1, undefined],
    ["fail", 1, undefined],
    ["ODD", 1, undefined],
    ["PASS", 0, undefined],
    ["Pass", 0, undefined],
    ["INFO", 0, undefined],
    ["MANUAL", 0, undefined],
    ["WARNING", 1, "allow list (status WARNING)"],
    ["MUTED", 1, "mute list (status MUTED)"],
  ])("status %p gives %p findings, set aside by %p", (status, findings, rule) => {
    const { sink } = read({ status });
    expect([sink.findings.length, sink.findings[0]?.suppression?.rule]).toEqual([findings, rule]);
  });

  test.each([
    ["FAIL", "mute list"],
    ["PASS", undefined],
  ])("a muted check of status %p is set aside by %p", (status, rule) => {
    expect(read({ status, isMuted: true }).sink.findings[0]?.suppression?.rule).toBe(rule as string);
  });

  test.each([{ id: undefined }, { status: undefined }])("a check with %j cannot be used", (more) => {
    const { sink } = read(more);
    expect([sink.findings.length, sink.faults.size]).toEqual([0, 1]);
  });
});

test.each([
  ["PASS", 0],
  ["FAIL", 0],
  ["MANUAL", 1],
  ["INFO", 1],
])("a report with nothing but %s has %p doubts", (status, doubts) => {
  expect(prowlerDoubts(read({ status }))).toHaveLength(doubts);
});

test.each([
  ["[check11] Avoid", "check11"],
  ["Avoid [check11]", undefined],
  ["[] Avoid", undefined],
  [undefined, undefined],
])("bracketed() of %p is %p", (title, expected) => {
  expect(bracketed(title)).toBe(expected as string);
});
