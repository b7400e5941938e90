import { decodeBase64, encodeBase64 } from "./base64.ts";
import { isNoteText } from "./signed-note.ts";

/** The head of a log at one size (c2sp.org/tlog-checkpoint). */
export type Checkpoint = {
  /** Names the log. Not empty, one line. */
  readonly origin: string;
  /** Leaves in the tree. */
  readonly size: number;
  /** RFC 6962 root of the tree, 32 bytes. */
  readonly root: Uint8Array;
};

/** Length of a SHA-256 digest. */
const HASH_BYTES = 32;

/**
 * The text of the note: origin, size and root, a line each; no extension lines. Throws a RangeError for an origin that
 * is no line, a size that is no count, a root that is not 32 bytes long.
 */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (!isOrigin(origin)) throw new RangeError(`the origin of a log is ${JSON.stringify(origin)}; expected one line`);
  return `${origin}\n${countText(size)}\n${hashText(root)}\n`;
}

/**
 * Reads the text of a note. Extension lines, which the specification allows and nothing here knows, are passed over.
 * Throws a SyntaxError for anything else, a size of 2^53 or more included.
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (!isNoteText(text)) throw new SyntaxError("a checkpoint is lines of UTF-8 without control characters");
  const [origin = "", size, root, ...extensions] = text.slice(0, -1).split("\n");
  if (origin === "" || size === undefined || root === undefined || extensions.includes("")) {
    throw new SyntaxError("a checkpoint is the lines origin, size and root, none of them empty");
  }
  return { origin, size: parseCount(size), root: parseHash(root) };
}

/** A count as logs write it. Throws a RangeError for what is none. */
export function countText(count: number): string {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is no count below 2^53`);
  return String(count);
}

/** Decimal digits without leading zeros, below 2^53. Throws a SyntaxError. */
export function parseCount(text: string): number {
  const count = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(count)) throw new SyntaxError("expected a decimal number below 2^53 without leading zeros");
  return count;
}

/** A hash as logs write it, in base64. Throws a RangeError when it is not 32 bytes long. */
export function hashText(hash: Uint8Array): string {
  if (hash.length !== HASH_BYTES) throw new RangeError(`the hash has ${hash.length} bytes; expected ${HASH_BYTES}`);
  return encodeBase64(hash);
}

/** Canonical base64 of 32 bytes. Throws a SyntaxError. */
export function parseHash(text: string): Uint8Array {
  const hash = decodeBase64(text);
  if (hash?.length !== HASH_BYTES) throw new SyntaxError(`expected the base64 of a hash of ${HASH_BYTES} bytes`);
  return hash;
}

function isOrigin(origin: string): boolean {
  return origin !== "" && !origin.includes("\n") && isNoteText(`${origin}\n`);
}
