import { describe, expect, test } from "bun:test";
import {
  type InputKind,
  isPublicRecord,
  isReleaseScan,
  isScan,
  isVulnerabilityScan,
} from "../../src/domain/input-file.ts";

describe("an input counts as a scan:", () => {
  test.each<[string, readonly InputKind[], boolean, boolean, boolean]>([
    ["grype-json", ["cve"], false, true, true],
    ["trivy-json", ["cve", "sarif"], false, true, true],
    ["sarif", ["sarif"], false, false, true],
    ["cyclonedx-json", ["sbom", "cve"], false, true, true],
    ["cyclonedx-json", ["sbom"], false, false, false],
    ["openvex-json", ["vex"], false, false, false],
    ["asff-json", ["cnapp"], false, false, true],
    ["threat-dragon-json", ["design", "sarif"], false, false, false],
    ["cisa-kev-json", ["cve"], true, false, false],
    ["nvd-cve-json", ["cve"], true, false, false],
  ])("%s as %j", (...row) => {
    const [, kinds, record, vulnerabilities, scan] = row;
    const input = { kinds, ...(record && { isPublicRecord: true as const }) };
    expect([isPublicRecord(input), isVulnerabilityScan(input), isScan(input)]).toEqual([record, vulnerabilities, scan]);
  });
});

test.each<[readonly InputKind[], boolean]>([
  [["sarif"], true],
  [["cve"], true],
  [["cnapp"], false],
  [["cnapp", "sarif"], false],
  [["cnapp", "cve"], true],
  [["design", "sarif"], false],
])("%j looked at the release itself: %p", (kinds, expected) => {
  expect(isReleaseScan({ kinds })).toBe(expected);
});
