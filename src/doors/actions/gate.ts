import { join } from "node:path";
import type { AppRecord, DecisionRecord } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { BundleVerifier } from "../../domain/trust.ts";
import { toolName, toolVersion } from "../../domain/version.ts";
import type { Setting } from "../../overlay/resolve.ts";
import { type RunRequest, run } from "../../pipeline/run.ts";
import { renderTerminal } from "../../render/terminal.ts";
import { parseCheckpoint } from "../../standards/checkpoint.ts";
import { parsePublicKey } from "../../standards/signature.ts";
import { openNote } from "../../standards/signed-note.ts";
import { parseProof } from "../../standards/tlog-proof.ts";
import { sealForApp } from "./app-keys.ts";
import { appOf } from "./app-request.ts";
import { loadBaseline, type ReportSetting } from "./baseline.ts";
import { clockOf } from "./clock.ts";
import { embeddedIntel } from "./embedded-intel.ts";
import { inputLimits } from "./input-limits.ts";
import { assertNoInput, assertOutputs, type OutputRequest, outputPaths, writeOutputs } from "./outputs.ts";
import { loadOverlay, overlayRecord } from "./overlay.ts";
import { afterInput } from "./progress.ts";
import { type LogPlace, recordRun } from "./record-run.ts";
import { reportToCi } from "./report-to-ci.ts";
import type { Result } from "./result.ts";
import { checkedId } from "./run-choice.ts";
import { type SealSource, sealOptions } from "./seal-options.ts";
import { type SigningSource, signersWhen } from "./signing.ts";
import { type StageEvidence, type StageEvidenceRequest, stageEvidence } from "./stage-evidence.ts";
import { loadProvenanceBasis, type TrustRequest } from "./trust.ts";

export type GateRequest = SealSource &
  SigningSource &
  OutputRequest &
  TrustRequest &
  Omit<StageEvidenceRequest, "evidenceDir"> & {
    readonly mode?: string | undefined;
    readonly asOf?: string | undefined;
    readonly encrypt?: boolean | undefined;
    readonly sign?: boolean | undefined;
    readonly compress?: boolean | undefined;
    readonly maxInputBytes?: number | undefined;
    readonly followSymlinks: boolean;
    /** Keep evidence where several machines may write. */
    readonly allowNetworkFs?: boolean;
    /** Of `loadBundleVerifier`; needed when a trusted root is named. */
    readonly verifier?: BundleVerifier | undefined;
    /** Tell on a terminal how far a long run is. */
    readonly progress?: boolean;
  };

export type GateResult = Result & {
  readonly decision: DecisionRecord;
  /** What was passed over among the inputs. */
  readonly notices: readonly string[];
};

/**
 * One run of the pipeline with its evidence: what can be refused is refused before any input is read,
 * then read, decide, record, and only then tell. `exitCode` is that of the verdict.
 * `read` gives the inputs; those of the request unless others are at hand, as in `demo`.
 */
export async function runGate(request: GateRequest, runtime: Runtime, read = readInputs): Promise<GateResult> {
  const asOf = clockOf(runtime, request.asOf);
  const resolved = loadOverlay({ ...request, settings: settingsOf(request) }, runtime);
  const runId = request.runId ?? runtime.environment("FIXOPS_RUN_ID");
  const signers = signersWhen(resolved.overlay.evidence.sign, request, runtime);
  const facts = {
    overlay: resolved.overlay,
    overlayRecord: overlayRecord(resolved, request, runtime),
    asOf,
    app: appOf(request),
    tool: { name: toolName, version: toolVersion },
    limits: inputLimits(request.maxInputBytes),
    provenanceBasis: loadProvenanceBasis(request, resolved.overlay.provenance, runtime),
    seal: sealOptions(resolved.overlay, { ...request, asOf }, runtime),
    ...(signers.signer && { signer: signers.signer }),
    ...(signers.logKey && { logKey: signers.logKey.publicKey }),
    ...(runId !== undefined && { runId: checkedId("run id", runId) }),
  };
  runtime.files.assertWritable(request.evidenceDir);
  if (!request.allowNetworkFs) runtime.auditLog.assertLocal(request.evidenceDir);
  assertOutputs(request, runtime);
  const intel = embeddedIntel(runtime);
  const notices: string[] = [];
  const stages = stageEvidenceOf(request, facts, runtime);
  if (request.inputs.length === 0 && read === readInputs && (stages.stageRun?.stages.length ?? 0) === 0)
    throw noInputs();
  const inputs = stages.inputs(read(request, runtime, (notice) => notices.push(notice)));
  assertNoInput(request, inputs, runtime);
  const baseline = await baselineOf(request, { ...facts, intel }, runtime);
  const place = { evidenceDir: request.evidenceDir, logKey: signers.logKey, allowNetworkFs: request.allowNetworkFs };
  const known = release(facts.app, stages);
  const owner = { app: known.app, evidenceDir: request.evidenceDir };
  const seal = facts.overlay.evidence.app_keys === true ? await sealForApp(facts.seal, owner, runtime) : facts.seal;
  const job = { ...facts, ...baseline, ...known, inputs, intel, seal };
  const { decision, proof } = await decideAndRecord(job, { ...request, place }, runtime);
  const checkpoint = proof && checkpointLine(proof);
  const path = join(request.evidenceDir, decision.evidence.directory);
  reportToCi(decision, checkpoint, runtime);
  const text = renderTerminal(decision, path, checkpoint);
  return { decision, notices, text, json: decision, exitCode: decision.exit_code };
}

