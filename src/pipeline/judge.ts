import { baselineRecord } from "../assess/baseline.ts";
import { assess, rules } from "../assess/index.ts";
import { inputRecords, notSeen } from "../assess/input-records.ts";
import { disabledFailures } from "../assess/posture/posture.ts";
import { releaseDigests } from "../assess/provenance/artefacts.ts";
import { setAside } from "../assess/severity-overview.ts";
import { stageFacts } from "../assess/stages.ts";
import { compareWithBaseline } from "../correlate/baseline.ts";
import { correlate } from "../correlate/correlate.ts";
import { decide } from "../decide/decide.ts";
import { decisionRecord } from "../decide/record.ts";
import type { Baseline } from "../domain/baseline.ts";
import type { AppRecord, DecisionRecord, IntelRecord, OverlayRecord, ToolRecord } from "../domain/bundle.ts";
import type { InputFile } from "../domain/input-file.ts";
import { ageInDays, entryCount, type Intel } from "../domain/intel.ts";
import type { Items } from "../domain/items.ts";
import type { Model } from "../domain/model.ts";
import type { Section } from "../domain/section.ts";
import type { StageRun } from "../domain/stage.ts";
import type { ProvenanceBasis } from "../domain/trust.ts";
import { manifestFile } from "../evidence/bundle.ts";
import { type RunIdentity, runId } from "../evidence/run-id.ts";
import { decisionSalt } from "../evidence/salt.ts";
import type { Overlay } from "../overlay/schema.ts";

/** Everything that a verdict depends on, once the inputs are read: what `replay` decides again from. */
export type Facts = {
  readonly files: readonly InputFile[];
  readonly items: Items;
  readonly overlay: Overlay;
  readonly overlayRecord: OverlayRecord;
  readonly intel: Intel;
  /** The clock of the run: RFC 3339 in UTC, whole seconds. */
  readonly asOf: string;
  readonly app: AppRecord;
  readonly tool: ToolRecord;
  /** The user's own id; made from inputs, overlay and clock when absent. */
  readonly runId?: string;
  /** Of the bundle, in hex. */
  readonly salt: string;
  /** What to compare with: an earlier run, or earlier reports. */
  readonly baseline?: Baseline;
  /** What provenance is verified with and compared to. */
  readonly provenanceBasis?: ProvenanceBasis;
  /** The stage documents of the release, as the run registry holds them. */
  readonly stageRun?: StageRun;
  /** Is told of each step that has ended, for measuring; the verdict never depends on it. */
  readonly onStep?: (step: "correlate" | "assess") => void;
};

export type Judged = {
  readonly decision: DecisionRecord;
  readonly sections: { readonly [name: string]: Section };
  readonly model: Model;
};

/** correlate → assess → decide (DESIGN §4). The same facts give the same decision. */
export function judge(facts: Facts): Judged {
  const { app, asOf, onStep, overlay, overlayRecord, tool } = facts;
  const found = modelOf(facts);
  const model = facts.baseline === undefined ? found : compareWithBaseline(found, facts.baseline, app);
  onStep?.("correlate");
  const { sections, results } = assess(model, overlay);
  onStep?.("assess");
  const judgement = decide(results, rules, overlay.rules, asOf);
  const compared = baselineRecord(model);
  const id = facts.runId ?? runId(asOf, identityOf(facts));
  const level = sections["provenance"]?.["slsa_build_level"];
  const decision = decisionRecord(judgement, {
    inputs: inputRecords(model),
    set_aside: { ...setAside(model), posture_failures: disabledFailures(model, overlay.posture) },
    ...stageFacts(model),
    ...(compared !== undefined && { baseline: compared }),
    artefacts: releaseDigests(model),
    ...(typeof level === "number" && { slsa_build_level: level }),
    not_seen: notSeen(model),
    overlay: overlayRecord,
    intel: intelRecord(model.intel, asOf),
    tool,
    app,
    run_id: id,
    as_of: asOf,
    evidence: { directory: `${overlay.mode}/${id}`, manifest: manifestFile },
    salt: decisionSalt(facts.salt),
  });
  return { decision, sections, model };
}

/** The model of a release or of one of its stages, with what it is held against. */
export function modelOf(
  facts: Pick<Facts, "files" | "items" | "intel" | "asOf" | "overlay" | "provenanceBasis" | "stageRun">,
): Model {
  const { asOf, files, intel, items, overlay, provenanceBasis, stageRun } = facts;
  const model = correlate(files, items, intel, { asOf, vex: overlay.vex, exposure: overlay.exposure.components });
  return { ...model, ...(provenanceBasis && { provenanceBasis }), ...(stageRun && { stageRun }) };
}

/** What tells the run from another of the same second. */
function identityOf({ app, baseline, files, overlayRecord, provenanceBasis, stageRun, tool }: Facts): RunIdentity {
  return {
    inputs: files,
    overlay: overlayRecord.sha256,
    app,
    tool,
    ...(baseline !== undefined && { baseline: baseline.sha256 }),
    ...(provenanceBasis !== undefined && basisIdentity(provenanceBasis)),
    ...(stageRun !== undefined && { stages: stageRun.stages.map((one) => one.sha256) }),
  };
}

/** Nothing for an empty one, so that a run without provenance keeps the id that it always had. */
function basisIdentity({ keys, roots, artefacts }: ProvenanceBasis): Pick<RunIdentity, "provenance"> {
  if (keys.length + roots.length + artefacts.length === 0) return {};
  const digests = [...keys.map((key) => key.keyId), ...roots.map((root) => root.sha256)];
  return { provenance: [...digests, ...artefacts.map((artefact) => artefact.sha256)] };
}

function intelRecord({ kev }: Intel, asOf: string): IntelRecord {
  const { version, released, sha256, origin } = kev;
  return { kev: { version, released, sha256, origin, entries: entryCount(kev), age_days: ageInDays(kev, asOf) } };
}
