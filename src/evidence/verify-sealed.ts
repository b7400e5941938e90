import type { Manifest, SealedRecord } from "../domain/bundle.ts";
import { exitCodeOfVerdict } from "../domain/verdict.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { decisionFile, manifestFile } from "./bundle.ts";
import { attempt, attemptLater, type Check, fail, pass, unknown } from "./check.ts";
import { checkDestroyed } from "./destroyed.ts";
import { inputsOf } from "./manifest.ts";
import { type BundleParts, type DecisionParts, readBundle } from "./read.ts";
import type { RunLines } from "./run-lines.ts";
import type { FoundDecision, RunFiles } from "./run-parts.ts";
import { leafOf, rootOfSections } from "./sections.ts";
import { canOpen, type OpeningKeys, unseal } from "./unseal.ts";

/** The decision against the manifest. */
export function checkDecision(found: FoundDecision | undefined, manifest: Manifest): readonly Check[] {
  if (found?.check) return [found.check];
  const value = found?.value?.value;
  if (value === undefined) return [];
  const agrees = [
    ["run_id", value.run_id, manifest.run_id],
    ["as_of", value.as_of, manifest.as_of],
    ["verdict", value.verdict, manifest.verdict],
    ["exit_code", value.exit_code, exitCodeOfVerdict(manifest.verdict)],
    ["app", value.app, manifest.app],
    ["tool", value.tool, manifest.tool],
    ["overlay", value.overlay, manifest.overlay],
    ["intel", value.intel, manifest.intel],
    ["inputs", inputsOf(value.inputs), manifest.inputs],
  ] as const;
  return [compare("decision", agrees, `${manifest.verdict}, run ${manifest.run_id}`)];
}

type Given = {
  readonly keys: OpeningKeys;
  readonly decision: DecisionParts | undefined;
  readonly log?: RunLines | undefined;
};

/** The bundle and the inputs document: that they open to what the manifest says, and what is in the bundle. */
export async function checkSealed(files: RunFiles, manifest: Manifest, given: Given): Promise<readonly Check[]> {
  const bundle = await open("bundle", manifest.bundle, files, given);
  const checks = [...bundle.checks, ...(bundle.plain ? checkBundle(bundle.plain, manifest, given.decision) : [])];
  if (manifest.inputs_document === undefined) return checks;
  return [...checks, ...(await open("inputs document", manifest.inputs_document, files, given)).checks];
}

type Opened = { readonly plain?: Uint8Array; readonly checks: readonly Check[] };

/** Nothing for a file that is not there, which the file list tells. */
async function open(what: string, record: SealedRecord, files: RunFiles, { keys, log }: Given): Promise<Opened> {
  const sealed = files.get(record.name);
  if (sealed === undefined) return { checks: [] };
  const destroyed = checkDestroyed(what, record, log);
  if (!canOpen(record, keys))
    return destroyed
      ? { checks: [destroyed] }
      : { checks: [unknown(what, `${record.name} is encrypted and no key was given`)] };
  const plain = await attemptLater(what, () => unseal(sealed, record, keys));
  // A key that still opens it was not destroyed, whatever the log says.
  if (!plain.ok) return { checks: [destroyed ?? plain.check] };
  const how = record.encoding.join(", ") || "plain";
  const detail = `opens (${how}) to ${record.bytes} bytes, SHA-256 ${record.sha256}`;
  return { plain: plain.value, checks: [pass(what, detail, manifestFile)] };
}

function checkBundle(plain: Uint8Array, manifest: Manifest, decision: DecisionParts | undefined): readonly Check[] {
  const bundle = attempt("bundle content", () => readBundle(plain));
  if (!bundle.ok) return [bundle.check];
  return [
    compareBundle(bundle.value, manifest),
    checkRoot(bundle.value, manifest),
    compareDecisions("bundle decision", bundle.value.decision, decision?.text),
  ];
}

function compareBundle({ value, sections }: BundleParts, manifest: Manifest): Check {
  const agrees = [
    ["run_id", value.run_id, manifest.run_id],
    ["mode", value.mode, manifest.mode],
    ["as_of", value.as_of, manifest.as_of],
    ["app", value.app, manifest.app],
    ["tool", value.tool, manifest.tool],
    ["sections", sections, manifest.sections],
  ] as const;
  return compare("bundle content", agrees, `canonical, ${sections.length} sections as listed`);
}

/** What lets a redacted copy be verified: the root is signed with the manifest. */
function checkRoot({ value, texts }: BundleParts, manifest: Manifest): Check {
  const what = "bundle sections";
  const root = rootOfSections(texts.map(([name, text]) => leafOf(value.salt, name, text)));
  if (root === manifest.sections_root) return pass(what, `${texts.length} leaves with the root ${root}`, manifestFile);
  return fail(what, "INTEGRITY_DIGEST", `have the root ${root}, the manifest says ${manifest.sections_root}`);
}

/** The section of a bundle and `decision.json`, both in their canonical text. */
export function compareDecisions(what: string, section: string | undefined, decision: string | undefined): Check {
  if (decision === undefined) return unknown(what, `${decisionFile} cannot be read`);
  if (section === decision) return pass(what, `the section is ${decisionFile}`, decisionFile);
  return fail(what, "INTEGRITY_DIGEST", `the section differs from ${decisionFile}`);
}

type Agreement = readonly [name: string, found: unknown, expected: unknown];

/** A check that these members are as the manifest says; `detail` when they are. */
export function compare(what: string, agreements: readonly Agreement[], detail: string): Check {
  const differing = agreements.filter(([, found, expected]) => canonicalJson(found) !== canonicalJson(expected));
  if (differing.length === 0) return pass(what, detail, manifestFile);
  return fail(what, "INTEGRITY_MANIFEST", `differs from the manifest in ${differing.map(([name]) => name).join(", ")}`);
}
