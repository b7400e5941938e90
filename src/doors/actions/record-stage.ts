import { join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { NamedBytes, Runtime } from "../../domain/runtime.ts";
import type { StageDocument } from "../../domain/stage.ts";
import { stageClaim } from "../../evidence/claim.ts";
import { stageDocumentBytes } from "../../evidence/stage-document.ts";
import { signatureName, signDocument } from "../../evidence/statement.ts";
import { stage } from "../../pipeline.ts";
import { inheritedInputs, storeInputs } from "./registry-inputs.ts";
import { placeOf } from "./run-choice.ts";
import {
  previousDocument,
  type RegistryRun,
  type RunPlace,
  readStageRun,
  rememberRun,
  runDirectory,
  stageEvent,
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
  const run = readStageRun(place, { keys: [] }, runtime);
  const { document, files } = makeDocument(job, place, run, runtime);
  const bytes = stageDocumentBytes(document);
  const name = job.stage.document;
  const path = join(runDirectory(place), "outputs", name);
  const signature = job.signer && signDocument(stageClaim(name, bytes), job.signer);
  keepReplaced(job, place, run, runtime);
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
  runtime.auditLog.append(job.evidenceDir, event, () => {
    if (signature !== undefined) runtime.files.writeFile(signatureName(path), signature);
    runtime.files.writeFile(path, bytes);
  });
  return { document, bytes, path };
}

type Made = { readonly document: StageDocument; readonly files: readonly NamedBytes[] };

function makeDocument(job: StageJob, place: RunPlace, run: RegistryRun | undefined, runtime: Runtime): Made {
  const recorded = run?.stages.filter((one) => one.document !== job.stage.document) ?? [];
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

/** Digits of the digest before the name of a document that was replaced. */
const digestLength = 12;

/** A document that is replaced is kept; one that was signed is replaced by a signed one only. */
function keepReplaced(job: StageJob, place: RunPlace, run: RegistryRun | undefined, runtime: Runtime): void {
  const old = run?.stages.find(({ document }) => document === job.stage.document);
  if (old === undefined) return;
  if (old.signature !== "unsigned" && job.signer === undefined) {
    throw new FixopsError("USAGE_KEY_MISSING", `${old.document} is signed, and its replacement would not be`, {
      hint: "add --sign, or give the release a run of its own with --run-id",
    });
  }
  const from = join(runDirectory(place), "outputs", old.document);
  const kept = join(runDirectory(place), "replaced", `${old.sha256.slice(0, digestLength)}-${old.document}`);
  const bytes = runtime.files.read(from, Number.MAX_SAFE_INTEGER);
  if (bytes !== undefined) runtime.files.writeFile(kept, bytes);
}
