import { baselineRecord } from "./assess/baseline.ts";
import { assess, rules } from "./assess/index.ts";
import { inputRecords, notSeen } from "./assess/input-records.ts";
import { disabledFailures } from "./assess/posture/posture.ts";
import { setAside } from "./assess/severity-overview.ts";
import { stageFacts } from "./assess/stages.ts";
import { baselineOf, compareWithBaseline } from "./correlate/baseline.ts";
import { correlate } from "./correlate/correlate.ts";
import { decide } from "./decide/decide.ts";
import { decisionRecord } from "./decide/record.ts";
import type { Baseline } from "./domain/baseline.ts";
import {
  type AppRecord,
  type Bundle,
  bundleSchema,
  type DecisionRecord,
  type IntelRecord,
  type Manifest,
  type OverlayRecord,
  type ToolRecord,
} from "./domain/bundle.ts";
import type { InputBytes, InputFile } from "./domain/input-file.ts";
import { ageInDays, type Intel } from "./domain/intel.ts";
import type { Model } from "./domain/model.ts";
import type { NamedBytes, Signer } from "./domain/runtime.ts";
import type { Section } from "./domain/section.ts";
import type { StageDocument, StageRun } from "./domain/stage.ts";
import type { ProvenanceBasis } from "./domain/trust.ts";
import {
  bundleName,
  bundleText,
  decisionBytes,
  decisionFile,
  decisionSection,
  manifestFile,
  signatureFile,
} from "./evidence/bundle.ts";
import { decisionClaim } from "./evidence/claim.ts";
import { makeManifest, manifestBytes } from "./evidence/manifest.ts";
import { mandatorySections } from "./evidence/options.ts";
import { type RunIdentity, runId } from "./evidence/run-id.ts";
import { encodingOf, type SealOptions, seal } from "./evidence/seal.ts";
import { signDocument } from "./evidence/statement.ts";
import { type IngestOptions, ingest } from "./ingest/ingest.ts";
import type { Overlay } from "./overlay/schema.ts";
import { type StageParts, stageDocument } from "./stages/document.ts";
import { sha256Hex } from "./standards/sha256.ts";
import { type PublicKey, parsePublicKey } from "./standards/signature.ts";

/** Everything that a verdict depends on. The same request gives the same bytes. */
export type RunRequest = {
  readonly inputs: readonly InputBytes[];
  readonly overlay: Overlay;
  readonly overlayRecord: OverlayRecord;
  readonly intel: Intel;
  /** The clock of the run: RFC 3339 in UTC, whole seconds. */
  readonly asOf: string;
  readonly app: AppRecord;
  readonly tool: ToolRecord;
  /** The user's own id; made from inputs, overlay and clock when absent. */
  readonly runId?: string;
  readonly seal: SealOptions;
  /** Signs the manifest; without one the run is not signed. */
  readonly signer?: Signer;
  readonly limits: Omit<IngestOptions, "declared">;
  /** What to compare with: an earlier run, or earlier reports. */
  readonly baseline?: Baseline;
  /** What provenance is verified with and compared to. */
  readonly provenanceBasis?: ProvenanceBasis;
  /** The stage documents of the release, as the run registry holds them. */
  readonly stageRun?: StageRun;
  /** Is told of each step that has ended, for measuring; the run never depends on it. */
  readonly onStep?: (step: "ingest" | "correlate" | "assess" | "write" | "seal") => void;
};

/** A finished run: the decision, what was decided on, and the files of its evidence directory, manifest last. */
export type Run = {
  readonly decision: DecisionRecord;
  readonly release: Pick<Model, "vulnerabilities" | "findings">;
  readonly manifest: Manifest;
  /** The key that it is signed with, if it is. */
  readonly publicKeys: readonly PublicKey[];
  readonly files: readonly NamedBytes[];
};

/** The pipeline, pure: ingest → correlate → assess → decide → seal (DESIGN §4). Throws INPUT_* errors. */
export function run(request: RunRequest): Run {
  const { overlay, asOf, onStep } = request;
  const { files, items } = ingest(request.inputs, { ...request.limits, declared: overlay.formats });
  onStep?.("ingest");
  const found = withBasis(
    correlate(files, items, request.intel, { asOf, vex: overlay.vex, exposure: overlay.exposure.components }),
    request,
  );
  const model = request.baseline === undefined ? found : compareWithBaseline(found, request.baseline, request.app);
  onStep?.("correlate");
  const { sections, results } = assess(model, overlay);
  onStep?.("assess");
  const judgement = decide(results, rules, overlay.rules, asOf);
  const { app, tool, overlayRecord } = request;
  const compared = baselineRecord(model);
  const id = request.runId ?? runId(asOf, identityOf(request, files));
  const decision = decisionRecord(judgement, {
    inputs: inputRecords(model),
    set_aside: { ...setAside(model), posture_failures: disabledFailures(model, overlay.posture) },
    ...stageFacts(model),
    ...(compared !== undefined && { baseline: compared }),
    not_seen: notSeen(model),
    overlay: overlayRecord,
    intel: intelRecord(model.intel, asOf),
    tool,
    app,
    run_id: id,
    as_of: asOf,
    evidence: {
      directory: `${overlay.mode}/${id}`,
      bundle: bundleName(overlay.mode, encodingOf(request.seal)),
      manifest: manifestFile,
    },
  });
  const { vulnerabilities, findings } = model;
  return { ...sealRun(request, decision, sections), release: { vulnerabilities, findings } };
}

