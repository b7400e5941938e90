import type { DecisionRecord } from "../../domain/bundle.ts";
import { exitCodeOfCode, reasonOf } from "../../domain/error.ts";
import type { Intel } from "../../domain/intel.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { toolVersion } from "../../domain/version.ts";
import { decisionBytes, decisionFile } from "../../evidence/bundle.ts";
import { differencesOf, ruleChanges } from "../../evidence/decision-differences.ts";
import { type Facts, judge } from "../../pipeline/judge.ts";
import { placesNear } from "./app-keys.ts";
import { clockOf } from "./clock.ts";
import { embeddedIntel } from "./embedded-intel.ts";
import { loadOverlay, overlayRecord } from "./overlay.ts";
import { notReplayable, type RecordedRun, recordedRun, runIn } from "./recorded-run.ts";
import { type Comparison, renderComparison, renderReplay } from "./replay-text.ts";
import type { Result } from "./result.ts";
import { assertHolds } from "./verify.ts";
import { readVerifyKeys, type VerifyKeySource } from "./verify-keys.ts";

export type ReplayRequest = VerifyKeySource & {
  /** The directory of a run. */
  readonly path: string;
  /** Another clock, and with it the intelligence of this version. */
  readonly asOf?: string | undefined;
  /** Other overlays than that of the run. */
  readonly overlays: readonly string[];
};

/**
 * Decides a run again, from the inputs and the overlay in its evidence, which is verified first, and compares the bytes of
 * the decision: exit code 0 when they are the same, else 5. With a clock or overlays of today it is no verification but a
 * question, what would be decided now, and ends with 0 whatever the answer is.
 * Throws INPUT_NOT_FOUND for a run without its inputs, INTEGRITY_* for evidence that does not hold or cannot be decided on.
 */
export async function replay(request: ReplayRequest, runtime: Runtime): Promise<Result> {
  const { asOf, overlays, path } = request;
  const isQuestion = asOf !== undefined || overlays.length > 0;
  const changes = isQuestion ? changesOf(request, runtime) : undefined;
  const keys = readVerifyKeys({ ...request, near: placesNear(path) }, runtime);
  const run = runIn(path, runtime);
  await assertHolds(path, keys, runtime, run);
  const recorded = await recordedRun(run, keys, runtime);
  if (changes !== undefined) return answer(recorded, judged(changes(recorded.facts)).decision);
  return verdictOn(recorded, judged(recorded.facts), run.files.get(decisionFile) ?? new Uint8Array());
}

type Judged = { readonly decision: DecisionRecord; readonly bytes: Uint8Array };

/** Whoever writes the evidence writes the facts: what cannot be decided on is a fault of theirs, and no verdict. */
function judged(facts: Facts): Judged {
  try {
    const { decision } = judge(facts);
    return { decision, bytes: decisionBytes(decision) };
  } catch (cause) {
    throw notReplayable(reasonOf(cause), cause);
  }
}

/** Members that are named of those that differ. */
const mostDifferences = 10;

function verdictOn(run: RecordedRun, again: Judged, recorded: Uint8Array): Result {
  const comparison = comparisonOf(run, again.decision);
  const identical = isSame(recorded, again.bytes);
  const differences = identical ? [] : differencesOf(run.decision.value, again.decision, mostDifferences);
  return {
    text: renderReplay(comparison, identical, differences),
    json: { identical, ...documentOf(comparison), differences },
    exitCode: identical ? 0 : exitCodeOfCode("INTEGRITY_DIGEST"),
  };
}

function answer(run: RecordedRun, now: DecisionRecord): Result {
  const comparison = comparisonOf(run, now);
  return {
    text: renderComparison(
      comparison,
      now.reasons.map((reason) => reason.message),
    ),
    json: { question: true, ...documentOf(comparison), reasons: now.reasons },
    exitCode: 0,
  };
}

function comparisonOf({ decision: { value }, facts }: RecordedRun, now: DecisionRecord): Comparison {
  return {
    run: value.run_id,
    decidedBy: facts.tool.version,
    replayedBy: toolVersion,
    was: { verdict: value.verdict, asOf: value.as_of },
    is: { verdict: now.verdict, asOf: now.as_of },
    rules: ruleChanges(value, now),
  };
}

function documentOf({ decidedBy, is, replayedBy, rules, run, was }: Comparison) {
  return {
    run_id: run,
    tool: { decided_by: decidedBy, replayed_by: replayedBy },
    was: { verdict: was.verdict, as_of: was.asOf },
    is: { verdict: is.verdict, as_of: is.asOf },
    rules,
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** What the flags put in the place of what was recorded. Throws USAGE_*, INTEGRITY_INTEL. */
function changesOf({ asOf, overlays }: ReplayRequest, runtime: Runtime): (facts: Facts) => Facts {
  const clock = asOf === undefined ? undefined : { asOf: clockOf(runtime, asOf), intel: embeddedIntel(runtime) };
  return (facts) => {
    const dated = clock === undefined ? facts : { ...facts, asOf: clock.asOf, ...withIntel(facts, clock.intel) };
    return overlays.length === 0 ? dated : { ...dated, ...overlayFrom(overlays, facts, runtime) };
  };
}

function overlayFrom(
  overlays: readonly string[],
  { overlayRecord: { mode } }: Facts,
  runtime: Runtime,
): Pick<Facts, "overlay" | "overlayRecord"> {
  const request = { overlays, mode };
  const resolved = loadOverlay(request, runtime);
  return { overlay: resolved.overlay, overlayRecord: overlayRecord(resolved, request, runtime) };
}

/**
 * The newer of the recorded catalogue and the built-in one stands for both, and the other one adds to it: of the recorded one
 * only the entries are kept that were asked for.
 */
function withIntel({ intel: recorded, items }: Facts, own: Intel): Pick<Facts, "intel" | "items"> {
  const isNewer = Date.parse(recorded.kev.released) > Date.parse(own.kev.released);
  const [first, second] = isNewer ? [recorded.kev, own.kev] : [own.kev, recorded.kev];
  return { intel: { ...own, kev: first }, items: { ...items, kevCatalogues: [second] } };
}
