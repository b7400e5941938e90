import { join, normalize } from "node:path";
import { FixopsError, reasonOf } from "../../domain/error.ts";
import { modes } from "../../domain/mode.ts";
import { compareText } from "../../domain/order.ts";
import type { EntryKind, Runtime, StoredLog, StoredLogs } from "../../domain/runtime.ts";
import { counted, listText } from "../../domain/words.ts";
import { checkpointFile, headFile, logFile } from "../../evidence/audit.ts";
import { type Check, fail, pass } from "../../evidence/check.ts";
import { type UnzippedFile, unzip } from "../../standards/unzip.ts";

/** A hand-off copy in one ZIP file: what holds of the file itself, and the machine with the copy in the file's place. */
export type Archive = { readonly checks: readonly Check[]; readonly runtime: Runtime };

/** As large as the largest file of a run, and more entries than a log has years. */
const limits = { maxBytes: 2 ** 30, maxEntries: 10_000 };

/**
 * The ZIP file at a path, read in memory; undefined when a directory or nothing stands there. Throws INPUT_MALFORMED for
 * another file, and for an archive that the strict reader refuses, INPUT_TOO_LARGE for one that unpacks to too much.
 */
export function openArchive(path: string, runtime: Runtime): Archive | undefined {
  const bytes = readFile(path, runtime);
  if (bytes === undefined) return undefined;
  const files = unzipped(path, bytes);
  const checks = [checkNames(files, path), checkPlain(files, bytes, path)];
  return { checks, runtime: { ...runtime, ...viewOf(path, files, runtime) } };
}

/** Undefined when it is no file: a directory is listed, and nothing is nothing. */
function readFile(path: string, runtime: Runtime): Uint8Array | undefined {
  try {
    if (runtime.files.list(path) !== undefined) return undefined;
  } catch (error) {
    if (!(error instanceof FixopsError && error.code === "IO_READ")) throw error;
    return readInstead(path, error, runtime);
  }
  return runtime.files.read(path, limits.maxBytes);
}

/** Of what is neither a file nor a directory that can be listed, the first error tells more. */
function readInstead(path: string, error: FixopsError, runtime: Runtime): Uint8Array | undefined {
  try {
    return runtime.files.read(path, limits.maxBytes);
  } catch (other) {
    if (other instanceof FixopsError && other.code === "IO_READ") throw error;
    throw other;
  }
}

function unzipped(path: string, bytes: Uint8Array): readonly UnzippedFile[] {
  try {
    return unzip(bytes, limits);
  } catch (cause) {
    const code = cause instanceof RangeError ? "INPUT_TOO_LARGE" : "INPUT_MALFORMED";
    throw new FixopsError(code, `${path} is no ZIP file of copy-evidence: ${reasonOf(cause)}`, {
      where: { file: path },
      hint: "give the ZIP file that fixops copy-evidence wrote, unchanged, or a directory with evidence",
      cause,
    });
  }
}

const runFile = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}";

/** What stands in a hand-off copy, and nothing else does. */
const ownNames: readonly RegExp[] = [
  new RegExp(`^(${modes.join("|")})/${runFile}/${runFile}$`),
  new RegExp(`^audit/(shards/[0-9]{4}/)?(${[logFile, headFile, checkpointFile].map(RegExp.escape).join("|")})$`),
  /^keys\/[0-9a-f]{64}\.pub$/,
  /^(VERIFY\.txt|verify\.sh|verify\.html|trust\.json)$/,
];

function checkNames(files: readonly UnzippedFile[], path: string): Check {
  const what = "entries";
  const strange = files.map(({ name }) => name).filter((name) => !ownNames.some((own) => own.test(name)));
  if (strange.length === 0) return pass(what, counted(files.length, "file"), path);
  return fail(what, "INTEGRITY_MANIFEST", `do not belong in a hand-off copy: ${listText(strange, 3)}`, path);
}

/** Bytes of an archive around its files, each stored as it is (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
const [perEntry, perArchive] = [30 + 46, 22];

/** Extra fields and comments are places where something can be hidden that no reader shows. */
function checkPlain(files: readonly UnzippedFile[], archive: Uint8Array, path: string): Check {
  const what = "archive";
  const names = files.map(({ name }) => new TextEncoder().encode(name).length);
  const sizes = files.map(({ bytes }, index) => perEntry + 2 * (names[index] ?? 0) + bytes.length);
  const expected = sizes.reduce((sum, size) => sum + size, perArchive);
  if (archive.length === expected) return pass(what, `${archive.length} bytes, nothing but its files`, path);
  const detail = `has ${archive.length} bytes, its files alone take ${expected}: it was packed again; unpack it and verify the directory`;
  return fail(what, "INTEGRITY_MANIFEST", detail, path);
}

type Entries = Map<string, EntryKind>;

/** The files and the log of an archive, as they would be read from the disk. */
function viewOf(root: string, files: readonly UnzippedFile[], runtime: Runtime): Pick<Runtime, "files" | "auditLog"> {
  const byPath = new Map(files.map(({ name, bytes }) => [normalize(join(root, name)), bytes]));
  const names = files.map(({ name }) => name);
  const directories = directoriesOf(root, names);
  const read = (path: string) => byPath.get(normalize(path));
  const list = (directory: string) => {
    const entries = directories.get(normalize(directory));
    return (
      entries && [...entries].map(([name, kind]) => ({ name, kind })).toSorted((a, b) => compareText(a.name, b.name))
    );
  };
  const log = (evidence: string) => storedLogs(join(evidence, "audit"), read, list);
  return {
    files: { ...runtime.files, read, list },
    auditLog: { ...runtime.auditLog, read: log, readHashes: () => [] },
  };
}

type Read = (path: string) => Uint8Array | undefined;

function storedLogs(directory: string, read: Read, list: Runtime["files"]["list"]): StoredLogs | undefined {
  const shards = join(directory, "shards");
  const closed = (list(shards) ?? []).map(({ name }) => ({
    year: name,
    ...(storedLog(join(shards, name), read) ?? nothing),
  }));
  const open = storedLog(directory, read);
  if (open === undefined && closed.length === 0) return undefined;
  return { ...(open ?? nothing), ...(closed.length > 0 && { closed }) };
}

const nothing: StoredLog = { log: new Uint8Array(), head: undefined };

function storedLog(directory: string, read: Read): StoredLog | undefined {
  const [log, head, checkpoint] = [logFile, headFile, checkpointFile].map((name) => read(join(directory, name)));
  if (log === undefined && head === undefined && checkpoint === undefined) return undefined;
  return { log: log ?? new Uint8Array(), head, ...(checkpoint && { checkpoint }) };
}

/** Each directory → what stands in it. `names` are relative to `root`, with forward slashes. */
function directoriesOf(root: string, names: readonly string[]): ReadonlyMap<string, Entries> {
  const directories = new Map<string, Entries>([[normalize(root), new Map()]]);
  for (const name of names) {
    const segments = name.split("/");
    for (const [depth, segment] of segments.entries()) {
      const parent = normalize(join(root, ...segments.slice(0, depth)));
      const entries = directories.get(parent) ?? new Map<string, EntryKind>();
      entries.set(segment, depth === segments.length - 1 ? "file" : "directory");
      directories.set(parent, entries);
    }
  }
  return directories;
}
