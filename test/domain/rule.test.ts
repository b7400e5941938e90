import { expect, test } from "bun:test";
import { enforcements, maxEvidence, ruleStatuses } from "../../src/domain/rule.ts";

test("enforcements stand from the strictest to the loosest", () => {
  expect([...enforcements]).toEqual(["block", "conditional", "warn", "shadow"]);
});

test("ruleStatuses tell doubt from failure, and a waiver from both", () => {
  expect(ruleStatuses.toSorted()).toEqual(["fail", "not_applicable", "pass", "unknown", "waived"]);
});

test("maxEvidence leaves a reason readable", () => {
  expect(maxEvidence).toBeLessThanOrEqual(50);
});
