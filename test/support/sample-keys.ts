import type { Signer } from "../../src/domain/runtime.ts";
import { signer } from "../../src/doors/system/signer.ts";
import { makePrivateKey, publicKeyOfPrivate } from "../../src/standards/private-key.ts";
import type { PublicKey, SignatureAlgorithm } from "../../src/standards/signature.ts";

/** A key pair that is the same in each test run. */
export type SamplePair = { readonly privateKey: string; readonly publicKey: PublicKey; readonly signer: Signer };

/** The pair of a number; never one to trust. */
export function samplePair(algorithm: SignatureAlgorithm, number = 1): SamplePair {
  const privateKey = makePrivateKey(algorithm, (length) => new Uint8Array(length).fill(number));
  return { privateKey, publicKey: publicKeyOfPrivate(privateKey), signer: signer({ privateKey }) };
}

export const ed25519: SamplePair = samplePair("ed25519");
export const p256: SamplePair = samplePair("ecdsa-p256");
export const stranger: SamplePair = samplePair("ed25519", 2);
