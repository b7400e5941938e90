import { createPrivateKey, sign } from "node:crypto";
import { rawPublicKey } from "../../src/standards/raw-key.ts";
import type { NoteSigner } from "../../src/standards/signed-note.ts";
import { samplePair } from "./sample-keys.ts";

/** A signer of notes, the same in each test run; another number is another key. */
export function sampleNoteSigner(name: string, number = 1): NoteSigner {
  const { privateKey, publicKey } = samplePair("ed25519", number);
  const key = createPrivateKey(privateKey);
  return { name, publicKey: rawPublicKey(publicKey), sign: (message) => Uint8Array.from(sign(null, message, key)) };
}
