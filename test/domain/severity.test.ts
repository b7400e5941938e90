import { describe, expect, test } from "bun:test";
import { compareSeverity, countSeverities, isAtLeast, severities, worstSeverity } from "../../src/domain/severity.ts";

describe("isAtLeast()", () => {
  test.each([
    ["critical", "high", true],
    ["high", "high", true],
    ["medium", "high", false],
    ["info", "info", true],
    ["unknown", "info", false],
    ["unknown", "critical", false],
  ] as const)("%s is at least %s: %p", (severity, threshold, answer) => {
    expect(isAtLeast(severity, threshold)).toBe(answer);
  });
});

test.each([
  ["low", "high", "high"],
  ["high", "low", "high"],
  ["unknown", "info", "info"],
  ["info", "unknown", "info"],
  ["unknown", "unknown", "unknown"],
] as const)("worstSeverity() of %s and %s is %s", (a, b, worst) => {
  expect(worstSeverity(a, b)).toBe(worst);
});

test("compareSeverity() orders worst first, unknown last", () => {
  expect(severities.toReversed().toSorted(compareSeverity)).toEqual([...severities]);
});

test("countSeverities() has a count for each, zeros included", () => {
  const counts = countSeverities([{ severity: "high" }, { severity: "high" }, { severity: "unknown" }]);
  expect(counts).toEqual({ critical: 0, high: 2, medium: 0, low: 0, info: 0, unknown: 1 });
});
