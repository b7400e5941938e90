import type { Manifest } from "../domain/bundle.ts";
import { listText } from "../domain/words.ts";
import type { PublicKey } from "../standards/signature.ts";
import { decisionFile, manifestFile } from "./bundle.ts";
import { attempt, type Check, fail, pass } from "./check.ts";
import { readManifest } from "./manifest.ts";
import { readDecision } from "./read.ts";
import type { RunLines } from "./run-lines.ts";
import type { FoundDecision, RunFiles } from "./run-parts.ts";
import type { TrustInLog } from "./trust-order.ts";
import type { OpeningKeys } from "./unseal.ts";
import { checkFiles } from "./verify-files.ts";
import { checkRecord } from "./verify-record.ts";
import { checkRedacted } from "./verify-redacted.ts";
import { checkRetention } from "./verify-retention.ts";
import { checkDecision, checkSealed } from "./verify-sealed.ts";
import { checkSignatures } from "./verify-signatures.ts";
import { checkKeyValidity } from "./verify-trust.ts";

/** The files of a run directory → what holds and what does not. Never throws for what the files contain. */

export type VerifyMeans = OpeningKeys & {
  /** Keys of those who may have signed; when there is one, a run without signature does not hold. */
  readonly publicKeys?: readonly PublicKey[];
  /** Raw public keys that may sign checkpoints of the log, besides the one that a signed manifest names. */
  readonly logKeys?: readonly Uint8Array[];
  /** Whose signatures count, and when; the keys are among the others. */
  readonly trust?: TrustInLog;
  /** The lines about a run of a log that `checkLog` found whole; absent when there is no log at hand. */
  readonly log?: RunLines;
  /** The clock, RFC 3339, to tell whether the evidence must still be kept. */
  readonly now?: string;
};

/** What a run directory holds besides regular files, as a failure; nothing when there is nothing. */
export function strangeEntries(names: readonly string[]): readonly Check[] {
  if (names.length === 0) return [];
  return [
    fail("entries", "INTEGRITY_MANIFEST", `a run holds files of a sane size and nothing else: ${listText(names, 3)}`),
  ];
}

/** Where a run stands, when it stands among others: the names of its directory and of the one above. */
export function checkPlace(manifest: Manifest, place: { readonly run: string; readonly mode: string }): Check {
  const found = `${place.mode}/${place.run}`;
  const expected = `${manifest.mode}/${manifest.run_id}`;
  if (found === expected) return pass("place", expected, manifestFile);
  return fail("place", "INTEGRITY_MANIFEST", `stands in ${found}, the manifest is that of ${expected}`);
}

/** Checks in the order of reading. Without a sound manifest there is nothing to compare the rest with. */
export async function verifyRun(files: RunFiles, means: VerifyMeans = {}): Promise<readonly Check[]> {
  const bytes = files.get(manifestFile);
  if (bytes === undefined) return [fail("manifest", "INTEGRITY_MANIFEST", `there is no ${manifestFile}`)];
  const read = attempt("manifest", () => readManifest(bytes));
  if (!read.ok) return [read.check];
  const manifest = read.value;
  const decision = decisionOf(files);
  const redacted = checkRedacted(files, manifest, decision?.value?.text);
  const { withheld } = redacted;
  return [
    pass("manifest", `canonical, digest ${manifest.manifest_sha256}`, "itself"),
    ...checkFiles(files, manifest, withheld),
    ...redacted.checks,
    ...checkDecision(decision, manifest),
    ...(await checkSealed(files, manifest, { keys: means, decision: decision?.value, log: means.log })),
    ...checkSignatures(files, manifest, { decision: decision?.value, keys: means.publicKeys ?? [], withheld }),
    ...checkKeyValidity(files, manifest, means),
    ...checkRecord(files, manifest, means),
    ...checkRetention(manifest, means.now),
  ];
}

function decisionOf(files: RunFiles): FoundDecision | undefined {
  const bytes = files.get(decisionFile);
  if (bytes === undefined) return undefined;
  const read = attempt("decision", () => readDecision(bytes));
  return read.ok ? { value: read.value } : { check: read.check };
}
