import { describe, expect, test } from "bun:test";
import { isOwnError, readSccFinding } from "../../../../src/ingest/formats/cloud/gcp-scc-finding.ts";
import { survey } from "../../../../src/ingest/formats/cloud/survey.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

function read(finding: object) {
  const desk = { sink: postureSink("a.json"), found: survey() };
  const given = { name: "organizations/1/sources/2/findings/3", category: "C", state: "ACTIVE", ...finding };
  const looked = readSccFinding({ finding: given, resource: { name: "r" } }, { input: "a.json", pointer: "/0" }, desk);
  return { ...desk.sink, looked };
}

describe("readSccFinding()", () => {
  test.each([
    ["active", {}, 1, undefined],
    ["inactive", { state: "INACTIVE" }, 0, undefined],
    ["muted", { mute: "MUTED" }, 1, "mute MUTED"],
    ["not muted", { mute: "UNMUTED" }, 1, undefined],
  ])("a finding that is %s", (_, more, count, rule) => {
    const { findings } = read(more);
    expect([findings.length, findings[0]?.suppression?.rule]).toEqual([count, rule]);
  });

  test("a vulnerability is an observation in its package, else in the resource", () => {
    const cve = { id: "CVE-2024-1234", cvssv3: { baseScore: 9.8 } };
    const offendingPackage = { packageName: "log4j", packageVersion: "1" };
    expect(read({ vulnerability: { cve, offendingPackage } }).observations[0]?.package.name).toBe("log4j");
    const { observations, looked } = read({ vulnerability: { cve } });
    expect([observations[0]?.package.name, observations[0]?.severity, looked]).toEqual(["r", "critical", true]);
  });

  test("a vulnerability that is gone is left out", () => {
    const { observations, looked } = read({ state: "INACTIVE", vulnerability: { cve: { id: "CVE-2024-1234" } } });
    expect([observations.length, looked]).toEqual([0, true]);
  });
});

test.each([
  [{ findingClass: "SCC_ERROR" }, true],
  [{ findingClass: "SCC_ERROR", state: "INACTIVE" }, false],
  [{ findingClass: "THREAT" }, false],
])("isOwnError() of %j is %p", (finding, expected) => {
  expect(isOwnError({ finding })).toBe(expected);
});
