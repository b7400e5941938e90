import { join } from "node:path";
import { z } from "zod";
import type { AuditLine } from "../../domain/bundle.ts";
import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { RecordedStage, SignatureState, StageName, StageRun } from "../../domain/stage.ts";
import type { Check } from "../../evidence/check.ts";
import { stageClaim } from "../../evidence/claim.ts";
import { lineOf, readCanonical } from "../../evidence/document.ts";
import { checkFamily } from "../../evidence/log-family.ts";
import { idPattern } from "../../evidence/run-id.ts";
import { readStageDocument } from "../../evidence/stage-document.ts";
import { signatureName, verifySigned } from "../../evidence/statement.ts";
import { decisionDocument } from "../../stages/decision.ts";
import { stages } from "../../stages/index.ts";
import { canonicalJson } from "../../standards/jcs.ts";
import type { PublicKey } from "../../standards/signature.ts";

/** The run registry on disk: `{registry}/{app}/{run}/{inputs,outputs}` (DESIGN §7), and `runs.json` with the order of runs. */

/** One run of one application. */
export type RunPlace = { readonly registry: string; readonly appId: string; readonly runId: string };

export function runDirectory({ registry, appId, runId }: RunPlace): string {
  return join(registry, appId, runId);
}

/** The lock under which stages of an application are recorded. */
export function appLock({ registry, appId }: Pick<RunPlace, "registry" | "appId">): string {
  return join(registry, appId, ".lock");
}

/** A stage document lists components and findings: as large as a bundle may be. */
const maxDocumentBytes = 2 ** 30;

/** The stage documents of these names that a run has. Throws INTEGRITY_MANIFEST for what is none. */
export function readStages(
  place: RunPlace,
  documents: readonly string[],
  runtime: Runtime,
): readonly (Pick<RecordedStage, "frame" | "body"> & { readonly document: string })[] {
  return documents.flatMap((document) => {
    const bytes = runtime.files.read(join(runDirectory(place), "outputs", document), maxDocumentBytes);
    return bytes === undefined ? [] : [{ document, ...readStageDocument(bytes, document) }];
  });
}

/** The same document of the latest run before this one that has it, parsed. */
export function previousDocument(place: RunPlace, document: string, runtime: Runtime): unknown {
  const runs = listRegistryRuns(place, runtime);
  const here = runs.indexOf(place.runId);
  const earlier = runs.slice(0, here === -1 ? runs.length : here).toReversed();
  for (const runId of earlier) {
    const [found] = readStages({ ...place, runId }, [document], runtime);
    if (found !== undefined) return found.body;
  }
  return undefined;
}

/** A run as the registry has it. */
export type RegistryRun = Pick<StageRun, "appId" | "runId" | "stages" | "unreadable">;

/** The event of the audit log that a recorded stage is. */
export const stageEvent = "stage.recorded";

/** The event that tells that documents of a run were set aside, since an earlier stage was recorded again. */
export const withdrawnEvent = "stage.withdrawn";

/** Everything that is recorded of a run, its signatures checked with the keys; undefined when the registry has no such run. */
export function readStageRun(place: RunPlace, keys: readonly PublicKey[], runtime: Runtime): RegistryRun | undefined {
  const outputs = join(runDirectory(place), "outputs");
  const entries = runtime.files.list(outputs);
  if (entries === undefined) return undefined;
  const recorded: RecordedStage[] = [];
  const unreadable: { readonly document: string; readonly why: string }[] = [];
  for (const { name, kind } of entries.filter(isDocument)) {
    const read = kind === "file" ? readRecorded(outputs, name, keys, runtime) : "is no file";
    if (typeof read === "string") unreadable.push({ document: name, why: read });
    else recorded.push(read);
  }
  return {
    appId: place.appId,
    runId: place.runId,
    stages: recorded.toSorted((a, b) => a.frame.sequence - b.frame.sequence),
    unreadable,
  };
}

/** What is being written, or was when its process was killed, is no document yet; nor is what a file browser leaves. */
function isDocument({ name }: { readonly name: string }): boolean {
  return name.endsWith(".json") && !name.startsWith(".") && !name.endsWith(signatureName(""));
}

