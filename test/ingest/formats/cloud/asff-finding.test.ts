import { describe, expect, test } from "bun:test";
import { readAsffFinding } from "../../../../src/ingest/formats/cloud/asff-finding.ts";
import { survey } from "../../../../src/ingest/formats/cloud/survey.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

function read(given: object) {
  const desk = { sink: postureSink("a.json"), found: survey() };
  const looked = readAsffFinding(given, { input: "a.json", pointer: "/0" }, desk);
  return { ...desk, looked, finding: desk.sink.findings[0] };
}

const item = { ProductArn: "arn:aws:securityhub:eu-west-1::product/acme/scanner", GeneratorId: "g", Title: "t" };

describe("readAsffFinding()", () => {
  test.each([
    [{ Label: "CRITICAL", Normalized: 1 }, "critical"],
    [{ Normalized: 100 }, "critical"],
    [{ Normalized: 70 }, "high"],
    [{ Normalized: 69 }, "medium"],
    [{ Normalized: 39 }, "low"],
    [{ Normalized: 0 }, "info"],
    [{ Normalized: 101 }, "unknown"],
    [{ Product: 5 }, "unknown"],
    [undefined, "unknown"],
  ] as const)("severity %j is %p", (Severity, expected) => {
    expect(read({ ...item, Severity }).finding?.severity).toBe(expected);
  });

  test.each([
    [{ ProductFields: { "Product Name": "Trivy", ProviderName: "x" } }, "Trivy"],
    [{ ProductFields: { ProviderName: "Prowler" }, ProductName: "y" }, "Prowler"],
    [{ ProductName: "GuardDuty" }, "GuardDuty"],
    [{}, "acme/scanner"],
    [{ ProductArn: "arn:aws:x" }, "AWS Security Hub"],
  ])("the tool of %j is %p", (more, tool) => {
    expect(read({ ...item, ...more }).finding?.tool).toBe(tool);
  });

  test.each([
    [{ Compliance: { SecurityControlId: "S3.8" }, ProductFields: { ControlId: "x" } }, "S3.8"],
    [{ ProductFields: { ControlId: "IAM.5" } }, "IAM.5"],
    [{ GeneratorId: "arn:aws:guardduty:eu:1:detector/2", Types: ["TTPs/Recon"] }, "TTPs/Recon"],
    [{ GeneratorId: "arn:aws:guardduty:eu:1:detector/2" }, "arn:aws:guardduty:eu:1:detector/2"],
    [{ GeneratorId: undefined }, "t"],
  ])("the rule of %j is %p", (more, rule) => {
    expect(read({ ...item, ...more }).finding?.ruleId).toBe(rule);
  });

  test.each([
    ["a passed check", { Compliance: { Status: "PASSED" } }, 0, 0],
    ["a failed check", { Compliance: { Status: "FAILED" } }, 1, 0],
    ["a passed check that is archived", { RecordState: "ARCHIVED", Compliance: { Status: "PASSED" } }, 0, 0],
    ["a check without a result", { Compliance: { Status: "NOT_AVAILABLE" } }, 0, 1],
    [
      "nothing to check",
      { Compliance: { Status: "WARNING", StatusReasons: [{ ReasonCode: "CONFIG_EVALUATIONS_EMPTY" }] } },
      0,
      0,
    ],
    ["a check that was denied", { Compliance: { Status: "WARNING", StatusReasons: [{ ReasonCode: "X" }] } }, 0, 1],
    ["what people resolved", { Workflow: { Status: "RESOLVED" } }, 0, 0],
    ["what people suppressed", { Workflow: { Status: "SUPPRESSED" } }, 1, 0],
    ["what people notified of", { Workflow: { Status: "NOTIFIED" } }, 1, 0],
  ])("%s", (_, more, findings, faults) => {
    const { sink } = read({ ...item, ...more });
    expect([sink.findings.length, sink.faults.size]).toEqual([findings, faults]);
  });

  test("the title of a vulnerability without details names it", () => {
    const Types = ["Software and Configuration Checks/Vulnerabilities/CVE"];
    const { finding, looked } = read({ ...item, Types, Title: "CVE-2024-1234 - openssl" });
    expect([finding?.vulnerabilityIds, looked]).toEqual([["CVE-2024-1234"], false]);
  });

  test("vulnerabilities become observations, and a suppression goes with them", () => {
    const Vulnerabilities = [{ Id: "CVE-2024-1234", VulnerablePackages: [{ Name: "a" }, { Name: "b" }] }];
    const { sink } = read({ ...item, Vulnerabilities, Workflow: { Status: "SUPPRESSED" } });
    expect([sink.findings.length, sink.observations.length, sink.kept.get("findings")]).toEqual([0, 2, 1]);
    expect(sink.observations[0]?.suppression).toEqual({ kind: "tool", rule: "workflow status SUPPRESSED" });
  });

  test("a finding none of whose vulnerabilities can be read stays a finding", () => {
    const { sink } = read({ ...item, Vulnerabilities: [{}] });
    expect([sink.findings.length, sink.observations.length, sink.faults.size]).toEqual([1, 0, 1]);
  });
});
