import { type Bundle, bundleSchema, type Manifest } from "../domain/bundle.ts";
import type { NamedBytes, Signer } from "../domain/runtime.ts";
import type { Section } from "../domain/section.ts";
import {
  bundleName,
  bundleTexts,
  decisionBytes,
  decisionFile,
  decisionSection,
  inputsDocumentName,
  manifestFile,
  signatureFile,
  sshSignatureFile,
  vsaFile,
} from "../evidence/bundle.ts";
import { type DecisionFacts, decisionClaim } from "../evidence/claim.ts";
import { nativeGzip, portableGzip } from "../evidence/gzip.ts";
import { inputsDocument as inputsPieces } from "../evidence/inputs-document.ts";
import { type ManifestParts, makeManifest, manifestBytes } from "../evidence/manifest.ts";
import { mandatorySections } from "../evidence/options.ts";
import { piecesOf } from "../evidence/pieces.ts";
import { type SealedDocument, type SealOptions, seal } from "../evidence/seal.ts";
import { leafOf, rootOfSections } from "../evidence/sections.ts";
import { sshSigned } from "../evidence/ssh.ts";
import { signDocument } from "../evidence/statement.ts";
import { type VsaFacts, vsaClaim } from "../evidence/vsa.ts";
import { sha256Digest, sha256DigestNoble } from "../standards/sha256.ts";
import { type PublicKey, parsePublicKey } from "../standards/signature.ts";
import type { Facts, Judged } from "./judge.ts";

/** How the evidence of a run is sealed. */
export type Sealing = {
  readonly seal: SealOptions;
  /** Signs the manifest; without one the run is not signed. */
  readonly signer?: Signer;
  /** Raw public key of the log's checkpoints, which the manifest names; absent when the log has none. */
  readonly logKey?: Uint8Array;
  readonly onStep?: (step: "write" | "seal") => void;
};

type SealedRun = {
  readonly manifest: Manifest;
  readonly publicKeys: readonly PublicKey[];
  readonly files: readonly NamedBytes[];
};

/** Decision and sections → bundle, sealed, and the manifest that lists it and the inputs document, last. */
export async function sealRun(
  facts: Facts,
  judged: Judged,
  sealing: Sealing & { readonly inputsDocument?: SealedDocument },
): Promise<SealedRun> {
  const { decision } = judged;
  const { inputsDocument } = sealing;
  const { evidence } = facts.overlay;
  const bundle = bundleOf(facts, judged);
  sealing.onStep?.("write");
  const { sealed, sectionsRoot } = await sealBundle(bundle, sealing.seal);
  sealing.onStep?.("seal");
  const files = [
    sealed,
    ...(inputsDocument ? [inputsDocument] : []),
    { name: decisionFile, mediaType: "application/json", bytes: decisionBytes(decision) },
  ];
  const parts = {
    bundle,
    sectionsRoot,
    decision,
    sealed,
    ...(inputsDocument && { inputsDocument }),
    files,
    ...(sealing.logKey && { logKey: sealing.logKey }),
    retentionDays: evidence.retention_days,
  };
  return signRun(parts, sealing.signer);
}

function bundleOf({ overlay, overlayRecord, salt }: Facts, { decision, sections }: Judged): Bundle {
  const all: { readonly [name: string]: Section } = {
    ...sections,
    decision: decisionSection(decision),
    overlay: { status: "evaluated", ...overlayRecord, effective: overlay },
  };
  const wanted = new Set([...(overlay.evidence.include_sections ?? Object.keys(all)), ...mandatorySections]);
  return {
    schema: bundleSchema,
    mode: overlay.mode,
    run_id: decision.run_id,
    as_of: decision.as_of,
    app: decision.app,
    tool: decision.tool,
    salt,
    sections: Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name))),
  };
}

async function sealBundle(
  bundle: Bundle,
  options: SealOptions,
): Promise<{ readonly sealed: SealedDocument; readonly sectionsRoot: string }> {
  const leaves: string[] = [];
  const texts = bundleTexts(bundle, (name, text) => void leaves.push(leafOf(bundle.salt, name, text)));
  const document = {
    name: bundleName(bundle.mode),
    mediaType: "application/json",
    pieces: piecesOf(texts),
    digest: sha256DigestNoble(),
    compression: portableGzip(),
  };
  const sealed = await seal(document, options);
  return { sealed, sectionsRoot: rootOfSections(leaves) };
}

/**
 * The inputs document, unless the overlay leaves it out. Hashed and compressed natively, as the inputs themselves are hashed:
 * it is as large as they.
 */
export async function sealInputs(facts: Facts, options: SealOptions): Promise<SealedDocument | undefined> {
  if (!facts.overlay.evidence.keep_inputs) return undefined;
  const name = inputsDocumentName(facts.overlay.mode);
  const mediaType = "application/jsonl";
  const pieces = inputsPieces(facts);
  return await seal({ name, mediaType, pieces, digest: sha256Digest(), compression: nativeGzip() }, options);
}

/** The files with the manifest, last of them, and before it the signatures when there is a signer. */
function signRun(parts: ManifestParts, signer: Signer | undefined): SealedRun {
  if (signer === undefined) {
    const manifest = makeManifest(parts);
    return {
      manifest,
      publicKeys: [],
      files: [...parts.files, { name: manifestFile, bytes: manifestBytes(manifest) }],
    };
  }
  const signedBy = parsePublicKey(signer.publicKey);
  const manifest = makeManifest({ ...parts, signedBy });
  const bytes = manifestBytes(manifest);
  const files = [...parts.files, ...signatures(manifest, bytes, { decision: parts.decision, signer })];
  return { manifest, publicKeys: [signedBy], files: [...files, { name: manifestFile, bytes }] };
}

type Signing = { readonly decision: DecisionFacts & VsaFacts; readonly signer: Signer };

/** The signatures that stand beside a manifest. Throws what the signer throws. */
export function signatures(
  manifest: Manifest,
  bytes: Uint8Array,
  { decision, signer }: Signing,
): readonly NamedBytes[] {
  return [
    { name: signatureFile, bytes: signDocument(decisionClaim(manifest, bytes, decision), signer) },
    { name: vsaFile, bytes: signDocument(vsaClaim(manifest, bytes, decision), signer) },
    { name: sshSignatureFile, bytes: sshSigned(bytes, signer) },
  ];
}