/** The stage, or why it is none. */
function readRecorded(
  outputs: string,
  document: string,
  keys: readonly PublicKey[],
  runtime: Runtime,
): RecordedStage | string {
  const bytes = runtime.files.read(join(outputs, document), maxDocumentBytes) ?? new Uint8Array();
  try {
    const { frame, body } = readStageDocument(bytes, document);
    if (documentOf(frame.stage) !== document) return `holds the document of the ${frame.stage} stage`;
    const signed = runtime.files.read(join(outputs, signatureName(document)), maxDocumentBytes);
    const checks =
      signed === undefined
        ? []
        : verifySigned(stageClaim(document, bytes), { name: signatureName(document), bytes: signed }, keys);
    return {
      document,
      sha256: runtime.sha256(bytes),
      frame,
      body,
      ...(signed && { signedBy: { document: signatureName(document), sha256: runtime.sha256(signed) } }),
      ...signatureOf(checks),
    };
  } catch (error) {
    if (error instanceof FixopsError) return reasonOf(error);
    throw error;
  }
}

function documentOf(stage: StageName): string | undefined {
  return stage === "decision" ? decisionDocument : stages.get(stage)?.document;
}

function signatureOf(checks: readonly Check[]): { readonly signature: SignatureState; readonly detail: string } {
  if (checks.length === 0) return { signature: "unsigned", detail: "it is not signed" };
  const telling =
    checks.find(({ status }) => status === "fail") ??
    checks.find(({ status }) => status === "unknown") ??
    checks.at(-1);
  const states: Record<Check["status"], SignatureState> = { pass: "verified", unknown: "not_verified", fail: "failed" };
  return { signature: states[telling?.status ?? "fail"], detail: `${telling?.what} ${telling?.detail}` };
}

/**
 * What the audit log says is there of a run: documents and signatures that were recorded and not withdrawn since. Without
 * a run, of the app's newest in the log.
 */
export function loggedStages(
  { appId, runId }: { readonly appId: string; readonly runId?: string },
  evidenceDir: string,
  runtime: Runtime,
): { readonly runId?: string; readonly logged: StageRun["logged"] } {
  const lines = stageLines(evidenceDir, runtime);
  const own = lines.filter(({ event, app }) => app === appId && (event === stageEvent || event === withdrawnEvent));
  const run = runId ?? own.at(-1)?.run;
  const logged = standing(own.filter((line) => line.run === run));
  return { ...(run !== undefined && { runId: run }), logged };
}

/** The lines of the logs of all years, which are read whole and checked only if one speaks of a stage at all. */
function stageLines(evidenceDir: string, runtime: Runtime): readonly AuditLine[] {
  const found = runtime.auditLog.read(evidenceDir);
  const logs = found === undefined ? [] : [...(found.closed ?? []), found];
  return found && logs.some(({ log }) => speaksOfStages(log)) ? checkFamily(found).lines.map(({ line }) => line) : [];
}

function speaksOfStages(log: Uint8Array): boolean {
  return Buffer.from(log.buffer, log.byteOffset, log.length).includes(stageEvent);
}

/** Documents and signatures that stand after these lines of the log: recorded, and not withdrawn since. */
export function standing(lines: readonly Pick<AuditLine, "event" | "subject">[]): StageRun["logged"] {
  const logged = new Map<string, string>();
  for (const { event, subject = {} } of lines) {
    for (const [document, sha256] of Object.entries(subject)) {
      if (event === stageEvent) logged.set(document, sha256);
      else logged.delete(document);
    }
  }
  return [...logged].map(([document, sha256]) => ({ document, sha256 }));
}

const runsDocument = z.strictObject({
  schema: z.literal("fixops.runs/v1"),
  runs: z.array(z.string().regex(idPattern)),
});

/** A run takes some thirty bytes. */
const maxRunsBytes = 16 * 1024 * 1024;

/** The runs of an application, oldest first. Throws INTEGRITY_MANIFEST. */
export function listRegistryRuns({ registry, appId }: Omit<RunPlace, "runId">, runtime: Runtime): readonly string[] {
  const file = join(registry, appId, "runs.json");
  const bytes = runtime.files.read(file, maxRunsBytes);
  return bytes === undefined ? [] : readCanonical(lineOf(bytes, file), file, runsDocument).runs;
}

/** Adds a run to them, unless it is there; must run under the lock of the application. */
export function rememberRun(place: RunPlace, runtime: Runtime): void {
  const known = listRegistryRuns(place, runtime);
  if (known.includes(place.runId)) return;
  const text = `${canonicalJson({ schema: "fixops.runs/v1", runs: [...known, place.runId] })}\n`;
  runtime.files.writeFile(join(place.registry, place.appId, "runs.json"), new TextEncoder().encode(text));
}
