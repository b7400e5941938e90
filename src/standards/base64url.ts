import { decodeBase64 } from "./base64.ts";

/** RFC 4648 §5 text, padded. Linear and native. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url" });
}

/** Strict RFC 4648 §5, see `decodeBase64`. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  return decodeBase64(text, "base64url");
}
