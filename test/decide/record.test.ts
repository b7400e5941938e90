import { describe, expect, test } from "bun:test";
import { decisionRecord } from "../../src/decide/record.ts";
import type { Judgement } from "../../src/domain/decision.ts";
import type { Verdict } from "../../src/domain/verdict.ts";
import { decisionRecordOf } from "../support/build.ts";

function judgement(verdict: Verdict): Judgement {
  const rule = {
    rule: "a/b",
    status: "pass",
    message: "m",
    count: 0,
    evidence: [],
    title: "t",
    enforce: "warn",
  } as const;
  return {
    verdict,
    reasons: [],
    warnings: [],
    toGo: ["do"],
    rules: [rule, { ...rule, effectiveOn: "2026-01-01", threshold: "x" }],
  };
}

describe("decisionRecord()", () => {
  test.each<[Verdict, number]>([
    ["GO", 0],
    ["NO-GO", 1],
    ["CONDITIONAL", 2],
  ])("of %s has the exit code %d", (verdict, code) => {
    const { verdict: written, exit_code } = decisionRecord(judgement(verdict), decisionRecordOf());
    expect({ written, exit_code }).toEqual({ written: verdict, exit_code: code as 0 });
  });

  test("spells rules as on disk, without their evidence", () => {
    const { rules, to_go } = decisionRecord(judgement("GO"), decisionRecordOf());
    const plain = { rule: "a/b", title: "t", status: "pass", enforce: "warn", message: "m", count: 0 };
    expect({ rules, to_go }).toEqual({
      rules: [plain, { ...plain, effective_on: "2026-01-01", threshold: "x" }],
      to_go: ["do"],
    } as never);
  });
});
