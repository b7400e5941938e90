import { describe, expect, test } from "bun:test";
import { stagesAssessor } from "../../src/assess/stages.ts";
import type { SignatureState, StageRun } from "../../src/domain/stage.ts";
import { model } from "../support/build.ts";
import { recordedStages, stageRun } from "../support/stages.ts";

function statuses(run: StageRun | undefined, options: object = {}) {
  const given = run === undefined ? model() : model({ stageRun: run });
  const { results, section } = stagesAssessor.assess(given, stagesAssessor.options.parse(options));
  return { section, ...Object.fromEntries(results.map((one) => [one.rule, one.status])) };
}

function signed(signature: SignatureState): StageRun {
  return stageRun({ stages: recordedStages(["design"]).map((one) => ({ ...one, signature, detail: "why" })) });
}

describe("stages", () => {
  test("of no registry are not evaluated, unless some are required", () => {
    expect(statuses(undefined)).toMatchObject({
      section: { status: "not_evaluated" },
      "stages/missing": "not_applicable",
    });
    expect(statuses(undefined, { required: ["build"] })).toMatchObject({ "stages/missing": "fail" });
  });

  test("that are whole pass", () => {
    expect(statuses(stageRun(), { required: ["build", "deploy"] })).toMatchObject({
      "stages/chain": "pass",
      "stages/commit": "pass",
      "stages/missing": "pass",
      "stages/signature": "not_applicable",
      section: { not_recorded: ["requirements", "operate"] },
    });
  });

  test("that are broken, of another commit or missing fail", () => {
    const stages = recordedStages(["design", "build"]).slice(1);
    expect(statuses(stageRun({ stages, commit: "f".repeat(40) }), { required: ["test"] })).toMatchObject({
      "stages/chain": "fail",
      "stages/commit": "fail",
      "stages/missing": "fail",
    });
    const unreadable = [{ document: "x.json", why: "is not JSON" }];
    expect(statuses(stageRun({ unreadable }))).toMatchObject({ "stages/chain": "fail" });
  });

  test("of a run that nobody named are a doubt, unless the commit tells", () => {
    const { commit: _, ...unsaid } = stageRun({ isNamed: false });
    expect(statuses(unsaid)).toMatchObject({ "stages/commit": "unknown" });
    expect(statuses(stageRun({ isNamed: false }))).toMatchObject({ "stages/commit": "pass" });
  });

  test.each([
    ["unsigned", false, "not_applicable"],
    ["unsigned", true, "fail"],
    ["not_verified", false, "unknown"],
    ["failed", false, "fail"],
    ["verified", true, "pass"],
  ] as const)("that are %s, when signatures are required: %p, give %s", (state, isRequired, status) => {
    expect(statuses(signed(state), { signed: isRequired })).toMatchObject({ "stages/signature": status });
  });
});
