import { describe, expect, test } from "bun:test";
import { jfrogXray } from "../../../../src/ingest/formats/vulnerabilities/jfrog-xray.ts";

describe("jfrogXray.detect()", () => {
  test.each([
    ["rows of components", { total_rows: 1, rows: [{ vulnerable_component: "npm://a:1" }] }, true],
    ["no row", { total_rows: 0, rows: [] }, true],
    ["rows of something else", { total_rows: 1, rows: [{ id: 1 }] }, false],
    ["rows without a total", { rows: [] }, false],
    ["artifacts with issues", { artifacts: [{ general: {}, issues: [] }] }, true],
    ["Syft's artifacts", { artifacts: [{ name: "a" }], descriptor: { name: "syft" } }, false],
    ["scans", [{ scan_id: "1", vulnerabilities: [] }], true],
    ["scans by id alone", [{ scan_id: "1" }], false],
    ["rows with component versions", { total_count: 1, data: [{ component_versions: {} }] }, true],
    ["data of something else", { total_count: 1, data: [{}] }, false],
    ["impacted packages", { vulnerabilities: [{ impactedPackageName: "a" }] }, true],
    ["no impacted package", { vulnerabilities: null, securityViolations: null }, true],
    ["vulnerabilities of another tool", { vulnerabilities: [{ library: {} }] }, false],
    ["null", null, false],
  ])("%s: %p is %p", (_, value, expected) => {
    expect(jfrogXray.detect({ form: "json", value })).toBe(expected);
  });
});
