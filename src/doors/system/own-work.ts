import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { modes } from "../../domain/mode.ts";
import { checkpointFile, headFile, logFile } from "../../evidence/audit.ts";
import { decisionFile, manifestFile, proofFile, signatureFiles } from "../../evidence/bundle.ts";
import { runOfTombstone } from "../../evidence/tombstone.ts";
import { parseJson } from "../../standards/json.ts";
import { decodeText } from "../../standards/text.ts";
import { entryAt, identityAt } from "./entry.ts";
import { readPath } from "./open-file.ts";

/**
 * What the program itself wrote, as a walk over a folder of reports meets it. Only what has the form of our own work is
 * passed over: a report that somebody puts at the place of the output, or among the evidence, is read like any other.
 */

/** What is passed over: the notice, or undefined for what is read. `path` is as the walk spells it. */
export type OwnWork = (path: string) => string | undefined;

/** Of an output: 64 MiB, as for a decision in `get-evidence`. */
const maxOutputBytes = 64 * 1024 * 1024;

/** What the log consists of. */
const logNames: ReadonlySet<string> = new Set([
  logFile,
  headFile,
  checkpointFile,
  "audit.lock.db",
  "torn",
  "hashes",
  "shards",
  "anchors",
]);

const temporaryPrefix = ".tmp-";

/** Own work at these places: the files of --output and --out and the evidence directory, known by identity and not by spelling. */
export function ownWorkAt(places: readonly string[]): OwnWork {
  const known = new Map(places.flatMap((place) => entryOf(place)));
  if (known.size === 0) return () => undefined;
  return (path) => ownOutput(path, known) ?? ownEvidence(path, known);
}

function entryOf(place: string): readonly (readonly [string, string])[] {
  const identity = identityAt(place);
  return identity === undefined ? [] : [[identity, place]];
}

type Known = ReadonlyMap<string, string>;

function ownOutput(path: string, known: Known): string | undefined {
  if (!entryAt(path)?.isFile() || placeOf(path, known) === undefined) return undefined;
  const text = textAt(path);
  if (text === undefined || !(renderedHead.test(text) || isDecision(text))) return undefined;
  return `left out: ${path}, the decision of an earlier run`;
}

/** Undefined for what cannot be read: then it is read as an input, and refused with its own reason. */
function textAt(path: string): string | undefined {
  try {
    const bytes = readPath(path, { maxBytes: maxOutputBytes, followSymlinks: false, streams: "refuse" });
    return bytes && decodeText(bytes).text;
  } catch {
    return undefined;
  }
}

/** How the CSV and the Markdown of `--out` begin, in this version. */
const renderedHead = /^(?:kind,id,aliases,severity,state,change,package,|## (?:GO|NO-GO|CONDITIONAL): [^\n]*\n\nRun `)/;

function isDecision(text: string): boolean {
  const parsed = parseJson(text);
  return parsed.ok && schemaOf(parsed.value).startsWith("fixops.decision/");
}

function schemaOf(value: unknown): string {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "schema")) return "";
  const schema: unknown = Reflect.get(value, "schema");
  return typeof schema === "string" ? schema : "";
}

/** The log, the runs and `.tmp-…` of an evidence directory; one notice for all of it. */
function ownEvidence(path: string, known: Known): string | undefined {
  const evidence = evidenceAround(resolve(path), known);
  return evidence === undefined ? undefined : `left out: evidence of earlier runs in ${evidence}`;
}

/** The evidence directory that has the path in its layout. */
function evidenceAround(path: string, known: Known): string | undefined {
  const name = basename(path);
  const above = join(path, "..");
  const isTemporary = name.startsWith(temporaryPrefix);
  if (isTemporary && placeOf(above, known) !== undefined) return placeOf(above, known);
  const isOurs = basename(above) === "audit" ? isTemporary || logNames.has(name) : isKept(path, isTemporary);
  return isOurs ? placeOf(join(above, ".."), known) : undefined;
}

/** A run, what is left of one, or a key of an application. */
function isKept(path: string, isTemporary: boolean): boolean {
  if (!entryAt(path)?.isFile()) return isRun(path, isTemporary);
  const above = basename(join(path, ".."));
  if (above === "keys") return appKey.test(basename(path));
  return modes.some((known) => known === above) && runOfTombstone(basename(path)) !== undefined;
}

/** The encrypted identity of an application, or its recipient. */
const appKey = /-\d{1,9}\.(?:age|pub)$/;

/**
 * A run directory holds what a run writes and nothing else: a report that was put beside it is read, and then the run
 * is refused as an input. One that is being written may not have its manifest yet.
 */
function isRun(path: string, isTemporary: boolean): boolean {
  const mode = basename(join(path, ".."));
  if (!modes.some((known) => known === mode) || !entryAt(path)?.isDirectory()) return false;
  const names = readdirSync(path);
  return names.every(isOfRun) && (isTemporary || names.includes(manifestFile));
}

const runNames: ReadonlySet<string> = new Set([manifestFile, decisionFile, proofFile, ...signatureFiles]);

function isOfRun(name: string): boolean {
  return runNames.has(name) || name.startsWith("fixops-") || name.startsWith(temporaryPrefix);
}

function placeOf(directory: string, known: Known): string | undefined {
  const identity = identityAt(directory);
  return identity === undefined ? undefined : known.get(identity);
}
