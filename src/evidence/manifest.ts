import { z } from "zod";
import {
  type Bundle,
  type DecisionRecord,
  type Manifest,
  manifestSchema,
  type SealedRecord,
} from "../domain/bundle.ts";
import { FixopsError } from "../domain/error.ts";
import { compareText } from "../domain/order.ts";
import { verdicts } from "../domain/verdict.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { sha256Hex, sha256HexNoble } from "../standards/sha256.ts";
import type { PublicKey } from "../standards/signature.ts";
import { decisionFile, manifestFile, signatureFiles } from "./bundle.ts";
import { lineOf, readCanonical, sha256Schema } from "./document.ts";
import { retentionEnd } from "./retention.ts";
import type { SealedDocument } from "./seal.ts";

/** The list of what a run directory holds; written last, so that a directory without it is no run. */

export type ManifestParts = {
  readonly bundle: Bundle;
  readonly decision: DecisionRecord;
  /** Hex root over its sections. */
  readonly sectionsRoot: string;
  readonly sealed: SealedDocument;
  readonly inputsDocument?: SealedDocument;
  /** All files of the directory but the manifest and its signatures: the two above, decision.json. */
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[];
  readonly signedBy?: PublicKey;
  /** Raw public key of the log's checkpoints. */
  readonly logKey?: Uint8Array;
  /** Whole UTC days, counted from `as_of`. */
  readonly retentionDays: number;
};

/** Throws a RangeError when `as_of` is no date-time, or lies with the retention beyond what dates can hold. */
export function makeManifest(parts: ManifestParts): Manifest {
  const { bundle, decision, inputsDocument, logKey, sealed, signedBy } = parts;
  const unsigned: Omit<Manifest, "manifest_sha256"> = {
    schema: manifestSchema,
    mode: bundle.mode,
    run_id: bundle.run_id,
    as_of: bundle.as_of,
    app: bundle.app,
    tool: bundle.tool,
    verdict: decision.verdict,
    files: parts.files.map(fileRecord).toSorted((a, b) => compareText(a.name, b.name)),
    bundle: sealed.record,
    ...(inputsDocument && { inputs_document: inputsDocument.record }),
    sections: sectionsOf(bundle.sections),
    sections_root: parts.sectionsRoot,
    inputs: inputsOf(decision.inputs),
    overlay: decision.overlay,
    intel: decision.intel,
    ...(signedBy !== undefined && { signed_by: { algorithm: signedBy.algorithm, key_id: signedBy.keyId } }),
    ...(logKey && { log_key: logKey.toBase64() }),
    retention_days: parts.retentionDays,
    retention_until: endOf(bundle.as_of, parts.retentionDays),
  };
  return { ...unsigned, manifest_sha256: manifestDigest(unsigned) };
}

/** The bytes of `manifest.json`: canonical JSON and one line feed. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(`${canonicalJson(manifest)}\n`);
}

/**
 * Reads `manifest.json`: only the exact bytes that `manifestBytes` writes. Throws INTEGRITY_MANIFEST for the form, INTEGRITY_DIGEST for its own digest.
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const manifest = readCanonical(lineOf(bytes, manifestFile), manifestFile, manifestDocument);
  const { manifest_sha256: claimed, ...rest } = manifest;
  const digest = manifestDigest(rest);
  if (digest === claimed) return manifest;
  const message = `${manifestFile} has the digest ${digest}, it says ${claimed} of itself`;
  throw new FixopsError("INTEGRITY_DIGEST", message, { where: { file: manifestFile, pointer: "/manifest_sha256" } });
}

/**
 * What the audit line of a run is about: digests of the two documents, and of the plain bundle, so that the line
 * still holds for a copy that is encrypted under another key; and of the signatures, which nothing in the run can name.
 */
export function runSubject(
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): { readonly [name: string]: string } {
  const decision = manifest.files.find((file) => file.name === decisionFile);
  const signatures = signatureFiles.flatMap((name) => {
    const bytes = files.get(name);
    return bytes === undefined ? [] : [[name, sha256Hex(bytes)] as const];
  });
  return {
    ...(decision && { [decisionFile]: decision.sha256 }),
    [manifestFile]: sha256Hex(manifestBytes(manifest)),
    ...Object.fromEntries(signatures),
    bundle: manifest.bundle.sha256,
  };
}

/** fileName and status of each section, by name. */
export function sectionsOf(sections: { readonly [name: string]: { readonly status: string } }): Manifest["sections"] {
  const listed = Object.entries(sections).map(([name, { status }]) => ({ name, status }));
  return listed.toSorted((a, b) => compareText(a.name, b.name));
}

/** fileName, digest and size of each input, in the decision's order. */
export function inputsOf(inputs: Manifest["inputs"]): Manifest["inputs"] {
  return inputs.map(({ name, sha256, bytes }) => ({ name, sha256, bytes }));
}

/** A file as the manifest lists it. */
export function fileRecord({ name, mediaType, bytes }: ManifestParts["files"][number]): Manifest["files"][number] {
  return { name, media_type: mediaType, bytes: bytes.length, sha256: sha256HexNoble(bytes) };
}

/** What a manifest says of itself: hex SHA-256 of its canonical JSON without that member. */
export function manifestDigest(manifest: Omit<Manifest, "manifest_sha256">): string {
  return sha256HexNoble(new TextEncoder().encode(canonicalJson(manifest)));
}

function endOf(from: string, days: number): string {
  const end = retentionEnd(from, days);
  if (end === undefined) throw new RangeError(`there is no date ${days} days after ${from}`);
  return end;
}

/** DESIGN §7: ids and names that are safe as a file name on every system. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);
const count = z.int().min(0);

const sealedRecord = z.strictObject({
  name: fileName,
  sha256: sha256Schema,
  bytes: count,
  encoding: z.array(z.enum(["gzip", "fernet", "age"])),
  key_id: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .exactOptional(),
  recipients: z.array(z.string().regex(/^age1[0-9a-z]{50,4000}$/)).exactOptional(),
}) satisfies z.ZodType<SealedRecord>;

const manifestDocument = z.strictObject({
  schema: z.literal(manifestSchema),
  mode: fileName,
  run_id: fileName,
  as_of: z.string(),
  app: z.strictObject({ id: z.string().exactOptional(), name: z.string().exactOptional() }),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  verdict: z.enum(verdicts),
  files: z.array(z.strictObject({ name: fileName, media_type: z.string(), bytes: count, sha256: sha256Schema })),
  bundle: sealedRecord,
  inputs_document: sealedRecord.exactOptional(),
  sections: z.array(z.strictObject({ name: z.string(), status: z.string() })),
  sections_root: sha256Schema,
  inputs: z.array(z.strictObject({ name: z.string(), sha256: sha256Schema, bytes: count })),
  overlay: z.strictObject({
    mode: z.string(),
    sha256: sha256Schema,
    layers: z.array(z.strictObject({ origin: z.string(), sha256: sha256Schema })),
  }),
  intel: z.strictObject({
    kev: z.strictObject({
      version: z.string(),
      released: z.string(),
      sha256: sha256Schema,
      origin: z.enum(["embedded", "input"]),
      entries: count,
      age_days: z.number(),
    }),
  }),
  signed_by: z.strictObject({ algorithm: z.enum(["ed25519", "ecdsa-p256"]), key_id: sha256Schema }).exactOptional(),
  log_key: z.base64().length(44).exactOptional(),
  retention_days: count,
  retention_until: z.string(),
  manifest_sha256: sha256Schema,
}) satisfies z.ZodType<Manifest>;
