import { describe, expect, test } from "bun:test";
import { isEffective } from "../../../../src/domain/suppression.ts";
import { readTarget, type TrivySink } from "../../../../src/ingest/formats/vulnerabilities/trivy-target.ts";

function sinkOf(target: unknown): TrivySink {
  const sink: TrivySink = {
    observations: [],
    findings: [],
    kept: new Map(),
    notUsed: new Map(),
    doubts: new Map(),
    known: { purl: (text) => text, cwe: (text) => text },
  };
  readTarget(target, { input: "t.json", pointer: "/Results/0" }, sink);
  return sink;
}

describe("readTarget()", () => {
  test.each([
    ["FAIL", 1, 0],
    ["PASS", 0, 1],
    ["EXCEPTION", 0, 1],
    [undefined, 1, 0],
    ["SOMETHING", 1, 0],
  ])("a misconfiguration of status %p", (Status, kept, notUsed) => {
    const sink = sinkOf({ Misconfigurations: [{ ID: "X", Status }] });
    expect([sink.findings.length, sink.notUsed.get("misconfigurations")?.size ?? 0]).toEqual([kept, notUsed]);
    expect(sink.doubts.size).toBe(0);
  });

  test.each([
    ["Vulnerabilities", {}],
    ["Misconfigurations", { Status: "FAIL" }],
    ["Secrets", null],
    ["ExperimentalModifiedFindings", { Type: "rumour" }],
    ["ExperimentalModifiedFindings", { Type: "vulnerability", Status: "ignored" }],
  ])("what cannot be read in %s is counted and a doubt", (key, item) => {
    const sink = sinkOf({ [key]: [item] });
    expect([sink.observations.length, sink.findings.length, sink.doubts.size, sink.notUsed.size]).toEqual([0, 0, 1, 1]);
  });

  test.each([
    ["Vulnerabilities", "vulnerabilities"],
    ["Misconfigurations", "misconfigurations"],
    ["Secrets", "secrets"],
    ["Licenses", "licences"],
    ["ExperimentalModifiedFindings", "modified findings"],
  ] as const)("%s that are no list are accounted for and a doubt", (key, sort) => {
    const sink = sinkOf({ Target: "a", [key]: { "0": { VulnerabilityID: "CVE-2024-1" } } });
    expect(sink.notUsed.get(sort)).toEqual(new Map([["is not a list", 1]]));
    expect(sink.doubts.size).toBe(1);
    expect(sinkOf({ Target: "a", [key]: null }).doubts.size).toBe(0);
  });

  test.each([
    ["ignored", true],
    ["not_affected", true],
    ["fixed", true],
    ["affected", false],
    ["under_investigation", false],
    ["unknown", false],
    [undefined, false],
  ])("a modified finding of status %p is suppressed: %p", (Status, effective) => {
    const modified = { Type: "vulnerability", Status, Finding: { VulnerabilityID: "CVE-2024-1", PkgName: "lib" } };
    const [observation] = sinkOf({ ExperimentalModifiedFindings: [modified] }).observations;
    expect(observation?.suppression && isEffective(observation.suppression)).toBe(effective);
    expect(observation?.source.pointer).toBe("/Results/0/ExperimentalModifiedFindings/0/Finding");
  });

  test("points at each item and names the target", () => {
    const sink = sinkOf({ Target: ".env", Secrets: [{ RuleID: "a" }, { RuleID: "b" }] });
    expect(sink.findings.map(({ source }) => source.pointer)).toEqual(["/Results/0/Secrets/0", "/Results/0/Secrets/1"]);
    expect(sink.findings[0]?.location).toEqual({ file: ".env" });
  });
});
