import { describe, expect, test } from "bun:test";
import { awsEcr } from "../../../../src/ingest/formats/vulnerabilities/aws-ecr.ts";
import { codeOf } from "../../../support/code-of.ts";

const read = (value: unknown) => awsEcr.read({ form: "json", value }, { name: "scan.json", sha256: "0".repeat(64) });

test.each([
  [{ imageScanFindings: {} }, true],
  [{ imageScanStatus: { status: "FAILED" }, imageId: {} }, true],
  [{ imageScanStatus: { status: "FAILED" } }, false],
  [{ findings: [] }, false],
  [null, false],
])("awsEcr.detect(%j) is %p", (value, expected) => {
  expect(awsEcr.detect({ form: "json", value })).toBe(expected);
});

describe("awsEcr.read()", () => {
  const done = { imageId: {}, imageScanStatus: { status: "COMPLETE" } };

  test.each([
    ["a clean scan", { ...done, imageScanFindings: { findings: [] } }, 0],
    ["counts without a list", { ...done, imageScanFindings: { findingSeverityCounts: {} } }, 0],
    ["no list", { ...done, imageScanFindings: {} }, 1],
    ["no image", { ...done, imageId: undefined, imageScanFindings: { findings: [] } }, 1],
    ["one page of several", { ...done, nextToken: "x", imageScanFindings: { findings: [] } }, 1],
    ["counts above the list", { ...done, imageScanFindings: { findings: [], findingSeverityCounts: { HIGH: 2 } } }, 1],
    ["a failed scan", { imageId: {}, imageScanStatus: { status: "FAILED" }, imageScanFindings: { findings: [] } }, 1],
    ["no status", { imageId: {}, imageScanFindings: { findings: [] } }, 1],
  ])("of %s has that many doubts", (_, report, doubts) => {
    expect(read(report).coverage.doubts).toHaveLength(doubts);
  });

  test("of a scan that did not finish has no list of vulnerabilities", () => {
    expect(read({ imageId: {}, imageScanStatus: { status: "FAILED" } }).items.observations).toBeUndefined();
    expect(read({ ...done, imageScanFindings: { findings: [] } }).items.observations).toEqual([]);
  });

  test("takes package and scores from the attributes", () => {
    const attributes = [
      { key: "package_name", value: "openssl" },
      { key: "package_version", value: "3.0" },
      { key: "CVSS3_SCORE", value: "9.8" },
      { key: "CVSS2_SCORE", value: "no number" },
      { key: 1 },
    ];
    const findings = [{ name: "CVE-2024-0001", severity: "HIGH", attributes }, { severity: "HIGH" }];
    const { items, accounts } = read({ ...done, imageScanFindings: { findings } });
    const [first] = items.observations ?? [];
    expect(first?.package).toEqual({ name: "openssl", version: "3.0" });
    expect(first?.cvss.map(({ version, score }) => [version, score])).toEqual([["3.1", 9.8]]);
    expect(accounts[0]).toMatchObject({ raw: 2, kept: 1 });
  });

  test("refuses a list that is none", () => {
    expect(codeOf(() => read({ imageScanFindings: { findings: {} } }))).toBe("INPUT_MALFORMED");
  });
});
