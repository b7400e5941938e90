/** The two alphabets of RFC 4648: §4 and §5. */
export type Base64Alphabet = "base64" | "base64url";

/** RFC 4648 §4 text, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  return bytes.toBase64();
}

/**
 * Strict RFC 4648: padding is there, unused bits are zero, nothing stands between the characters. Undefined for anything
 * else, so that one value has one text in each alphabet.
 */
export function decodeBase64(text: string, alphabet: Base64Alphabet = "base64"): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet, lastChunkHandling: "strict" });
    // The native decoder skips white space; the length gives it away.
    return text.length === Math.ceil(bytes.length / 3) * 4 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
