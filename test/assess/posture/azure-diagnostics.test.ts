import { expect, test } from "bun:test";
import { sendsLogs } from "../../../src/assess/posture/azure-diagnostics.ts";
import { unknownValue } from "../../../src/domain/resource.ts";

test.each([
  [{ enabled_log: [{ category: "AuditEvent" }] }, true],
  [{ enabled_log: [{ category: "AuditEvent" }], log: unknownValue }, true],
  [{ log: [{ category: "AuditEvent", enabled: true }] }, true],
  [{ log: [{ category: "AuditEvent" }] }, true],
  [{ log: [{ category: "AuditEvent", enabled: false }] }, false],
  [{ log: [{ category: "AuditEvent", enabled: unknownValue }] }, undefined],
  [{ enabled_log: [], log: unknownValue }, undefined],
  [{ enabled_log: unknownValue, log: unknownValue }, undefined],
  [{ metric: [{ category: "AllMetrics" }] }, false],
] as const)("sendsLogs() %#", (values, expected) => {
  expect(sendsLogs(values)).toBe(expected);
});
