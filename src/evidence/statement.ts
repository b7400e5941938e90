import { z } from "zod";
import { FixopsError, reasonOf } from "../domain/error.ts";
import type { NamedBytes, Signer } from "../domain/runtime.ts";
import { preAuthEncoding } from "../standards/dsse.ts";
import { makeStatement, statementPayloadType, statementType } from "../standards/in-toto.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { parseJson } from "../standards/json.ts";
import { sha256Hex } from "../standards/sha256.ts";
import { type PublicKey, parsePublicKey } from "../standards/signature.ts";
import { bundleMediaType, makeBundle, parseBundle } from "../standards/sigstore-bundle.ts";
import { field } from "../standards/wire.ts";
import { attempt, type Check, fail, pass } from "./check.ts";
import { type Claim, differingMembers } from "./claim.ts";
import { canonicalOrNothing, lineOf, readCanonical } from "./document.ts";

/**
 * A document signed: an in-toto Statement v1 about it, in a DSSE envelope, in a Sigstore bundle v0.3 beside it.
 * The signature covers the statement, the statement names the document by its digest.
 */

const suffix = ".sigstore.json";

/** `manifest.json` → `manifest.json.sigstore.json`. */
export function signatureName(document: string): string {
  return `${document}${suffix}`;
}

/** The bytes of the file beside the document: canonical JSON and one line feed. Throws what the signer throws. */
export function signDocument(claim: Claim, signer: Signer): Uint8Array {
  const key = parsePublicKey(signer.publicKey);
  const payload = utf8(statementText(claim));
  const sig = signer.sign(preAuthEncoding(statementPayloadType, payload));
  const envelope = { payloadType: statementPayloadType, payload, signatures: [{ sig }] };
  return utf8(`${canonicalJson(makeBundle(envelope, key.hint))}\n`);
}

/**
 * What holds of a signature file and what does not, with the public keys at hand. Without any the statement is compared
 * all the same, and the signature is unknown: never pass. Never throws for what the file contains.
 */
export function verifySigned(claim: Claim, file: NamedBytes, keys: readonly PublicKey[]): readonly Check[] {
  const read = attempt(`file ${file.name}`, () => readSignature(file.bytes, file.name));
  if (!read.ok) return [read.check];
  return [
    pass(`file ${file.name}`, `Sigstore bundle 0.3, key hint ${read.value.hint}`),
    checkStatement(claim, read.value.payload),
    checkSignature(claim, read.value, keys),
  ];
}

type ReadSignature = { readonly hint: string; readonly payload: Uint8Array; readonly sig: Uint8Array };

/** Only what `signDocument` writes, so that nothing beside the signed payload can be changed either. */
function readSignature(bytes: Uint8Array, file: string): ReadSignature {
  const value = readCanonical(lineOf(bytes, file), file, bundleDocument);
  try {
    const { hint = "", envelope } = parseBundle(value);
    return { hint, payload: envelope.payload, sig: envelope.signatures[0]?.sig ?? new Uint8Array() };
  } catch (cause) {
    throw new FixopsError("INTEGRITY_SIGNATURE", `${file} is no signature: ${reasonOf(cause)}`, {
      where: { file },
      cause,
    });
  }
}

function checkStatement(claim: Claim, payload: Uint8Array): Check {
  const what = "statement";
  const text = new TextDecoder().decode(payload);
  if (text === statementText(claim)) {
    return pass(what, `${claim.predicateType} says of ${claim.name} what it says itself`, claim.name);
  }
  const parsed = parseJson(text);
  const differing = parsed.ok ? differences(parsed.value, claim) : ["its form"];
  return fail(what, "INTEGRITY_SIGNATURE", `differs from ${claim.name} in ${differing.join(", ")}`);
}

function differences(found: unknown, claim: Claim): readonly string[] {
  const members = [
    ["_type", statementType],
    ["subject", subjectOf(claim)],
    ["predicateType", claim.predicateType],
  ] as const;
  const top = members.flatMap(([name, expected]) =>
    canonicalOrNothing(field(found, name) ?? null) === canonicalJson(expected) ? [] : [name],
  );
  const inside = differingMembers(field(found, "predicate"), claim).map((name) => `predicate.${name}`);
  const all = [...top, ...inside];
  return all.length === 0 ? ["its form"] : all;
}

function checkSignature(claim: Claim, { hint, payload, sig }: ReadSignature, keys: readonly PublicKey[]): Check {
  const what = "signature";
  if (claim.keyId !== undefined && Uint8Array.fromHex(claim.keyId).toBase64() !== hint) {
    return fail(what, "INTEGRITY_SIGNATURE", `is of another key than ${claim.name} says: ${claim.keyId}`);
  }
  if (keys.length === 0) return { what, status: "unknown", detail: "signature not verified: no key given" };
  const key = keys.find((one) => one.hint === hint);
  if (key === undefined) return fail(what, "INTEGRITY_SIGNATURE", `is of none of the given keys; its hint is ${hint}`);
  if (key.verify(preAuthEncoding(statementPayloadType, payload), sig))
    return pass(what, `${key.algorithm}, key ${key.keyId}`, "the given key");
  return fail(what, "INTEGRITY_SIGNATURE", `does not hold under the key ${key.keyId}`);
}

function statementText(claim: Claim): string {
  return canonicalJson(makeStatement(subjectOf(claim), claim.predicateType, claim.predicate));
}

function subjectOf({ name, bytes, subject }: Claim): Parameters<typeof makeStatement>[0] {
  return subject ?? [{ name, digest: { sha256: sha256Hex(bytes) } }];
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const bundleDocument = z.strictObject({
  mediaType: z.literal(bundleMediaType),
  verificationMaterial: z.strictObject({ publicKey: z.strictObject({ hint: z.string().min(1) }) }),
  dsseEnvelope: z.strictObject({
    payload: z.base64(),
    payloadType: z.literal(statementPayloadType),
    signatures: z.tuple([z.strictObject({ sig: z.base64() })]),
  }),
});
