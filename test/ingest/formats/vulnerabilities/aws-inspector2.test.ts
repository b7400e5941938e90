import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { awsEcr } from "../../../../src/ingest/formats/vulnerabilities/aws-ecr.ts";
import { awsInspector2 } from "../../../../src/ingest/formats/vulnerabilities/aws-inspector2.ts";

const findingArn = "arn:aws:inspector2:eu-west-1:1:finding/1";
const origin = { name: "aws.json", sha256: "0".repeat(64) };

function read(finding: object): Reading {
  const findings = [{ findingArn, resources: [{ id: "arn:image" }], ...finding }];
  return awsInspector2.read({ form: "json", value: { findings } }, origin);
}

function withPackages(vulnerablePackages: readonly unknown[], members: object = {}): Reading {
  return read({ packageVulnerabilityDetails: { vulnerabilityId: "CVE-2024-0001", vulnerablePackages, ...members } });
}

describe("awsInspector2.detect()", () => {
  test.each([
    ["findings", { findings: [{ findingArn }] }, true],
    ["the list alone", [{ findingArn }], true],
    ["another service's ARN", { findings: [{ findingArn: "arn:aws:guardduty:eu-west-1:1:finding/1" }] }, false],
    ["Security Hub", { Findings: [{ ProductArn: findingArn }] }, false],
    ["no finding", { findings: [] }, false],
    ["no list", { findings: { findingArn } }, false],
  ])("%s", (_, value, expected) => {
    expect(awsInspector2.detect({ form: "json", value })).toBe(expected);
  });
});

describe("awsInspector2.read()", () => {
  test.each([
    [{ name: "a", version: "1.0", release: "2", epoch: 0 }, "1.0-2"],
    [{ name: "a", version: "1.0", release: "2", epoch: 3 }, "3:1.0-2"],
    [{ name: "a", version: "1.0" }, "1.0"],
    [{ name: "a", release: "2" }, undefined],
  ])("the version of %p is %p", (entry, expected) => {
    expect(withPackages([entry]).items.observations?.[0]?.package.version).toBe(expected as string);
  });

  test.each([
    ["1.1, 2.2", ["1.1", "2.2"]],
    ["NotAvailable", []],
    [undefined, []],
  ])("fixedInVersion %p is %p", (fixedInVersion, expected) => {
    expect(withPackages([{ name: "a", fixedInVersion }]).items.observations?.[0]?.fixedIn).toEqual(expected);
  });

  test.each([
    [["CVE-2024-0002"], ["CVE-2024-0002"]],
    [[], undefined],
  ])("a CVE that is related to %p", (relatedVulnerabilities, expected) => {
    const [observation] = withPackages([{ name: "a" }], { relatedVulnerabilities }).items.observations ?? [];
    expect([observation?.aliases, observation?.related]).toEqual([[], expected]);
  });

  test.each([
    ["ACTIVE", 1, undefined],
    ["SUPPRESSED", 1, "status SUPPRESSED"],
    ["CLOSED", 0, undefined],
    ["SOMETHING", 1, undefined],
  ])("a network finding of status %s", (status, kept, rule) => {
    const { items } = read({ type: "NETWORK_REACHABILITY", title: "Port 22", status });
    expect([items.findings?.length ?? 0, items.findings?.[0]?.suppression?.rule]).toEqual([kept, rule]);
  });
});

describe("awsEcr.detect()", () => {
  test.each([
    [{ imageScanFindings: {} }, true],
    [{ imageScanStatus: {}, imageId: {} }, true],
    [{ imageScanStatus: {} }, false],
    [{ imageScanFindings: [] }, false],
  ])("%p is %p", (value, expected) => {
    expect(awsEcr.detect({ form: "json", value })).toBe(expected);
  });
});

describe("awsEcr.read()", () => {
  test.each([
    ["COMPLETE", true, 0],
    ["ACTIVE", true, 0],
    ["IN_PROGRESS", false, 1],
    ["UNSUPPORTED_IMAGE", false, 1],
    ["SCAN_ELIGIBILITY_EXPIRED", false, 1],
    [undefined, false, 1],
  ])("a scan of status %p without findings was looked at: %p", (status, looked, doubts) => {
    const value = { repositoryName: "shop", imageScanFindings: { findings: [] }, imageScanStatus: { status } };
    const { items, coverage } = awsEcr.read({ form: "json", value }, origin);
    expect([items.observations !== undefined, coverage.doubts.length]).toEqual([looked, doubts]);
  });
});
