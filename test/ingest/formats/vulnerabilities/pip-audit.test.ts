import { describe, expect, test } from "bun:test";
import { pipAudit } from "../../../../src/ingest/formats/vulnerabilities/pip-audit.ts";

describe("pipAudit.detect()", () => {
  test.each([
    ["dependencies", { dependencies: [{ name: "a", vulns: [] }] }, true],
    ["a skipped one", { dependencies: [{ name: "a", skip_reason: "r" }] }, true],
    ["none, with fixes", { dependencies: [], fixes: [] }, true],
    ["none", { dependencies: [] }, false],
    ["a bare list", [{ name: "a", version: "1", vulns: [] }], true],
    ["a bare list of other things", [{ name: "a", vulns: [] }, { name: "b" }], false],
    ["dependencies of another tool", { dependencies: [{ fileName: "a.jar", vulnerabilities: [] }] }, false],
    ["CycloneDX", { bomFormat: "CycloneDX", dependencies: [{ ref: "a" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(pipAudit.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(pipAudit.detect({ form: "text", text: "{}" })).toBe(false);
    expect(pipAudit.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
