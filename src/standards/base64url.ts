/** RFC 4648 §5 text, padded. Linear and native. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url" });
}

/**
 * Strict RFC 4648 §5: padding is there, unused bits are zero, no white space. Undefined for anything else, so that
 * one value has one text.
 */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url", lastChunkHandling: "strict" });
    // The native decoder skips white space; the length gives it away.
    return text.length === Math.ceil(bytes.length / 3) * 4 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
