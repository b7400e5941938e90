import type { Manifest, SealedRecord } from "../domain/bundle.ts";
import { compareText } from "../domain/order.ts";
import type { NamedBytes } from "../domain/runtime.ts";
import { sha256Digest, sha256DigestNoble } from "../standards/sha256.ts";
import type { PublicKey } from "../standards/signature.ts";
import { bundleName, decisionFile, inputsDocumentName } from "./bundle.ts";
import { nativeGzip, portableGzip } from "./gzip.ts";
import { fileRecord, manifestDigest } from "./manifest.ts";
import type { RunFiles } from "./run-parts.ts";
import { type SealedDocument, type SealOptions, seal } from "./seal.ts";
import { type OpeningKeys, unseal } from "./unseal.ts";

/** A run sealed anew: the same documents for other readers. Nothing is collected and nothing decided again. */

export type Resealing = {
  /** What opens it as it is. */
  readonly keys: OpeningKeys;
  /** How it is sealed; whether it is compressed stays as it was. */
  readonly seal: SealOptions;
  readonly signedBy?: PublicKey | undefined;
  /** Raw public key of the log's checkpoints. */
  readonly logKey?: Uint8Array | undefined;
};

export type Resealed = {
  readonly manifest: Manifest;
  /** The files of the manifest; the manifest and what is made of it are still to come. */
  readonly files: readonly NamedBytes[];
};

/** Opens what is sealed and seals it again. Throws USAGE_KEY_MISSING, USAGE_BAD_VALUE, INTEGRITY_*. */
export async function reseal(files: RunFiles, manifest: Manifest, resealing: Resealing): Promise<Resealed> {
  const { mode } = manifest;
  const bundle = await sealAgain(files, manifest.bundle, { ...resealing, name: bundleName(mode), isBundle: true });
  const inputs =
    manifest.inputs_document &&
    (await sealAgain(files, manifest.inputs_document, {
      ...resealing,
      name: inputsDocumentName(mode),
      isBundle: false,
    }));
  const sealed = inputs === undefined ? [bundle] : [bundle, inputs];
  const decision = { name: decisionFile, bytes: files.get(decisionFile) ?? new Uint8Array() };
  return {
    manifest: resealedManifest(manifest, { bundle, inputs, resealing }),
    files: [...sealed.map(({ name, bytes }) => ({ name, bytes })), decision],
  };
}

type Document = Resealing & { readonly name: string; readonly isBundle: boolean };

async function sealAgain(files: RunFiles, record: SealedRecord, document: Document): Promise<SealedDocument> {
  const { isBundle, keys, name } = document;
  const plain = await unseal(files.get(record.name) ?? new Uint8Array(), record, keys);
  // As the gate seals them: the bundle by portable code, the inputs natively.
  const by = isBundle
    ? { mediaType: "application/json", digest: sha256DigestNoble(), compression: portableGzip() }
    : { mediaType: "application/jsonl", digest: sha256Digest(), compression: nativeGzip() };
  const compress = record.encoding.includes("gzip");
  return seal({ name, pieces: [plain], ...by }, { ...document.seal, compress });
}

type Parts = {
  readonly bundle: SealedDocument;
  readonly inputs: SealedDocument | undefined;
  readonly resealing: Resealing;
};

function resealedManifest(manifest: Manifest, { bundle, inputs, resealing }: Parts): Manifest {
  const { manifest_sha256: _, signed_by: __, log_key: ___, ...kept } = manifest;
  const { logKey, signedBy } = resealing;
  const replaced = new Map([[manifest.bundle.name, bundle]]);
  if (manifest.inputs_document && inputs) replaced.set(manifest.inputs_document.name, inputs);
  const unsigned = {
    ...kept,
    files: kept.files
      .map((file) => {
        const document = replaced.get(file.name);
        return document === undefined ? file : fileRecord(document);
      })
      .toSorted((a, b) => compareText(a.name, b.name)),
    bundle: bundle.record,
    ...(inputs && { inputs_document: inputs.record }),
    ...(signedBy && { signed_by: { algorithm: signedBy.algorithm, key_id: signedBy.keyId } }),
    ...(logKey && { log_key: logKey.toBase64() }),
  };
  return { ...unsigned, manifest_sha256: manifestDigest(unsigned) };
}
