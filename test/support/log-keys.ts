import { generateKeyPairSync, sign } from "node:crypto";
import type { LogSigner } from "../../src/domain/runtime.ts";

/** A new key that signs checkpoints. */
export function makeLogKey(): LogSigner {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const spki = publicKey.export({ type: "spki", format: "der" });
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}
