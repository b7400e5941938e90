import { z } from "zod";
import type { AuditLine, Manifest } from "../domain/bundle.ts";
import { reasonOf } from "../domain/error.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { leafHash } from "../standards/merkle.ts";
import { parseProof } from "../standards/tlog-proof.ts";
import { parseAuditLine } from "./audit.ts";
import { manifestFile } from "./bundle.ts";
import { attempt, type Check, fail, pass, unknown } from "./check.ts";
import type { LoggedLine } from "./check-log.ts";
import { lineOf, readCanonical } from "./document.ts";
import { isAbout, type RunName } from "./hold.ts";
import { readManifest, runSubject } from "./manifest.ts";
import { isSameSubject, type RunLines } from "./run-lines.ts";
import { checkCheckpoint, checkInclusion } from "./verify-proof.ts";

/**
 * What is left of a run whose time was over: its manifest, which names by digest what there was, and the line of the log
 * that tells of the removal. Every member is held to the log, so a tombstone cannot be made up or changed.
 */

export const prunedEvent = "evidence.pruned";

const tombstoneSchema = "fixops.tombstone/v1";
const suffix = ".tombstone.json";

export type Tombstone = {
  /** The text of the run's manifest.json, with its line feed. */
  readonly manifest: string;
  /** RFC 3339, as in the line of the log. */
  readonly pruned_at: string;
  readonly reason: string;
  /** Base64 of the key that signed the checkpoint of the proof, and the proof (c2sp.org/tlog-proof@v1) of the line. */
  readonly log_key?: string;
  readonly proof?: string;
};

/** The name of a run's tombstone, which stands where the run stood. */
export function tombstoneName(run: string): string {
  return `${run}${suffix}`;
}

/** The run that a tombstone is named after; undefined for the name of something else. */
export function runOfTombstone(name: string): string | undefined {
  return name.endsWith(suffix) && name.length > suffix.length ? name.slice(0, -suffix.length) : undefined;
}

/** Canonical JSON and one line feed. */
export function tombstoneBytes(tombstone: Tombstone): Uint8Array {
  return new TextEncoder().encode(`${canonicalJson({ schema: tombstoneSchema, ...tombstone })}\n`);
}

/** Reads a tombstone and the manifest in it: only the exact bytes that are written. Throws INTEGRITY_*. */
export function readTombstone(bytes: Uint8Array, name: string): Tombstone & { readonly run: Manifest } {
  const { schema: _, ...tombstone } = readCanonical(lineOf(bytes, name), name, document);
  return { ...tombstone, run: readManifest(new TextEncoder().encode(tombstone.manifest)) };
}

const document = z.strictObject({
  schema: z.literal(tombstoneSchema),
  manifest: z.string(),
  pruned_at: z.iso.datetime({ offset: true }),
  reason: z.string(),
  log_key: z.base64().length(44).exactOptional(),
  proof: z.string().exactOptional(),
}) satisfies z.ZodType<Tombstone & { readonly schema: string }>;

/** What the line of a removal says. */
export function prunedLine(
  run: Manifest,
  { pruned_at: ts, reason }: Pick<Tombstone, "pruned_at" | "reason">,
): Pick<AuditLine, "event" | "ts" | "subject" | "data"> & { readonly run: string } {
  const { mode, retention_until: until, verdict } = run;
  return {
    event: prunedEvent,
    ts,
    run: run.run_id,
    subject: runSubject(run, new Map()),
    data: { mode, verdict, retention_until: until, reason },
  };
}

type Known = {
  /** Where it stands. */
  readonly place: RunName;
  readonly log?: RunLines | undefined;
  readonly logKeys?: readonly Uint8Array[] | undefined;
};

