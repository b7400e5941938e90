import { createHash, hash } from "node:crypto";
import { sha256 } from "@noble/hashes/sha2.js";

/** SHA-256 (FIPS 180-4) by the runtime, in lower-case hex: for inputs and the log, which may be large. A text is hashed as UTF-8. */
export function sha256Hex(data: Uint8Array | string): string {
  return hash("sha256", data, "hex");
}

/** SHA-256 in portable code, in lower-case hex: for the bundle, whose digests must not depend on the runtime. */
export function sha256HexNoble(bytes: Uint8Array): string {
  return sha256(bytes).toHex();
}

/** A digest of what comes in pieces; `hex` ends it. */
export type Digest = { readonly update: (piece: Uint8Array) => void; readonly hex: () => string };

/** As `sha256Hex`, in pieces. */
export function sha256Digest(): Digest {
  const state = createHash("sha256");
  return { update: (piece) => void state.update(piece), hex: () => state.digest("hex") };
}

/** As `sha256HexNoble`, in pieces. */
export function sha256DigestNoble(): Digest {
  const state = sha256.create();
  return { update: (piece) => void state.update(piece), hex: () => state.digest().toHex() };
}
