import { join } from "node:path";
import type { AuditLine, Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import { modes } from "../../domain/mode.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { manifestFile } from "../../evidence/bundle.ts";
import { attempt } from "../../evidence/check.ts";
import type { LogReport } from "../../evidence/check-log.ts";
import {
  checkFamily,
  type FamilyReport,
  type FamilyScan,
  scanFamily,
  type VisitFamily,
} from "../../evidence/log-family.ts";
import { readManifest } from "../../evidence/manifest.ts";
import { runOfTombstone } from "../../evidence/tombstone.ts";
import { decodeBase64 } from "../../standards/base64.ts";

/** Larger than any bundle that can be written: its inputs are limited to less. */
const maxFileBytes = 2 ** 30;

export type RunDirectory = {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What stands beside them and is no file that a run can have: links, directories, pipes, files without measure. */
  readonly strange: readonly string[];
};

/** A run directory; undefined when there is no manifest: then there is no run. Nothing but regular files is opened. */
export function readRun(directory: string, runtime: Runtime): RunDirectory | undefined {
  for (let tries = 1; ; tries += 1) {
    const before = manifestDigest(directory, runtime);
    const run = readFiles(directory, runtime);
    if (tries === maxTries || manifestDigest(directory, runtime) === before) return run;
  }
}

/** A run that is sealed anew is another directory from one moment to the next; nobody does that again and again. */
const maxTries = 5;

/** What tells one form of a run from another; undefined when there is none to read. */
function manifestDigest(directory: string, runtime: Runtime): string | undefined {
  const entry = runtime.files.list(directory)?.find(({ name }) => name === manifestFile);
  const bytes = entry?.kind === "file" ? readSane(join(directory, manifestFile), runtime) : undefined;
  return bytes && runtime.sha256(bytes);
}

function readFiles(directory: string, runtime: Runtime): RunDirectory | undefined {
  const entries = runtime.files.list(directory);
  if (entries === undefined || !entries.some((entry) => entry.name === manifestFile)) return undefined;
  const files = new Map<string, Uint8Array>();
  const strange: string[] = [];
  for (const { name, kind } of entries) {
    const bytes = kind === "file" ? readSane(join(directory, name), runtime) : undefined;
    if (bytes === undefined) strange.push(name);
    else files.set(name, bytes);
  }
  return { files, strange };
}

/** Undefined for a file that is larger than any that a run can have. */
function readSane(path: string, runtime: Runtime): Uint8Array | undefined {
  try {
    return runtime.files.read(path, maxFileBytes);
  } catch (error) {
    if (error instanceof FixopsError && error.code === "INPUT_TOO_LARGE") return undefined;
    throw error;
  }
}

/** The manifest among the files of a run. Throws INTEGRITY_MANIFEST or INTEGRITY_DIGEST. */
export function manifestOf(files: ReadonlyMap<string, Uint8Array>): Manifest {
  return readManifest(files.get(manifestFile) ?? new Uint8Array());
}

/** The raw key that the manifest names for the checkpoints of the log; nothing when it names none, or is none itself. */
export function logKeysOf(run: Pick<RunDirectory, "files"> | undefined): readonly Uint8Array[] {
  const manifest = attempt("manifest", () => manifestOf(run?.files ?? new Map()));
  const key = manifest.ok ? decodeBase64(manifest.value.log_key ?? "") : undefined;
  return key === undefined || key.length === 0 ? [] : [key];
}

/** The logs of all years below an evidence directory, checked; undefined when there is none. */
export function readLog(evidenceDir: string, runtime: Runtime): FamilyReport | undefined {
  const found = runtime.auditLog.read(evidenceDir);
  return found && checkFamily(found, (year) => runtime.auditLog.readHashes(evidenceDir, year));
}

/** The same without its lines, of which there may be a million; `visit` is told of each. */
export function scanLogs(evidenceDir: string, runtime: Runtime, visit?: VisitFamily): FamilyScan | undefined {
  const found = runtime.auditLog.read(evidenceDir);
  return found && scanFamily(found, (year) => runtime.auditLog.readHashes(evidenceDir, year), visit);
}

/** The lines of a checked log, for those who look for a run in it. */
export function linesOf(report: LogReport | undefined): readonly AuditLine[] | undefined {
  return report?.lines.map((logged) => logged.line);
}

/**
 * The directories of all runs below an evidence directory, `mode/run`, in text order; also of those whose manifest is
 * gone: a run appears with it, so one without it was tampered with.
 */
export function listRuns(evidenceDir: string, runtime: Runtime): readonly string[] {
  return modesIn(evidenceDir, runtime).flatMap((mode) =>
    entriesIn(join(evidenceDir, mode), runtime)
      .filter(isRunEntry)
      .map((run) => join(mode, run.name)),
  );
}

/** The modes that have a directory of their own below an evidence directory. */
export function modesIn(evidenceDir: string, runtime: Runtime): readonly string[] {
  const directories = entriesIn(evidenceDir, runtime).filter((entry) => entry.kind === "directory");
  return modes.filter((mode) => directories.some((entry) => entry.name === mode));
}

/**
 * What stands in an evidence directory where only runs and tombstones do, or holds runs where none are looked for: links, hidden
 * directories, files among the runs, directories of a mode that there is not. Runs that are being written are none.
 */
export function misplacedIn(evidenceDir: string, runtime: Runtime): readonly string[] {
  const among = modesIn(evidenceDir, runtime).flatMap((mode) =>
    entriesIn(join(evidenceDir, mode), runtime)
      .filter((entry) => !(isRunEntry(entry) || isTombstone(entry)))
      .map((entry) => join(mode, entry.name)),
  );
  const beside = entriesIn(evidenceDir, runtime)
    .filter((entry) => isStrayTop(evidenceDir, entry, runtime))
    .map((entry) => entry.name);
  return [...among, ...beside];
}

type Entry = NonNullable<ReturnType<Runtime["files"]["list"]>>[number];

function isRunEntry({ name, kind }: Entry): boolean {
  return kind === "directory" && !name.startsWith(".");
}

function isTombstone({ name, kind }: Entry): boolean {
  return kind === "file" && runOfTombstone(name) !== undefined;
}

/** `audit` and the modes are directories; others are somebody's own, unless they are made to look like more runs. */
function isStrayTop(evidenceDir: string, { name, kind }: Entry, runtime: Runtime): boolean {
  if (isOwnName(name)) return kind !== "directory";
  if (kind !== "directory" && kind !== "link") return false;
  const path = join(evidenceDir, name);
  const inside = listThrough(path, runtime);
  return inside.some((entry) => isManifest(entry) || listThrough(join(path, entry.name), runtime).some(isManifest));
}

function isOwnName(name: string): boolean {
  return name === "audit" || modes.some((mode) => mode === name);
}

function isManifest({ name }: Entry): boolean {
  return name === manifestFile;
}

/** What a directory holds, also behind a link; nothing for what is none. */
function listThrough(path: string, runtime: Runtime): readonly Entry[] {
  try {
    return entriesIn(path, runtime);
  } catch (error) {
    if (error instanceof FixopsError && error.code === "IO_READ") return [];
    throw error;
  }
}

/** Without what is being written, or was when its process was killed. */
function entriesIn(path: string, runtime: Runtime): readonly Entry[] {
  return (runtime.files.list(path) ?? []).filter(({ name }) => !name.startsWith(".tmp-"));
}

/** The error of a place where evidence was expected and is not. */
export function noEvidence(path: string): FixopsError {
  return new FixopsError("INPUT_NOT_FOUND", `there is no evidence in ${path}`, {
    where: { file: path },
    hint: `give the directory of a run (the one with ${manifestFile}), an evidence directory, or a run registry`,
  });
}
