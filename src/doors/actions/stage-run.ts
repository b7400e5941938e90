import { join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { InputRequest, Runtime } from "../../domain/runtime.ts";
import type { StageName } from "../../domain/stage.ts";
import type { BundleVerifier } from "../../domain/trust.ts";
import { toolName, toolVersion } from "../../domain/version.ts";
import { decisionBytes } from "../../evidence/bundle.ts";
import { unpack } from "../../ingest/unpack.ts";
import { renderStage } from "../../render/stage.ts";
import { decisionStage } from "../../stages/decision.ts";
import { stages } from "../../stages/index.ts";
import type { Stage } from "../../stages/stage.ts";
import { parsePublicKey } from "../../standards/signature.ts";
import { type AppRequest, rememberApp } from "./app-registry.ts";
import { appOf } from "./app-request.ts";
import { clockOf } from "./clock.ts";
import { embeddedIntel } from "./embedded-intel.ts";
import { runGate } from "./gate.ts";
import { inputLimits } from "./input-limits.ts";
import { assertNoInput, assertOutputs } from "./outputs.ts";
import { loadOverlay, overlayRecord } from "./overlay.ts";
import { recordStage, type StageRecord } from "./record-stage.ts";
import type { Result } from "./result.ts";
import { commitOf, runIdOf } from "./run-choice.ts";
import { appLock, readStageRun } from "./run-registry.ts";
import { type SigningSource, signersWhen } from "./signing.ts";
import type { StageJob } from "./stage-job.ts";
import { loadProvenanceBasis, type TrustRequest } from "./trust.ts";

export type StageRunRequest = AppRequest &
  SigningSource &
  TrustRequest & {
    readonly stage: Exclude<StageName, "decision">;
    readonly inputs: readonly InputRequest[];
    readonly overlays: readonly string[];
    readonly mode?: string | undefined;
    readonly runId?: string | undefined;
    readonly commit?: string | undefined;
    readonly asOf?: string | undefined;
    readonly registry: string;
    readonly evidenceDir: string;
    readonly output?: string | undefined;
    readonly sign?: boolean | undefined;
    readonly verify: boolean;
    readonly replace: boolean;
    readonly followSymlinks: boolean;
    /** Keep the log where several machines may write. */
    readonly allowNetworkFs?: boolean;
    readonly verifier?: BundleVerifier | undefined;
  };

/** One stage: what can be refused is refused before any input is read; then read, assess, record, and only then tell. */
export function runStage(request: StageRunRequest, runtime: Runtime): Result {
  const facts = stageFacts(stageOf(request.stage), request, runtime);
  const inputs = readInputs(request, facts.stage, runtime);
  assertNoInput(request, inputs, runtime);
  const record = recordUnderLock({ ...facts, inputs }, request, runtime);
  return { text: textOf(record, facts), json: record.document, exitCode: 0 };
}

/** What the run of the gate said, for the registry. */
type DecisionStageRequest = Omit<StageRunRequest, "stage">;

/** The last stage: the gate over everything that the run has recorded and was given now. `exitCode` is that of the verdict. */
export async function runDecisionStage(request: DecisionStageRequest, runtime: Runtime): Promise<Result> {
  const asOf = clockOf(runtime, request.asOf);
  const { decision, text, exitCode } = await runGate({ ...request, asOf, output: undefined }, runtime);
  const facts = stageFacts(
    decisionStage(decision, runtime.sha256(decisionBytes(decision))),
    { ...request, asOf },
    runtime,
  );
  const record = recordUnderLock({ ...facts, inputs: [] }, request, runtime);
  return { text: `${text}\n${textOf(record, facts)}`, json: record.document, exitCode };
}

/** Everything that is known before an input is read; refuses what can be refused. */
function stageFacts(stage: Stage, request: DecisionStageRequest, runtime: Runtime): Omit<StageJob, "app" | "inputs"> {
  const { registry, evidenceDir } = request;
  const resolved = loadOverlay(request, runtime);
  const { overlay } = resolved;
  const facts = {
    ...signersWhen(request.sign ?? overlay.evidence.sign, request, runtime),
    stage,
    asOf: clockOf(runtime, request.asOf),
    overlay,
    overlayRecord: overlayRecord(resolved, request, runtime),
    intel: embeddedIntel(runtime),
    tool: { name: toolName, version: toolVersion },
    limits: inputLimits(request.maxInputBytes),
    provenanceBasis: loadProvenanceBasis(request, overlay.provenance, runtime),
    runId: runIdOf(request.runId, runtime),
    commit: commitOf(request.commit, runtime),
    registry,
    evidenceDir,
    replace: request.replace,
    allowNetworkFs: request.allowNetworkFs,
  };
  if (!request.allowNetworkFs) runtime.auditLog.assertLocal(evidenceDir);
  for (const directory of [registry, evidenceDir]) {
    runtime.files.assertWritable(directory);
    assertOutputs({ ...request, evidenceDir: directory }, runtime);
  }
  if (request.verify && facts.signer === undefined) {
    throw new FixopsError("USAGE_BAD_VALUE", "--verify has nothing to verify: the document is not to be signed", {
      hint: "add --sign, or leave --verify out",
    });
  }
  return facts;
}

function recordUnderLock(job: Omit<StageJob, "app">, request: DecisionStageRequest, runtime: Runtime): StageRecord {
  const { registry, output } = request;
  const app = runtime.files.exclusively(join(registry, ".lock"), () => {
    const { id, name } = appOf(request);
    return rememberApp(registry, { appId: id, appName: name }, runtime);
  });
  const lock = appLock({ registry, appId: app.id });
  const record = runtime.files.exclusively(lock, () => recordStage({ ...job, app }, runtime));
  if (output !== undefined && output !== "-") runtime.files.writeFile(output, record.bytes);
  if (request.verify) assertVerified(record, job, runtime);
  return record;
}

function textOf({ document, path }: StageRecord, { signer }: Pick<StageJob, "signer">): string {
  return renderStage(document, { path, isSigned: signer !== undefined });
}

function stageOf(name: StageName): Stage {
  const found = stages.get(name);
  if (found === undefined) throw new RangeError(`no stage ${name}`);
  return found;
}

function readInputs(request: StageRunRequest, { name, needsInput }: Stage, runtime: Runtime): readonly InputBytes[] {
  if (request.inputs.length === 0 && needsInput) {
    throw new FixopsError("USAGE_MISSING_VALUE", `no input was given: the ${name} stage has nothing to say`, {
      hint: "name the file with --input FILE",
    });
  }
  const limits = inputLimits(request.maxInputBytes);
  const read = runtime.files.readInputs(request.inputs, {
    maxBytes: limits.maxBytes,
    followSymlinks: request.followSymlinks,
    leaveOut: [request.registry, request.evidenceDir, ...(request.output === undefined ? [] : [request.output])],
  });
  return unpack(read, limits.maxUnpacked);
}

/** What was just written, read back: the document, its signature, and that the log has it. */
function assertVerified(
  { document, path }: StageRecord,
  job: Omit<StageJob, "app" | "inputs">,
  runtime: Runtime,
): void {
  const { registry, signer } = job;
  const keys = signer === undefined ? [] : [parsePublicKey(signer.publicKey)];
  const place = { registry, appId: document.app_id, runId: document.run_id };
  const run = readStageRun(place, keys, runtime);
  const found = run?.stages.find((one) => one.frame.stage === document.stage);
  if (found?.signature === "verified") return;
  throw new FixopsError("INTEGRITY_SIGNATURE", `${path} does not verify: ${found?.detail ?? "it is not there"}`, {
    where: { file: path },
    hint: "run the stage again with --sign",
  });
}
