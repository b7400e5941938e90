import { describe, expect, test } from "bun:test";
import { readInspectorFinding, resourceOf } from "../../../../src/ingest/formats/vulnerabilities/inspector-finding.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

function read(finding: unknown) {
  const sink = postureSink("a");
  readInspectorFinding(finding, { input: "a", pointer: "/findings/0" }, sink);
  return sink;
}

const details = { vulnerabilityId: "CVE-2024-0001", vulnerablePackages: [{ name: "openssl", version: "3.0" }] };

describe("readInspectorFinding() of packages", () => {
  test.each([
    [{ name: "a", version: "1", epoch: 2, release: "3.el8" }, "2:1-3.el8"],
    [{ name: "a", version: "1", epoch: 0 }, "1"],
    [{ name: "a", release: "3" }, undefined],
  ])("%j has the version %p", (entry, version) => {
    const { observations } = read({ packageVulnerabilityDetails: { ...details, vulnerablePackages: [entry] } });
    expect(observations[0]?.package.version).toBe(version);
  });

  test.each([
    ["NotAvailable", []],
    ["1.2, 2.0", ["1.2", "2.0"]],
  ])("that name %s as the fix are fixed in %j", (fixedInVersion, expected) => {
    const vulnerablePackages = [{ name: "a", fixedInVersion }];
    const { observations } = read({ packageVulnerabilityDetails: { ...details, vulnerablePackages } });
    expect(observations[0]?.fixedIn).toEqual(expected);
  });

  test("without a package is about the resource", () => {
    const flaw = { packageVulnerabilityDetails: { vulnerabilityId: "CVE-2024-0001" } };
    expect(read({ ...flaw, resources: [{ id: "i-0" }] }).observations[0]?.package).toEqual({ name: "i-0" });
    expect(read(flaw).observations[0]?.package.name).toBe("unnamed package");
  });

  test.each([
    ["closed", { status: "CLOSED", packageVulnerabilityDetails: details }, 0],
    ["without an id", { packageVulnerabilityDetails: { vulnerablePackages: [{ name: "a" }] } }, 1],
    ["without a name", { packageVulnerabilityDetails: { ...details, vulnerablePackages: [{}] } }, 1],
  ])("%s are counted, as a fault or not", (_, finding, faults) => {
    const sink = read(finding);
    expect([sink.observations.length, sink.notUsed.get("matches")?.size, sink.faults.size]).toEqual([0, 1, faults]);
  });

  test("that are suppressed are set aside", () => {
    const { observations } = read({ status: "SUPPRESSED", packageVulnerabilityDetails: details });
    expect(observations[0]?.suppression).toEqual({ kind: "tool", rule: "status SUPPRESSED" });
  });
});

describe("readInspectorFinding() of other things", () => {
  test("keeps rule, place, CWEs and the ARN", () => {
    const code = { ruleId: "r", cwes: ["CWE-79", "x"], filePath: { filePath: "a.py", startLine: 3 } };
    const finding = { findingArn: "arn:x", type: "CODE_VULNERABILITY", codeVulnerabilityDetails: code };
    expect(read(finding).findings[0]).toMatchObject({
      ruleId: "r",
      location: { file: "a.py", line: 3 },
      cwes: ["CWE-79"],
      toolFingerprint: "findingArn=arn:x",
    });
  });

  test.each([
    ["closed", { type: "NETWORK_REACHABILITY", status: "CLOSED" }, 0],
    ["without type and title", { severity: "HIGH" }, 1],
    ["no object", 3, 1],
  ])("%s are counted, as a fault or not", (_, finding, faults) => {
    const sink = read(finding);
    expect([sink.findings.length, sink.notUsed.get("findings")?.size, sink.faults.size]).toEqual([0, 1, faults]);
  });
});

test("resourceOf() is the first resource", () => {
  expect(resourceOf({ resources: [{ id: "a" }, { id: "b" }] })).toBe("a");
  expect(resourceOf({ resources: "a" })).toBeUndefined();
});
