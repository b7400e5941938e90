import { expect, test } from "bun:test";
import { suppressionOf } from "../../../../src/ingest/formats/vulnerabilities/grype-suppression.ts";

test.each<[string, unknown, string | undefined, string | undefined]>([
  ["a rule that says why", [{ vulnerability: "CVE-1", reason: "not used" }], "not used", "vulnerability CVE-1"],
  ["a rule that says nothing but what it selects", [{ "fix-state": "wont-fix" }], undefined, "fix-state wont-fix"],
  ["VEX", [{ "vex-status": "not_affected", "vex-justification": "x" }], "x", "vex-status not_affected"],
  ["two rules", [{ reason: "a" }, { reason: "b", "fix-state": "unknown" }], "a; b", "fix-state unknown"],
  ["a rule without members", [{}], undefined, undefined],
  ["rules that are none", "x", undefined, undefined],
])("suppressionOf() %s", (_, appliedIgnoreRules, justification, rule) => {
  const suppression = suppressionOf({ appliedIgnoreRules });
  expect(suppression.kind).toBe("tool");
  expect([suppression.justification, suppression.rule]).toEqual([justification, rule]);
});
