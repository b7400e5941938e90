import { expect, test } from "bun:test";
import { isEffective } from "../../../../src/domain/suppression.ts";
import { readAlert } from "../../../../src/ingest/formats/cloud/prisma-alert.ts";
import { survey } from "../../../../src/ingest/formats/cloud/survey.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

test.each([
  ["open", 1, false],
  ["Open", 1, false],
  ["resolved", 0, false],
  ["pending_resolution", 0, false],
  ["dismissed", 1, true],
  ["snoozed", 1, false],
  [undefined, 1, false],
])("status %p gives %p findings, out of the count: %p", (status, findings, isOut) => {
  const sink = postureSink("a.csv");
  const source = { input: "a.csv", pointer: "line 2" };
  const alert = { id: "P-1", policy: "p", rule: undefined, severity: "high", resource: "r", reason: undefined, source };
  readAlert({ ...alert, status }, sink, survey());
  const suppression = sink.findings[0]?.suppression;
  expect([sink.findings.length, suppression !== undefined && isEffective(suppression)]).toEqual([findings, isOut]);
});
