import { describe, expect, test } from "bun:test";
import { npmAudit6 } from "../../../../src/ingest/formats/vulnerabilities/npm-audit-6.ts";

describe("npmAudit6.detect()", () => {
  test.each([
    ["npm 6", { advisories: {}, metadata: { vulnerabilities: {} } }, true],
    ["advisories that are no object, to be refused", { advisories: [], metadata: { totalDependencies: 0 } }, true],
    ["pnpm", { advisories: {}, metadata: { dependencies: 9 } }, true],
    ["Composer", { advisories: {}, abandoned: {} }, false],
    ["metadata of something else", { advisories: {}, metadata: { author: "x" } }, false],
    ["npm 7", { auditReportVersion: 2, advisories: {}, metadata: { vulnerabilities: {} } }, false],
  ])("%s", (_, value, expected) => {
    expect(npmAudit6.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(npmAudit6.detect({ form: "text", text: "{}" })).toBe(false);
    expect(npmAudit6.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
