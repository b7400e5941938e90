import { expect, test } from "bun:test";
import { type ZapAlert, zapFinding } from "../../../../src/ingest/formats/findings/zap-alert.ts";

const alert: ZapAlert = {
  rule: "10011",
  name: "Cookie",
  risk: "1",
  confidence: "2",
  cwe: "614",
  addresses: ["https://example.org/a"],
  site: "https://example.org",
  source: { input: "f", pointer: "" },
};

test.each([
  [{}, { severity: "low", level: "Low", cwes: ["CWE-614"], resource: "https://example.org/a" }],
  [{ risk: "3" }, { severity: "high" }],
  [{ risk: "7" }, { severity: "unknown", level: "7" }],
  [{ cwe: "-1" }, { cwes: [] }],
  [{ cwe: "0" }, { cwes: [] }],
  [{ addresses: [] }, { resource: "https://example.org", message: "Cookie" }],
  [{ addresses: ["a", "b"] }, { resource: "a", message: "Cookie (2 places)" }],
  [{ rule: undefined }, { ruleId: "Cookie" }],
] as const)("zapFinding() of %o", (change, expected) => {
  expect(zapFinding({ ...alert, ...change })).toMatchObject(expected);
});

test("zapFinding() takes a false positive for set aside, and no rule for unreadable", () => {
  expect(zapFinding({ ...alert, confidence: "0" })).toHaveProperty("suppression.kind", "external");
  expect(zapFinding({ ...alert, rule: undefined, name: undefined })).toBe("unreadable");
});
