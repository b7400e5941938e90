import { describe, expect, test } from "bun:test";
import { readers } from "../../../../src/ingest/formats/posture/trivy-operator-reports.ts";
import { type PostureSink, postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

function readAs(kind: string, report: object, metadata: object = {}): PostureSink {
  const sink = postureSink("r.json");
  readers.get(kind)?.read(report, { value: { kind, metadata }, pointer: "/report" }, sink);
  return sink;
}

describe("readers", () => {
  test.each([
    ["the labels", { labels: { "trivy-operator.resource.kind": "Pod", "trivy-operator.resource.name": "p" } }, "Pod/p"],
    ["the owner", { namespace: "n", ownerReferences: [{ kind: "Job", name: "j" }] }, "Job/n/j"],
    ["the report", { name: "pod-p", namespace: "n" }, "n/pod-p"],
    ["nothing", {}, undefined],
  ])("a resource is named by %s", (_, metadata, expected) => {
    const { findings } = readAs("ConfigAuditReport", { checks: [{ checkID: "a", success: false }] }, metadata);
    expect(findings[0]?.resource).toBe(expected as string);
  });

  test.each([
    ["a word", { severity: "LOW", score: 9.8 }, "low"],
    ["a score", { severity: "UNKNOWN", score: 9.8 }, "critical"],
    ["a score of 0, which is none", { severity: "UNKNOWN", score: 0 }, "unknown"],
  ])("a vulnerability is graded by %s", (_, more, expected) => {
    const entry = { vulnerabilityID: "CVE-2024-1111", resource: "zlib", ...more };
    const { observations } = readAs("ClusterVulnerabilityReport", { vulnerabilities: [entry] });
    expect(observations[0]?.severity).toBe(expected as "low");
  });

  test("a match is never repeated", () => {
    const sink = readAs("ExposedSecretReport", { secrets: [{ ruleID: "a", title: "t", match: "hidden" }] });
    expect(JSON.stringify(sink.findings)).not.toContain("hidden");
  });

  test("there is none of a bill of materials", () => expect(readers.get("SbomReport")).toBeUndefined());
});
