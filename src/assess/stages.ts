import { z } from "zod";
import { present } from "../domain/present.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import type { Section } from "../domain/section.ts";
import { type StageRun, stageNames } from "../domain/stage.ts";
import { counted, listText } from "../domain/words.ts";
import { defineAssessor, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";
import { chainFaults, commitDoubts, commitFaults, logFaults, missingStages, type StageFault } from "./stages/chain.ts";

const options = z
  .strictObject({
    required: z
      .array(z.enum(stageNames))
      .default([])
      .describe("Stages that must be recorded in the run registry before a release is decided on."),
    signed: z
      .boolean()
      .default(false)
      .describe("Whether each stage document must have a signature that holds under a trusted key."),
  })
  .prefault({});

type Options = z.output<typeof options>;

const chain: Rule = {
  id: "stages/chain",
  code: "STAGE_CHAIN",
  title: "the stage documents of the run are whole and follow one another",
  enforce: "block",
  source: "DESIGN §7: each stage names the digest of the one before",
};

const commit: Rule = {
  id: "stages/commit",
  code: "STAGE_COMMIT",
  title: "every stage is about the commit that is released",
  enforce: "block",
  source: "invariant: evidence of another commit is no evidence of this one",
};

const missing: Rule = {
  id: "stages/missing",
  code: "STAGE_MISSING",
  title: "every required stage is recorded",
  enforce: "conditional",
  source: "overlay stages.required",
};

const signature: Rule = {
  id: "stages/signature",
  code: "STAGE_SIGNATURE",
  title: "the signatures of the stage documents hold",
  enforce: "block",
  source: "overlay stages.signed",
};

/** The stage documents of the run registry: whether they belong together, to this commit, and to whom. */
export const stagesAssessor = defineAssessor({
  section: "stages",
  options,
  rules: [chain, commit, missing, signature],
  assess({ stageRun }, chosen) {
    const absent = missingResult(stageRun, chosen);
    if (stageRun === undefined) {
      const why = "no run registry with stages of this app and run was given";
      const others = [chain, commit, signature].map((rule) => ruleResult(rule, "not_applicable", why));
      return { section: notEvaluated(why), results: [...others, absent] };
    }
    const results = [chainResult(stageRun), commitResult(stageRun), absent, signatureResult(stageRun, chosen)];
    return { section: sectionOf(stageRun, chosen), results };
  },
});

function chainResult(run: StageRun): RuleResult {
  const broken = run.unreadable.map(({ document, why }) => ({ document, what: `${document}: ${why}` }));
  return faultResult(chain, [...broken, ...chainFaults(run), ...logFaults(run)], {
    pass: `${counted(run.stages.length, "stage document follows", "stage documents follow")} one another`,
    fail: "the chain of stage documents is broken",
  });
}

function commitResult(run: StageRun): RuleResult {
  const faults = commitFaults(run);
  const doubts = commitDoubts(run);
  const isTold = run.isNamed || run.commit !== undefined;
  if (faults.length > 0 || (doubts.length === 0 && isTold)) {
    const pass = "no stage document is about another commit";
    return faultResult(commit, faults, { pass, fail: "stage documents are about another commit" });
  }
  if (doubts.length === 0) return ruleResult(commit, "unknown", unnamed(run));
  const message = `${counted(doubts.length, "stage document names", "stage documents name")} no commit`;
  return ruleResult(commit, "unknown", message, { evidence: evidenceOf(doubts, toEvidence) });
}

function unnamed({ runId }: StageRun): string {
  return `the newest run of the app, ${runId}, was taken: nobody said that it is this release (--run-id, or --commit)`;
}

function missingResult(run: StageRun | undefined, { required }: Options): RuleResult {
  if (required.length === 0) return ruleResult(missing, "not_applicable", "no stage is required");
  const names = missingStages(run, required);
  const threshold = `stages.required = ${required.join(", ")}`;
  if (names.length === 0) return ruleResult(missing, "pass", "every required stage is recorded", { threshold });
  return ruleResult(missing, "fail", `not recorded: ${listText(names, stageNames.length)}`, {
    threshold,
    evidence: evidenceOf(names, (name) => ({
      id: name,
      what: `the ${name} stage has no document in this run`,
      fix: `run stage-run --stage ${name} for this app and run`,
    })),
  });
}

function signatureResult(run: StageRun, { signed }: Options): RuleResult {
  const of = (state: StageRun["stages"][number]["signature"]) =>
    run.stages
      .filter((one) => one.signature === state)
      .map((one) => ({ ...one, what: `${one.document}: ${one.detail}` }));
  const failed = [...of("failed"), ...(signed ? of("unsigned") : [])];
  if (failed.length > 0)
    return faultResult(signature, failed, { pass: "", fail: "stage documents are not signed as they must be" });
  const open = of("not_verified");
  if (open.length > 0) {
    const message = `${counted(open.length, "signature was", "signatures were")} not verified: no trusted key was given`;
    return ruleResult(signature, "unknown", message, { evidence: evidenceOf(open, toEvidence) });
  }
  const verified = of("verified").length;
  if (verified === 0) return ruleResult(signature, "not_applicable", "no stage document is signed, and none must be");
  return ruleResult(signature, "pass", `${counted(verified, "signature holds", "signatures hold")}`);
}

function faultResult(
  rule: Rule,
  faults: readonly Pick<StageFault, "document" | "what">[],
  words: { readonly pass: string; readonly fail: string },
): RuleResult {
  if (faults.length === 0) return ruleResult(rule, "pass", words.pass);
  return ruleResult(rule, "fail", words.fail, { evidence: evidenceOf(faults, toEvidence) });
}

function toEvidence({ document, what }: Pick<StageFault, "document" | "what">) {
  return { id: document, what, fix: "run the stage again for this commit, in a run of its own if others follow it" };
}

function sectionOf(run: StageRun, { required }: Options): Section {
  return {
    status: "evaluated",
    ...present({ app_id: run.appId, run_id: run.runId, commit: run.commit }),
    documents: run.stages.map(({ document, sha256, frame, signature: state, detail }) =>
      present({
        stage: frame.stage,
        document,
        sha256,
        sequence: frame.sequence,
        as_of: frame.as_of,
        commit: frame.commit,
        previous: frame.previous === null ? undefined : { ...frame.previous },
        signature: state,
        signature_detail: detail,
        inputs: frame.inputs.map(({ name, sha256: digest }) => ({ name, sha256: digest })),
      }),
    ),
    unreadable: run.unreadable.map((one) => ({ ...one })),
    chain_faults: [...chainFaults(run), ...logFaults(run)].map(({ what }) => what),
    commit_faults: commitFaults(run).map(({ what }) => what),
    not_recorded: missingStages(
      run,
      stageNames.filter((name) => name !== "decision"),
    ),
    required_and_missing: missingStages(run, required),
  };
}
