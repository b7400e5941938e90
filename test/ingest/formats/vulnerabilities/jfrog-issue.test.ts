import { expect, test } from "bun:test";
import { isSecurity, keepIssue, leaveOutLicences } from "../../../../src/ingest/formats/vulnerabilities/jfrog-issue.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

const given = { issue: { summary: "s", severity: "High" }, package: { name: "lib" }, fixedIn: [], place: "/rows/0" };

test("keepIssue() keeps Xray's id with the CVE beside it", () => {
  const sink = postureSink("a");
  keepIssue({ ...given, id: "XRAY-1", cves: [{ cve: "CVE-2024-0001" }] }, sink);
  const [found] = sink.observations;
  expect([found?.id, found?.aliases, found?.severity, found?.title, found?.source.pointer]).toEqual([
    "XRAY-1",
    ["CVE-2024-0001"],
    "high",
    "s",
    "/rows/0",
  ]);
});

test("keepIssue() counts an issue without any id", () => {
  const sink = postureSink("a");
  keepIssue({ ...given, id: undefined, cves: [] }, sink);
  expect([sink.observations.length, sink.notUsed.get("matches")?.size, sink.faults.size]).toEqual([0, 1, 1]);
});

test.each([
  [{ type: "Security" }, true],
  [{}, true],
  [{ type: "malicious" }, true],
  [{ type: "zzz" }, true],
  [{ type: "License" }, false],
  [{ type: "license" }, false],
  [{ type: "Operational Risk" }, false],
  [{ type: "operational_risk" }, false],
])("isSecurity(%j) is %p", (issue, expected) => {
  expect(isSecurity(issue, "type")).toBe(expected);
});

test("leaveOutLicences() counts the licences, without a fault", () => {
  const sink = postureSink("a");
  leaveOutLicences({ licenses: [{}, {}] }, sink);
  leaveOutLicences({ licenses: [] }, sink);
  expect([...(sink.notUsed.get("licences")?.values() ?? [])]).toEqual([2]);
  expect(sink.faults.size).toBe(0);
});
