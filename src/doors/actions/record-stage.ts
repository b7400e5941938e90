import { join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { NamedBytes, Runtime } from "../../domain/runtime.ts";
import { comesTooLate, type RecordedStage, type StageDocument, type StageName } from "../../domain/stage.ts";
import { stageClaim } from "../../evidence/claim.ts";
import { stageDocumentBytes } from "../../evidence/stage-document.ts";
import { signatureName, signDocument } from "../../evidence/statement.ts";
import { stage } from "../../pipeline/stage.ts";
import { inheritedInputs, storeInputs } from "./registry-inputs.ts";
import { placeOf } from "./run-choice.ts";
import {
  previousDocument,
  type RunPlace,
  readStageRun,
  rememberRun,
  runDirectory,
  stageEvent,
  withdrawnEvent,
} from "./run-registry.ts";
import type { StageJob } from "./stage-job.ts";

/** What was recorded, and where. */
export type StageRecord = { readonly document: StageDocument; readonly bytes: Uint8Array; readonly path: string };

/**
 * Makes the document of a stage and puts it on disk; must run under the lock of the application. The inputs are
 * written first, then the line of the audit log, then the signature, and the document last: a stage is recorded when its
 * document is there. Throws INPUT_*, USAGE_BAD_VALUE for a stage that comes too late, IO_EXISTS for one that is there.
 */
export function recordStage(job: StageJob, runtime: Runtime): StageRecord {
  const place = placeOf(job, runtime);
  const stages = readStageRun(place, [], runtime)?.stages ?? [];
  const replaced = job.replace ? stages.slice(firstReplaced(stages, job.stage.name)) : [];
  const { document, files } = makeDocument(job, place, stages.slice(0, stages.length - replaced.length), runtime);
  const bytes = stageDocumentBytes(document);
  const name = job.stage.document;
  const path = join(runDirectory(place), "outputs", name);
  const signature = job.signer && signDocument(stageClaim(name, bytes), job.signer);
  withdraw(replaced, job, place, runtime);
  rememberRun(place, runtime);
  for (const file of files) runtime.files.writeFile(join(runDirectory(place), file.name), file.bytes);
  const event = {
    event: stageEvent,
    ts: document.as_of,
    run: place.runId,
    app: place.appId,
    subject: {
      [name]: runtime.sha256(bytes),
      ...(signature && { [signatureName(name)]: runtime.sha256(signature) }),
    },
    data: { stage: document.stage, signed: signature !== undefined },
  };
  const commit = () => {
    if (signature !== undefined) runtime.files.writeFile(signatureName(path), signature);
    runtime.files.writeFile(path, bytes);
  };
  const { allowNetworkFs, evidenceDir, logKey } = job;
  runtime.auditLog.append(evidenceDir, event, { commit, logKey, allowNetworkFs });
  return { document, bytes, path };
}

/** Where a stage that is recorded again cuts the chain: at its own document, else at the first that it must come before. */
function firstReplaced(stages: readonly RecordedStage[], name: StageName): number {
  const found = stages.findIndex(({ frame }) => frame.stage === name || comesTooLate(name, frame.stage));
  return found === -1 ? stages.length : found;
}

type Made = { readonly document: StageDocument; readonly files: readonly NamedBytes[] };

function makeDocument(job: StageJob, place: RunPlace, recorded: readonly RecordedStage[], runtime: Runtime): Made {
  const last = recorded.at(-1);
  const given: readonly InputBytes[] = [...job.inputs, ...inheritedInputs(job, place, runtime)];
  const store = storeInputs(job.stage.name, given, { maxDepth: job.limits.maxDepth, sha256: runtime.sha256 });
  const previous = previousDocument(place, job.stage.document, runtime);
  const document = stage({
    ...job,
    inputs: given,
    storedAt: store.storedAt,
    frame: {
      app_id: place.appId,
      ...(job.app.name !== undefined && { app_name: job.app.name }),
      run_id: place.runId,
      ...(job.commit !== undefined && { commit: job.commit }),
      sequence: (last?.frame.sequence ?? 0) + 1,
      previous: last === undefined ? null : { stage: last.frame.stage, document: last.document, sha256: last.sha256 },
    },
    context: {
      earlier: new Map(recorded.map(({ frame, body }) => [frame.stage, body])),
      ...(previous !== undefined && { previous }),
    },
  });
  return { document, files: store.files() };
}

/** Digits of the digest before the name of a document that was set aside. */
const digestLength = 12;

/**
 * Sets documents aside, with their signatures: they are kept under `replaced/`, the log tells that they no longer stand,
 * and then they are gone from the outputs. Those that were signed are replaced by a signed one only.
 */
function withdraw(stages: readonly RecordedStage[], job: StageJob, place: RunPlace, runtime: Runtime): void {
  if (stages.length === 0) return;
  const signed = stages.find(({ signature }) => signature !== "unsigned");
  if (signed !== undefined && job.signer === undefined) {
    throw new FixopsError("USAGE_KEY_MISSING", `${signed.document} is signed, and its replacement would not be`, {
      hint: "add --sign, or give the release a run of its own with --run-id",
    });
  }
  const files = stages.flatMap((one) => (one.signedBy === undefined ? [one] : [one, one.signedBy]));
  const outputs = join(runDirectory(place), "outputs");
  for (const { document, sha256 } of files) {
    const bytes = runtime.files.read(join(outputs, document), Number.MAX_SAFE_INTEGER) ?? new Uint8Array();
    const kept = `${sha256.slice(0, digestLength)}-${document}`;
    runtime.files.writeFile(join(runDirectory(place), "replaced", kept), bytes);
  }
  const event = {
    event: withdrawnEvent,
    ts: job.asOf,
    run: place.runId,
    app: place.appId,
    subject: Object.fromEntries(files.map(({ document, sha256 }) => [document, sha256])),
    data: { stage: job.stage.name },
  };
  const commit = () => {
    for (const { document } of files.toReversed()) runtime.files.remove(join(outputs, document));
  };
  const { allowNetworkFs, evidenceDir, logKey } = job;
  runtime.auditLog.append(evidenceDir, event, { commit, logKey, allowNetworkFs });
}
