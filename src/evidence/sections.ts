import { hmacSha256 } from "../standards/fernet.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { rootOfLeaves } from "../standards/merkle.ts";
import { sha256Hex } from "../standards/sha256.ts";

/**
 * The sections of a bundle as leaves of one Merkle tree (RFC 6962 §2.1), so that some can be shown and the others
 * withheld. Each leaf has a salt of its own, made of the bundle's by HMAC: who sees one section can neither tell the salt
 * of another nor try guesses against its leaf.
 */

/** Salt of one section: hex HMAC-SHA256 of `fixops section NAME` under the bundle's salt. */
export function sectionSalt(bundleSalt: string, name: string): string {
  return hmacSha256(Uint8Array.fromHex(bundleSalt), utf8(`fixops section ${name}`)).toHex();
}

/** SHA-256(0x00 ‖ canonical JSON of [name, salt, section]), in hex. `text` is the canonical JSON of the section. */
export function sectionLeaf(name: string, salt: string, text: string): string {
  return sha256Hex(`\0[${canonicalJson(name)},${canonicalJson(salt)},${text}]`);
}

/** Hex root over the leaves in text order of the sections' names. */
export function rootOfSections(leaves: readonly string[]): string {
  return rootOfLeaves(leaves.map((leaf) => Uint8Array.fromHex(leaf))).toHex();
}

/** The leaf of a section of a bundle. `text` is the canonical JSON of the section. */
export function leafOf(bundleSalt: string, name: string, text: string): string {
  return sectionLeaf(name, sectionSalt(bundleSalt, name), text);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