/** The application as the registry knows it, and its stages. */
function release(app: AppRecord, { app: known, stageRun }: StageEvidence): Pick<RunRequest, "app" | "stageRun"> {
  return { app: { ...known, ...app }, ...(stageRun && { stageRun }) };
}

function stageEvidenceOf(
  request: GateRequest,
  { overlay, signer }: Pick<RunRequest, "overlay" | "signer">,
  runtime: Runtime,
): StageEvidence {
  const named = request.trustedKeys ?? [];
  const keyFiles = named.length > 0 ? named : overlay.provenance.trusted_keys;
  const own = signer === undefined ? [] : [parsePublicKey(signer.publicKey)];
  return stageEvidence(request, { keyFiles, own }, runtime);
}

function readInputs(request: GateRequest, runtime: Runtime, tell: (notice: string) => void): readonly InputBytes[] {
  return runtime.files.readInputs(request.inputs, {
    maxBytes: inputLimits(request.maxInputBytes).maxBytes,
    followSymlinks: request.followSymlinks,
    leaveOut: [request.evidenceDir, ...outputPaths(request)],
    tell,
  });
}

async function baselineOf(
  request: GateRequest,
  setting: ReportSetting,
  runtime: Runtime,
): Promise<Pick<RunRequest, "baseline">> {
  const { baseline, keyFile, keyFd, identityFiles, followSymlinks } = request;
  if (baseline === undefined) return {};
  const { maxBytes } = inputLimits(request.maxInputBytes);
  const given = { baseline, keyFile, keyFd, identityFiles, maxBytes, followSymlinks };
  return { baseline: await loadBaseline(given, setting, runtime) };
}

async function decideAndRecord(
  job: RunRequest,
  request: GateRequest & { readonly place: LogPlace },
  runtime: Runtime,
): Promise<{ readonly decision: DecisionRecord; readonly proof: string | undefined }> {
  const onInput = afterInput(job.inputs, request.progress ?? false, runtime);
  const finished = await run({ ...job, limits: { ...job.limits, onInput } });
  const proof = await recordRun(finished, request.place, runtime);
  writeOutputs(request, finished, runtime);
  return { decision: finished.decision, proof };
}

/** The head of the log in one line, which the log of a build server keeps elsewhere: with it a log that was cut is noticed. */
function checkpointLine(proof: string): string {
  const { origin, size, root } = parseCheckpoint(openNote(parseProof(proof).checkpoint, []).text);
  return `checkpoint ${origin} ${size} ${root.toBase64()}`;
}

/** The options of `evidence` that flags set. */
function settingsOf({ compress, encrypt, sign }: GateRequest): readonly Setting[] {
  return Object.entries({ compress, encrypt, sign }).flatMap(([name, value]) => {
    const origin = value === false ? `flag --no-${name}` : `flag --${name}`;
    return value === undefined ? [] : [{ origin, value: { evidence: { [name]: value } } }];
  });
}

function noInputs(): FixopsError {
  return new FixopsError("USAGE_MISSING_VALUE", "no input was given: there is nothing to decide on", {
    hint: "hand at least an SBOM and a scan: --sbom sbom.json --cve scan.json",
  });
}
