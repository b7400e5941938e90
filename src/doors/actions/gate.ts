import { join } from "node:path";
import type { AppRecord, DecisionRecord } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { Intel } from "../../domain/intel.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { toolName, toolVersion } from "../../domain/version.ts";
import { idPattern } from "../../evidence/run-id.ts";
import type { SealOptions } from "../../evidence/seal.ts";
import { readKevPack } from "../../ingest/kev-pack.ts";
import type { Setting } from "../../overlay/resolve.ts";
import type { Overlay } from "../../overlay/schema.ts";
import { type RunRequest, run } from "../../pipeline.ts";
import { renderTerminal } from "../../render/terminal.ts";
import { loadBaseline, type ReportSetting } from "./baseline.ts";
import { clockOf } from "./clock.ts";
import { type KeySource, requireEvidenceKey } from "./evidence-key.ts";
import { inputLimits } from "./input-limits.ts";
import { assertNoInput, assertOutputs, type OutputRequest, outputPaths, writeOutputs } from "./outputs.ts";
import { loadOverlay, overlayRecord } from "./overlay.ts";
import { afterInput } from "./progress.ts";
import { recordRun } from "./record-run.ts";
import { reportToCi } from "./report-to-ci.ts";
import type { Result } from "./result.ts";

export type GateRequest = KeySource &
  OutputRequest & {
    readonly mode?: string | undefined;
    readonly appId?: string | undefined;
    readonly appName?: string | undefined;
    readonly runId?: string | undefined;
    readonly asOf?: string | undefined;
    readonly encrypt?: boolean | undefined;
    readonly sign?: boolean | undefined;
    readonly compress?: boolean | undefined;
    readonly maxInputBytes?: number | undefined;
    readonly followSymlinks: boolean;
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
export function runGate(request: GateRequest, runtime: Runtime, read = readInputs): GateResult {
  const asOf = clockOf(runtime, request.asOf);
  const resolved = loadOverlay({ ...request, settings: settingsOf(request) }, runtime);
  const runId = request.runId ?? runtime.environment("FIXOPS_RUN_ID");
  const facts = {
    overlay: resolved.overlay,
    overlayRecord: overlayRecord(resolved, request, runtime),
    asOf,
    app: appOf(request),
    tool: { name: toolName, version: toolVersion },
    limits: inputLimits(request.maxInputBytes),
    seal: sealOptions(resolved.overlay, { ...request, asOf }, runtime),
    ...(runId !== undefined && { runId: checkedId("run id", runId) }),
  };
  runtime.files.assertWritable(request.evidenceDir);
  assertOutputs(request, runtime);
  const intel = embeddedIntel(runtime);
  const notices: string[] = [];
  const inputs = read(request, runtime, (notice) => notices.push(notice));
  assertNoInput(request, inputs, runtime);
  const baseline = baselineOf(request, { ...facts, intel }, runtime);
  const decision = decideAndRecord({ ...facts, ...baseline, inputs, intel }, request, runtime);
  const path = join(request.evidenceDir, decision.evidence.directory);
  reportToCi(decision, runtime);
  return { decision, notices, text: renderTerminal(decision, path), json: decision, exitCode: decision.exit_code };
}

function readInputs(request: GateRequest, runtime: Runtime, tell: (notice: string) => void): readonly InputBytes[] {
  if (request.inputs.length === 0) throw noInputs();
  return runtime.files.readInputs(request.inputs, {
    maxBytes: inputLimits(request.maxInputBytes).maxBytes,
    followSymlinks: request.followSymlinks,
    leaveOut: [request.evidenceDir, ...outputPaths(request)],
    tell,
  });
}

function baselineOf(request: GateRequest, setting: ReportSetting, runtime: Runtime): Pick<RunRequest, "baseline"> {
  const { baseline, keyFile, keyFd, followSymlinks } = request;
  if (baseline === undefined) return {};
  const { maxBytes } = inputLimits(request.maxInputBytes);
  return { baseline: loadBaseline({ baseline, keyFile, keyFd, maxBytes, followSymlinks }, setting, runtime) };
}

function decideAndRecord(job: RunRequest, request: GateRequest, runtime: Runtime): DecisionRecord {
  const onInput = afterInput(job.inputs, request.progress ?? false, runtime);
  const finished = run({ ...job, limits: { ...job.limits, onInput } });
  recordRun(finished, request.evidenceDir, runtime);
  writeOutputs(request, finished, runtime);
  return finished.decision;
}

/** The options of `evidence` that flags set. */
function settingsOf({ compress, encrypt, sign }: GateRequest): readonly Setting[] {
  return Object.entries({ compress, encrypt, sign }).flatMap(([name, value]) => {
    const origin = value === false ? `flag --no-${name}` : `flag --${name}`;
    return value === undefined ? [] : [{ origin, value: { evidence: { [name]: value } } }];
  });
}

function sealOptions(overlay: Overlay, request: KeySource & { readonly asOf: string }, runtime: Runtime): SealOptions {
  const { compress, encrypt } = overlay.evidence;
  if (encrypt) {
    const key = requireEvidenceKey(request, runtime);
    return { compress, encrypt: { key, iv: runtime.randomBytes(ivLength), now: Date.parse(request.asOf) / 1000 } };
  }
  if (request.keyFile === undefined && request.keyFd === undefined) return { compress };
  throw new FixopsError("USAGE_BAD_VALUE", "an evidence key was given, and the evidence is not to be encrypted", {
    hint: "add --encrypt, or leave the key out",
  });
}

/** AES block length, the IV of a Fernet token. */
const ivLength = 16;

function embeddedIntel(runtime: Runtime): Intel {
  const { text, sha256 } = runtime.assets.kev();
  const found = runtime.sha256(new TextEncoder().encode(text));
  if (found !== sha256) {
    throw new FixopsError("INTEGRITY_INTEL", `the embedded KEV pack has SHA-256 ${found}, expected ${sha256}`, {
      hint: "this binary is damaged: take it again from where it was released",
    });
  }
  return { kev: readKevPack(text, sha256) };
}

function appOf(request: GateRequest): AppRecord {
  return {
    ...(request.appId !== undefined && { id: checkedId("app id", request.appId) }),
    ...(request.appName !== undefined && { name: checkedName(request.appName) }),
  };
}

/** A name is a line; the audit log keeps it for years, and its lines are short. */
const maxNameLength = 200;

function checkedName(name: string): string {
  if (!name.isWellFormed()) {
    const hint = "write it again: a character in it was cut in two";
    throw new FixopsError("USAGE_BAD_VALUE", "the app name is no text that can be written as UTF-8", { hint });
  }
  if (name.length <= maxNameLength) return name;
  throw new FixopsError("USAGE_BAD_VALUE", `the app name has ${name.length} characters`, {
    hint: `use a name of at most ${maxNameLength}`,
  });
}

function checkedId(what: string, id: string): string {
  if (idPattern.test(id)) return id;
  throw new FixopsError("USAGE_BAD_VALUE", `the ${what} "${id}" is not allowed`, {
    hint: "use up to 128 letters, digits, dots, hyphens and underscores, the first a letter or digit, the last no dot; no name of a Windows device",
  });
}

function noInputs(): FixopsError {
  return new FixopsError("USAGE_MISSING_VALUE", "no input was given: there is nothing to decide on", {
    hint: "hand at least an SBOM and a scan: --sbom sbom.json --cve scan.json",
  });
}