/** A tombstone by its place, the retention, the log, and the proof in it. Never throws for what it contains. */
export function checkTombstone(bytes: Uint8Array, { place, log, logKeys = [] }: Known): readonly Check[] {
  const name = tombstoneName(place.run);
  const read = attempt("tombstone", () => readTombstone(bytes, name));
  if (!read.ok) return [read.check];
  const { run, ...tombstone } = read.value;
  const lines = log?.(run.run_id).filter(({ line }) => isAbout(line, place));
  return [
    checkPlace(run, place),
    checkTime(run, tombstone),
    checkLine(lines, run, tombstone),
    ...checkProof(lines, { run, tombstone, logKeys }),
  ];
}

function checkPlace({ mode, run_id: id, verdict }: Manifest, place: RunName): Check {
  const of = `${mode}/${id}`;
  if (of === `${place.mode}/${place.run}`) return pass("tombstone", `of the run ${of}, ${verdict}`, manifestFile);
  return fail(
    "tombstone",
    "INTEGRITY_MANIFEST",
    `stands for ${place.mode}/${place.run}, its manifest is that of ${of}`,
  );
}

function checkTime({ retention_until: until }: Manifest, { pruned_at: at }: Tombstone): Check {
  if (Date.parse(at) >= Date.parse(until))
    return pass("retention", `was kept until ${until}, pruned at ${at}`, manifestFile);
  return fail("retention", "INTEGRITY_MANIFEST", `was pruned at ${at}, it was to be kept until ${until}`);
}

function checkLine(lines: readonly LoggedLine[] | undefined, run: Manifest, tombstone: Tombstone): Check {
  const what = "audit log";
  if (lines === undefined) return unknown(what, "no log was given");
  const found = lines.find(({ line }) => isLineOf(line, run, tombstone));
  if (found !== undefined) return pass(what, `line ${found.seq + 1} records that it was pruned`, "audit.jsonl");
  return fail(what, "INTEGRITY_LOG", "no line records that this run was pruned so");
}

function isLineOf(line: AuditLine, run: Manifest, tombstone: Tombstone): boolean {
  const expected = prunedLine(run, tombstone);
  const isSaid = line.event === expected.event && line.ts === expected.ts && line.run === expected.run;
  return (
    isSaid && isSameSubject(line.subject, expected.subject) && canonicalJson(line.data) === canonicalJson(expected.data)
  );
}

type Parts = { readonly run: Manifest; readonly tombstone: Tombstone; readonly logKeys: readonly Uint8Array[] };

function checkProof(lines: readonly LoggedLine[] | undefined, { run, tombstone, logKeys }: Parts): readonly Check[] {
  const { log_key: key, proof: text } = tombstone;
  const what = "log proof";
  if (key === undefined && text === undefined) return [];
  if (key === undefined || text === undefined)
    return [fail(what, "INTEGRITY_LOG", "goes with a log key, and one is missing")];
  return checkLineProof(text, key, { lines, run, tombstone, logKeys });
}

function checkLineProof(
  text: string,
  key: string,
  { lines, run, tombstone, logKeys }: Parts & { readonly lines: readonly LoggedLine[] | undefined },
): readonly Check[] {
  const what = "log proof line";
  try {
    const proof = parseProof(text);
    const bytes = proof.extra ?? new Uint8Array();
    const leaf = leafHash(bytes);
    const line = parseAuditLine(bytes);
    const isKnown = lines === undefined || lines.some((one) => one.leaf === leaf && one.seq === proof.index);
    const isIts = line.seq === proof.index && isLineOf(line, run, tombstone);
    return [
      isKnown && isIts
        ? pass(what, `tells of this removal, leaf ${leaf}`, lines ? "audit.jsonl" : "itself")
        : fail(what, "INTEGRITY_LOG", "is not that of this removal, or not in the log"),
      checkInclusion(proof, Uint8Array.fromHex(leaf)),
      checkCheckpoint(proof.checkpoint, key, logKeys),
    ];
  } catch (error) {
    return [fail("log proof", "INTEGRITY_LOG", `is damaged: ${reasonOf(error)}`)];
  }
}
