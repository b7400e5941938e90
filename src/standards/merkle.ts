import { createHash } from "node:crypto";

/** RFC 6962 §2.1: a leaf is hashed behind 0x00, a node behind 0x01, so that neither can pass for the other. */
const LEAF_PREFIX = Uint8Array.of(0x00);

/** RFC 6962 §2.1 hash of one leaf, SHA-256(0x00 ‖ line), in lower-case hex. `line` is without its line feed. */
export function leafHash(line: Uint8Array): string {
  return createHash("sha256").update(LEAF_PREFIX).update(line).digest("hex");
}
