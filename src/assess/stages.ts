import { z } from "zod";
import type { DecisionRecord } from "../domain/bundle.ts";
import type { Model } from "../domain/model.ts";
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

const found: Rule = {
  id: "stages/found",
  code: "STAGES_NOT_FOUND",
  title: "the run registry has what the gate asks it for",
  enforce: "conditional",
  source: "invariant: a slip in a name must not leave evidence out",
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
  rules: [chain, commit, found, missing, signature],
  assess({ stageRun }, chosen) {
    const absent = missingResult(stageRun, chosen);
    if (stageRun === undefined) {
      const why = "no run registry with stages of this app and run was given";
      const others = [chain, commit, found, signature].map((rule) => ruleResult(rule, "not_applicable", why));
      return { section: notEvaluated(why), results: [...others, absent] };
    }
    const others = [chainResult(stageRun), commitResult(stageRun), signatureResult(stageRun, chosen)];
    const results = [...others, foundResult(stageRun), absent];
    return { section: sectionOf(stageRun, chosen), results };
  },
});

function chainResult(run: StageRun): RuleResult {
  if (run.absent !== undefined) return ruleResult(chain, "not_applicable", run.absent);
  const broken = run.unreadable.map(({ document, why }) => ({ document, what: `${document}: ${why}` }));
  return faultResult(chain, [...broken, ...chainFaults(run), ...logFaults(run)], {
    pass: `${counted(run.stages.length, "stage document follows", "stage documents follow")} one another`,
    fail: "the chain of stage documents is broken",
  });
}

function foundResult({ absent, stages, logged }: StageRun): RuleResult {
  if (absent !== undefined) return ruleResult(found, "unknown", absent);
  if (stages.length > 0 && logged.length === 0) {
    const message = "the audit log knows none of the stage documents: it is not the one that they were recorded in";
    return ruleResult(found, "unknown", message);
  }
  return ruleResult(found, "pass", counted(stages.length, "stage document"));
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
  const verified = of("verified").length;
  const plain = of("unsigned");
  if (verified > 0 && plain.length > 0) {
    const message = `${counted(plain.length, "stage document is", "stage documents are")} not signed, and others are`;
    return ruleResult(signature, "unknown", message, { evidence: evidenceOf(plain, toEvidence) });
  }
  const open = of("not_verified");
  if (open.length > 0) {
    const message = `${counted(open.length, "signature was", "signatures were")} not verified: no trusted key was given`;
    return ruleResult(signature, "unknown", message, { evidence: evidenceOf(open, toEvidence) });
  }
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

/** What the decision says of the stages that it rests on. */
export function stageFacts({
  stageRun,
}: Pick<Model, "stageRun">): Pick<DecisionRecord, "commit" | "stages" | "previous"> {
  if (stageRun === undefined || stageRun.stages.length === 0) return {};
  const { appId, runId, commit: released, stages } = stageRun;
  const documents = stages.map(({ frame, document, sha256, signature: state }) => {
    return { stage: frame.stage, document, sha256, signature: state };
  });
  const last = documents.at(-1);
  const told = released ?? stages.findLast(({ frame }) => frame.commit !== undefined)?.frame.commit;
  return present({
    commit: told,
    stages: { app_id: appId, run_id: runId, documents },
    previous: last && { stage: last.stage, document: last.document, sha256: last.sha256 },
  });
}

function sectionOf(run: StageRun, { required }: Options): Section {
  return {
    ...(run.absent === undefined ? { status: "evaluated" } : { status: "not_evaluated", why: run.absent }),
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
