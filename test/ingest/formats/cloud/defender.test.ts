import { describe, expect, test } from "bun:test";
import { defender } from "../../../../src/ingest/formats/cloud/defender.ts";

describe("defender.detect()", () => {
  test.each([
    ["by its type", { value: [{ type: "Microsoft.Security/assessments", properties: { status: {} } }] }, true],
    ["by its id", [{ id: "/subscriptions/s/providers/Microsoft.Security/assessments/k", status: {} }], true],
    ["of Resource Graph", { data: [{ type: "microsoft.security/assessments", properties: { status: {} } }] }, true],
    ["alerts", { value: [{ type: "Microsoft.Security/alerts", properties: { status: {} } }] }, false],
    ["without a status", { value: [{ type: "Microsoft.Security/assessments", properties: {} }] }, false],
    ["Defender for Endpoint", { "@odata.context": "x", value: [{ cveId: "CVE-2024-1", machineId: "m" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(defender.detect({ form: "json", value })).toBe(expected);
  });
});
