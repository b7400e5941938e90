import { basename, dirname, resolve } from "node:path";
import { z } from "zod";
import type { Manifest, OverlayRecord, SealedRecord } from "../../domain/bundle.ts";
import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { ProvenanceBasis, SavedBasis, TrustedKey } from "../../domain/trust.ts";
import { decisionFile } from "../../evidence/bundle.ts";
import type { InputsFacts } from "../../evidence/inputs-facts.ts";
import { type DecisionParts, readBundle, readDecision } from "../../evidence/read.ts";
import { readInputsDocument } from "../../evidence/read-inputs-document.ts";
import { type OpeningKeys, unseal } from "../../evidence/unseal.ts";
import { type Overlay, overlaySchema } from "../../overlay/schema.ts";
import type { Facts } from "../../pipeline/judge.ts";
import { canonicalJson } from "../../standards/jcs.ts";
import { parsePublicKey } from "../../standards/signature.ts";
import { manifestOf, type RunDirectory, readRun } from "./run-files.ts";

/** A run read back so far that it can be decided again. */
export type RecordedRun = { readonly decision: DecisionParts; readonly facts: Facts };

/** The files of a run directory. Throws INPUT_NOT_FOUND. */
export function runIn(path: string, runtime: Runtime): RunDirectory {
  const run = isFile(path, runtime) ? undefined : readRun(path, runtime);
  if (run !== undefined) return run;
  throw new FixopsError("INPUT_NOT_FOUND", `there is no run in ${path}`, {
    where: { file: path },
    hint: "give the directory of one run, the one with manifest.json, such as evidence/demo/RUN",
  });
}

/** A decision is not its run: it only names it. */
function isFile(path: string, runtime: Runtime): boolean {
  const [parent, name] = [dirname(resolve(path)), basename(resolve(path))];
  return runtime.files.list(parent)?.some((entry) => entry.name === name && entry.kind === "file") === true;
}

/**
 * The facts of a run that was verified: inputs and overlay as they were sealed. Throws INPUT_NOT_FOUND for a run without
 * its inputs, USAGE_KEY_MISSING for an encrypted one, INTEGRITY_* for documents that are not what is sealed.
 */
export async function recordedRun({ files }: RunDirectory, keys: OpeningKeys, runtime: Runtime): Promise<RecordedRun> {
  const manifest = manifestOf(files);
  const [inputs, bundle] = sealedParts(manifest, files);
  const facts = readInputsDocument(await unseal(inputs.bytes, inputs.record, keys));
  const { sections } = readBundle(await unseal(bundle.bytes, bundle.record, keys)).value;
  const { overlay, overlayRecord } = overlayOf(sections["overlay"], facts, runtime);
  const { provenanceBasis: saved, ...others } = facts;
  const basis = saved && (await basisOf(saved, runtime));
  return {
    decision: readDecision(files.get(decisionFile) ?? new Uint8Array()),
    facts: { ...others, overlay, overlayRecord, ...(basis && { provenanceBasis: basis }) },
  };
}

type Sealed = { readonly bytes: Uint8Array; readonly record: SealedRecord };

function sealedParts(manifest: Manifest, files: RunDirectory["files"]): readonly [inputs: Sealed, bundle: Sealed] {
  const { bundle, inputs_document: inputs } = manifest;
  if (inputs === undefined) {
    const why = "its overlay says evidence.keep_inputs: false";
    throw withoutInputs(manifest, why, "decide again from the reports; `keep_inputs: true` keeps them for later runs");
  }
  const missing = [inputs, bundle].find(({ name }) => !files.has(name));
  if (missing !== undefined) {
    throw withoutInputs(manifest, `${missing.name} was left out of this copy`, "take the copy that has everything");
  }
  return [partOf(inputs, files), partOf(bundle, files)];
}

function partOf(record: SealedRecord, files: RunDirectory["files"]): Sealed {
  return { record, bytes: files.get(record.name) ?? new Uint8Array() };
}

function withoutInputs({ run_id: run }: Manifest, why: string, hint: string): FixopsError {
  return new FixopsError("INPUT_NOT_FOUND", `the run ${run} cannot be decided again without its inputs: ${why}`, {
    where: { file: run },
    hint,
  });
}

const overlaySection = z.looseObject({
  mode: z.string(),
  sha256: z.string(),
  layers: z.array(z.strictObject({ origin: z.string(), sha256: z.string() })),
  effective: z.unknown(),
});

/** The effective overlay, as the section tells it, when it has the digest that the section gives. */
function overlayOf(
  section: unknown,
  { tool }: InputsFacts,
  runtime: Runtime,
): { readonly overlay: Overlay; readonly overlayRecord: OverlayRecord } {
  const read = overlaySection.safeParse(section);
  if (!read.success) throw notReplayable("the bundle has no section overlay as it is written");
  const { effective, layers, mode, sha256 } = read.data;
  const digest = runtime.sha256(new TextEncoder().encode(canonicalJson(effective)));
  if (digest !== sha256) throw notReplayable(`the overlay has the digest ${digest}, its section says ${sha256}`);
  const overlay = overlaySchema.safeParse(effective);
  if (overlay.success) return { overlay: overlay.data, overlayRecord: { mode, sha256, layers } };
  const place = overlay.error.issues[0]?.path.map(String).join(".") ?? "";
  throw notReplayable(`the overlay was written by ${tool.name} ${tool.version} and is none to this version: ${place}`);
}

/** Keys and roots as they verify again. */
async function basisOf({ artefacts, keys, roots }: SavedBasis, runtime: Runtime): Promise<ProvenanceBasis> {
  const verifier = roots.length > 0 ? await runtime.bundleVerifier() : undefined;
  try {
    return {
      keys: keys.map(trustedKey),
      roots: roots.flatMap((root) => (verifier ? [{ ...root, verify: verifier(JSON.parse(root.text)) }] : [])),
      artefacts,
    };
  } catch (cause) {
    throw notReplayable(`a trusted key or root is none: ${reasonOf(cause)}`, cause);
  }
}

function trustedKey({ name, pem: text }: SavedBasis["keys"][number]): TrustedKey {
  const { algorithm, keyId, pem, verify } = parsePublicKey(text);
  return { name, algorithm, keyId, pem, verify };
}

/** The error of documents that hold as files, and of which no decision can be made. */
export function notReplayable(why: string, cause?: unknown): FixopsError {
  return new FixopsError("INTEGRITY_MANIFEST", `the run cannot be decided again: ${why}`, { cause });
}
