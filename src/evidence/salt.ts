import type { InputBytes } from "../domain/input-file.ts";
import { compareTexts } from "../domain/order.ts";
import { hmacSha256 } from "../standards/fernet.ts";
import { sha256Digest } from "../standards/sha256.ts";

/**
 * What makes the digests of a run unguessable to whoever lacks its inputs. It is made of the bytes of the inputs, under
 * names of its own, so that the same inputs give the same bytes and no digest that is published tells it: who can make it
 * has all inputs, and could make the evidence itself. Chance would hide no more, since the manifest lists the inputs' digests.
 */

/** The salt of a bundle, 32 bytes in hex: SHA-256 over one digest for each input, in text order of name and digest. */
export function bundleSalt(inputs: readonly InputBytes[]): string {
  const sorted = inputs.toSorted((a, b) => compareTexts([a.name, a.sha256], [b.name, b.sha256]));
  const salt = sha256Digest();
  salt.update(utf8("fixops bundle salt v1\0"));
  for (const { bytes } of sorted) {
    const input = sha256Digest();
    input.update(utf8("fixops input salt v1\0"));
    input.update(bytes);
    salt.update(Uint8Array.fromHex(input.hex()));
  }
  return salt.hex();
}

/** The salt of the decision: from it, which every reader of the decision has, no other can be told. */
export function decisionSalt(salt: string): string {
  return hmacSha256(Uint8Array.fromHex(salt), utf8("fixops decision")).toHex();
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
