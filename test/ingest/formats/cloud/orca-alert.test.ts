import { expect, test } from "bun:test";
import { readOrcaAlert } from "../../../../src/ingest/formats/cloud/orca-alert.ts";
import { survey } from "../../../../src/ingest/formats/cloud/survey.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

const alert = {
  id: undefined,
  title: "t",
  score: undefined,
  level: undefined,
  status: "open",
  resource: "r",
  lastSeen: undefined,
  source: { input: "a.csv", pointer: "line 2" },
};

test.each([
  [undefined, 9, "critical"],
  [undefined, 8.9, "high"],
  [undefined, 4, "medium"],
  [undefined, 3.9, "low"],
  [undefined, 0, "info"],
  [undefined, 11, "unknown"],
  [undefined, undefined, "unknown"],
  ["high", 2, "high"],
  ["odd", 2, "low"],
] as const)("level %p and score %p are %p", (level, score, expected) => {
  const sink = postureSink("a.csv");
  readOrcaAlert({ ...alert, level, score }, sink, survey());
  expect(sink.findings[0]?.severity).toBe(expected);
});

test.each([
  ["open", 1, undefined],
  ["in_progress", 1, undefined],
  ["closed", 0, undefined],
  ["Dismissed", 1, "status dismissed"],
])("status %p gives %p findings, set aside by %p", (status, findings, rule) => {
  const sink = postureSink("a.csv");
  readOrcaAlert({ ...alert, status }, sink, survey());
  expect([sink.findings.length, sink.findings[0]?.suppression?.rule]).toEqual([findings, rule]);
});
