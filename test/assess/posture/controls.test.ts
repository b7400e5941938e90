import { expect, test } from "bun:test";
import { controlEvidence } from "../../../src/assess/posture/controls.ts";
import type { CheckFacts, PostureResult, PostureStatus } from "../../../src/domain/posture.ts";
import type { Severity } from "../../../src/domain/severity.ts";
import { resourcesOf } from "../../support/posture-case.ts";

const [resource] = resourcesOf({ type: "box" });

function result(check: string, status: PostureStatus, severity: Severity): PostureResult {
  if (resource === undefined) throw new RangeError("no resource");
  return { check, status, severity, resource };
}

/** The controls of a check are the letters of its name. */
function checkOf(id: string): CheckFacts {
  const controls = [...(id.split("/")[1] ?? "")].map((letter) => `nist-800-53:${letter}`);
  return { id, title: "", severity: "high", types: [], fix: "", references: [], aka: {}, controls };
}

test("a control is as good as the worst that a check says of it", () => {
  const results = [
    result("x/ab", "pass", "high"),
    result("y/b", "unknown", "low"),
    result("y/c", "fail", "low"),
    result("y/cd", "unknown", "low"),
    result("z/de", "fail", "critical"),
    result("z/f", "fail", "low"),
  ];
  const found = controlEvidence(results, (id) => ({ ...checkOf(id), judge: () => ({ status: "pass" }) }), "high");
  expect(found.map(({ control, result: outcome, checks }) => [control.at(-1), outcome, checks])).toEqual([
    ["a", "pass", ["x/ab"]],
    ["b", "unknown", ["y/b"]],
    ["c", "unknown", ["y/c"]],
    ["d", "fail", ["z/de"]],
    ["e", "fail", ["z/de"]],
    ["f", "warn", ["z/f"]],
  ]);
  expect(found[2]?.counts).toEqual({ pass: 0, fail: 1, unknown: 1 });
});
