import { join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { exitCodeOfCode, FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { counted } from "../../domain/words.ts";
import { manifestFile } from "../../evidence/bundle.ts";
import { type Hold, holdOf } from "../../evidence/hold.ts";
import { readManifest } from "../../evidence/manifest.ts";
import { type RunLines, runLines } from "../../evidence/run-lines.ts";
import { readTombstone, type Tombstone, tombstoneName } from "../../evidence/tombstone.ts";
import { visibleText } from "../../standards/visible.ts";
import { findLog } from "./check-groups.ts";
import { nameText, type RunName, runsIn, tombstonesIn } from "./evidence-runs.ts";
import { settleRuns } from "./evidence-settle.ts";
import type { Result } from "./result.ts";
import { modesIn, noEvidence } from "./run-files.ts";

/** Larger than any manifest: inputs and sections are some thousand lines. */
export const maxManifestBytes = 64 * 1024 * 1024;

/**
 * `evidence list`: what stands in an evidence directory, by the manifests and the log; nothing is verified. Exit code 5
 * when a manifest or tombstone cannot be read, or the log does not chain: then holds are not known.
 * Throws INPUT_NOT_FOUND.
 */
export function listEvidence(request: { readonly evidenceDir: string }, runtime: Runtime): Result {
  const { evidenceDir } = request;
  const found = findLog(evidenceDir, runtime);
  const isNothing = modesIn(evidenceDir, runtime).length === 0 && found.log === undefined && found.failed.length === 0;
  if (isNothing) throw noEvidence(evidenceDir);
  const tidied = tidy(evidenceDir, runtime);
  const isSound = found.log !== undefined && found.log.problems.length === 0;
  const lines = found.log === undefined ? undefined : runLines(found.log.lines);
  const entries = [
    ...runsIn(evidenceDir, runtime).map((name) => entryOf(evidenceDir, name, lines, runtime)),
    ...tombstonesIn(evidenceDir, runtime).map((name) => prunedEntry(evidenceDir, name, runtime)),
  ];
  const notes = [...tidied, ...(isSound ? [] : ["the audit log is missing or does not chain: holds are not known"])];
  const isWhole = isSound && entries.every(({ state }) => state !== "damaged");
  return {
    text: render(entries, notes),
    json: { ok: isWhole, notes, runs: entries },
    exitCode: isWhole ? 0 : exitCodeOfCode("INTEGRITY_MANIFEST"),
  };
}

/** Who may only read still gets the list. */
function tidy(evidenceDir: string, runtime: Runtime): readonly string[] {
  try {
    settleRuns(evidenceDir, runtime);
    return [];
  } catch (error) {
    if (!(error instanceof FixopsError) || !error.code.startsWith("IO_")) throw error;
    return [`what was interrupted could not be finished: ${error.message}`];
  }
}

type Entry = RunName & {
  readonly state: "kept" | "pruned" | "damaged";
  readonly why?: string;
  readonly app?: string;
  readonly verdict?: string;
  readonly as_of?: string;
  readonly bytes?: number;
  readonly encryption?: string;
  readonly readers?: readonly string[];
  readonly retention_until?: string;
  readonly hold?: Hold;
  readonly tombstone?: string;
  readonly pruned_at?: string;
  readonly reason?: string;
};

function entryOf(evidenceDir: string, name: RunName, lines: RunLines | undefined, runtime: Runtime): Entry {
  const directory = join(evidenceDir, name.mode, name.run);
  const hold = lines && holdOf(lines(name.run), name);
  return orDamaged({ ...name, ...(hold && { hold }) }, () => {
    const isFile = runtime.files.list(directory)?.some((one) => one.name === manifestFile && one.kind === "file");
    const bytes = isFile ? runtime.files.read(join(directory, manifestFile), maxManifestBytes) : undefined;
    const manifest = readManifest(bytes ?? new Uint8Array());
    return { ...name, state: "kept", ...factsOf(manifest), ...(hold && { hold }) };
  });
}

function prunedEntry(evidenceDir: string, name: RunName, runtime: Runtime): Entry {
  const tombstone = join(name.mode, tombstoneName(name.run));
  return orDamaged({ ...name, tombstone }, () => {
    const { run, pruned_at, reason } = readTombstoneAt(evidenceDir, name, runtime);
    return { ...name, state: "pruned", tombstone, pruned_at, reason, ...factsOf(run) };
  });
}

/** The tombstone of a run. Throws INTEGRITY_*. */
export function readTombstoneAt(
  evidenceDir: string,
  { mode, run }: RunName,
  runtime: Runtime,
): Tombstone & { readonly run: Manifest } {
  const file = tombstoneName(run);
  return readTombstone(runtime.files.read(join(evidenceDir, mode, file), maxManifestBytes) ?? new Uint8Array(), file);
}

function orDamaged(known: Omit<Entry, "state">, read: () => Entry): Entry {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FixopsError)) throw error;
    return { ...known, state: "damaged", why: error.message };
  }
}

function factsOf({
  app,
  as_of,
  bundle,
  files,
  retention_until,
  verdict,
}: Manifest): Omit<Entry, "state" | "mode" | "run"> {
  const label = app.id ?? app.name;
  return {
    ...(label !== undefined && { app: label }),
    verdict,
    as_of,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    encryption: bundle.encoding.find((step) => step !== "gzip") ?? "none",
    readers: bundle.recipients ?? (bundle.key_id === undefined ? [] : [bundle.key_id]),
    retention_until,
  };
}

function render(entries: readonly Entry[], notes: readonly string[]): string {
  const lines = entries.map((entry) => visibleText(lineOf(entry)));
  const kept = entries.filter(({ state }) => state === "kept").length;
  const others = (["pruned", "damaged"] as const).flatMap((state) => {
    const count = entries.filter((entry) => entry.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const headline = [counted(kept, "run"), ...others].join(", ");
  return `${[headline, ...notes.map(visibleText), "", ...lines].join("\n").trimEnd()}\n`;
}

function lineOf(entry: Entry): string {
  const { app, as_of, bytes = 0, hold, reason, verdict } = entry;
  if (entry.state === "damaged") return `${nameText(entry)}  DAMAGED: ${entry.why}`;
  const head = [nameText(entry), app ?? "-", verdict, as_of].join("  ");
  if (entry.state === "pruned") return `${head}  pruned ${entry.pruned_at}: ${reason}`;
  const held = hold === undefined ? "" : `  HELD since ${hold.since}: ${hold.reason}`;
  return `${head}  ${bytes} bytes  ${openedBy(entry)}  keep until ${entry.retention_until}${held}`;
}

/** Characters of a recipient that tell it from others to a reader. */
const shownOfRecipient = 16;

function openedBy({ encryption, readers = [] }: Entry): string {
  if (encryption === "none") return "not encrypted";
  const names = readers.map((reader) => (encryption === "age" ? `${reader.slice(0, shownOfRecipient)}…` : reader));
  return `${encryption} for ${names.join(", ")}`;
}