/** What tells the run from another of the same second. */
function identityOf(request: RunRequest, inputs: readonly InputFile[]): RunIdentity {
  const { overlayRecord, app, tool, baseline, provenanceBasis, stageRun } = request;
  return {
    inputs,
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

function withBasis(
  model: Model,
  { provenanceBasis, stageRun }: Pick<RunRequest, "provenanceBasis" | "stageRun">,
): Model {
  return { ...model, ...(provenanceBasis && { provenanceBasis }), ...(stageRun && { stageRun }) };
}

/** What a stage document is made of. */
export type StageRequest = StageParts &
  Pick<RunRequest, "inputs" | "overlay" | "intel" | "asOf" | "limits" | "provenanceBasis">;

/** One stage, pure: ingest → correlate → assess → its document. Throws INPUT_* errors. */
export function stage(request: StageRequest): StageDocument {
  const { overlay, asOf } = request;
  const { files, items } = ingest(request.inputs, { ...request.limits, declared: overlay.formats });
  const model = withBasis(
    correlate(files, items, request.intel, { asOf, vex: overlay.vex, exposure: overlay.exposure.components }),
    request,
  );
  return stageDocument(model, overlay, request);
}

/** A baseline made of earlier reports: what they say together, without VEX. Throws INPUT_* errors. */
export function baselineOfReports(
  inputs: readonly InputBytes[],
  { overlay, intel, asOf, limits }: Pick<RunRequest, "overlay" | "intel" | "asOf" | "limits">,
): Baseline {
  const { files, items } = ingest(inputs, { ...limits, declared: overlay.formats });
  const names = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("");
  return baselineOf(correlate(files, items, intel, { asOf, vex: overlay.vex }), {
    name: files.length === 1 ? (files[0]?.name ?? "") : `${files.length} reports`,
    inputs: files.map((file) => file.sha256),
    sha256: files.length === 1 ? (files[0]?.sha256 ?? "") : sha256Hex(new TextEncoder().encode(names)),
  });
}

/** Decision and sections → bundle, sealed, and the manifest that lists what there is. */
function sealRun(
  request: RunRequest,
  decision: DecisionRecord,
  assessed: { readonly [name: string]: Section },
): Omit<Run, "release"> {
  const { overlay, overlayRecord } = request;
  const all: { readonly [name: string]: Section } = {
    ...assessed,
    decision: decisionSection(decision),
    overlay: { status: "evaluated", ...overlayRecord, effective: overlay },
  };
  const wanted = new Set([...(overlay.evidence.include_sections ?? Object.keys(all)), ...mandatorySections]);
  const bundle: Bundle = {
    schema: bundleSchema,
    mode: overlay.mode,
    run_id: decision.run_id,
    as_of: decision.as_of,
    app: decision.app,
    tool: decision.tool,
    sections: Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name))),
  };
  const text = bundleText(bundle);
  request.onStep?.("write");
  const sealed = seal({ mode: overlay.mode, text }, request.seal);
  request.onStep?.("seal");
  const files = [
    { name: sealed.name, mediaType: sealed.mediaType, bytes: sealed.bytes },
    { name: decisionFile, mediaType: "application/json", bytes: decisionBytes(decision) },
  ];
  const parts = { bundle, decision, sealed, files, retentionDays: overlay.evidence.retention_days };
  return { decision, ...signRun(files, parts, request.signer) };
}

/** The manifest of the files, last of them, and before it the signature when there is a signer. */
function signRun(
  files: readonly NamedBytes[],
  parts: Parameters<typeof makeManifest>[0],
  signer: Signer | undefined,
): Pick<Run, "manifest" | "files" | "publicKeys"> {
  if (signer === undefined) {
    const manifest = makeManifest(parts);
    return { manifest, publicKeys: [], files: [...files, { name: manifestFile, bytes: manifestBytes(manifest) }] };
  }
  const signedBy = parsePublicKey(signer.publicKey);
  const manifest = makeManifest({ ...parts, signedBy });
  const bytes = manifestBytes(manifest);
  const signature = signDocument(decisionClaim(manifest, bytes, parts.decision), signer);
  const signed = [...files, { name: signatureFile, bytes: signature }, { name: manifestFile, bytes }];
  return { manifest, publicKeys: [signedBy], files: signed };
}

function intelRecord(intel: Intel, asOf: string): IntelRecord {
  const { version, released, sha256, origin, entries } = intel.kev;
  return { kev: { version, released, sha256, origin, entries: entries.size, age_days: ageInDays(intel.kev, asOf) } };
}
