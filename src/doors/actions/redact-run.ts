import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { NamedBytes } from "../../domain/runtime.ts";
import { decisionFile, signatureFile, vsaFile } from "../../evidence/bundle.ts";
import { redact, redactedName } from "../../evidence/redacted.ts";
import { redactedText } from "../../evidence/redacted-text.ts";
import type { OpeningKeys } from "../../evidence/unseal.ts";
import { nearest } from "../../standards/nearest.ts";
import type { LocatedRun } from "./locate-run.ts";
import { openBundle } from "./open-bundle.ts";
import { manifestOf } from "./run-files.ts";

/** Section whose text `decision.json` is. */
const decisionSection = "decision";

/**
 * The run as a redacted copy shows it: instead of the bundle these sections of it, no inputs document, and the decision
 * with what quotes it only when it is among them. Nothing in it is encrypted. Throws USAGE_BAD_VALUE for a section that
 * the bundle lacks, USAGE_KEY_MISSING for an encrypted bundle without its key, INPUT_NOT_FOUND for a copy without one.
 */
export async function redactRun(run: LocatedRun, only: readonly string[], keys: OpeningKeys): Promise<LocatedRun> {
  const manifest = manifestOf(run.files);
  const shown = new Set(only);
  for (const name of shown) assertSection(name, manifest);
  const plain = await openBundle(run.files, keys);
  const left = new Set([
    manifest.bundle.name,
    manifest.inputs_document?.name,
    ...(shown.has(decisionSection) ? [] : quoting),
  ]);
  const kept = [...run.files].filter(([name]) => !left.has(name));
  return { ...run, files: new Map([...kept, [redactedName(run.mode), redact(plain, shown)]]) };
}

/** The signed statements tell reasons, commit and artefacts of the decision. */
const quoting: readonly string[] = [decisionFile, signatureFile, vsaFile];

function assertSection(name: string, { sections }: Manifest): void {
  const names = sections.map((section) => section.name);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  throw new FixopsError("USAGE_BAD_VALUE", `the bundle has no section "${name}"`, {
    hint: near === undefined ? `give some of ${names.join(", ")}` : `did you mean ${near}?`,
  });
}

/** The ways to check a whole copy, which do not know this one. */
const forWholeCopies: ReadonlySet<string> = new Set(["VERIFY.txt", "verify.sh", "verify.html"]);

/** What stands beside a redacted run: what stands beside a whole one, but for a `VERIFY.txt` of its own. */
export function besideRedacted(run: LocatedRun, beside: readonly NamedBytes[]): readonly NamedBytes[] {
  const text = redactedText(manifestOf(run.files), new Set(run.files.keys()));
  const others = beside.filter(({ name }) => !forWholeCopies.has(name));
  return [...others, { name: "VERIFY.txt", bytes: new TextEncoder().encode(text) }];
}
