import { decodeBase64, encodeBase64 } from "./base64.ts";
import { countText, hashText, parseCheckpoint, parseCount, parseHash } from "./checkpoint.ts";
import { openNote } from "./signed-note.ts";

/** Shows without the log that one entry is in it (c2sp.org/tlog-proof@v1); files of it end in `.tlog-proof`. */
export type LogProof = {
  /** Number of the entry in the log, from 0. */
  readonly index: number;
  /** From the sibling of the leaf up to the child of the root, 32 bytes each (RFC 6962 §2.1.1). */
  readonly proof: readonly Uint8Array[];
  /** The signed note of a checkpoint, as it stands. */
  readonly checkpoint: string;
  /** Data of the application's own, which nothing vouches for; never empty. */
  readonly extra?: Uint8Array;
};

const HEADER = "c2sp.org/tlog-proof@v1";
const EXTRA = "extra ";

/** No tree of fewer than 2^53 leaves is higher. */
const MAX_HASHES = 53;

/**
 * The text of a proof. Throws a RangeError for an index that is no count, hashes that are too many or not 32 bytes long,
 * or extra data without a byte; a SyntaxError when the checkpoint is no signed checkpoint.
 */
export function proofText({ index, proof, checkpoint, extra }: LogProof): string {
  if (proof.length > MAX_HASHES) throw new RangeError(`the proof has ${proof.length} hashes; at most ${MAX_HASHES}`);
  if (extra?.length === 0) throw new RangeError("the proof has extra data of no bytes; leave it out");
  checkForm(checkpoint);
  const data = extra === undefined ? [] : [`${EXTRA}${encodeBase64(extra)}`];
  return [HEADER, ...data, `index ${countText(index)}`, ...proof.map(hashText), "", checkpoint].join("\n");
}

/** Reads the form alone: no signature is checked, no hash computed. Throws a SyntaxError. */
export function parseProof(text: string): LogProof {
  const end = text.indexOf("\n\n");
  if (end === -1 || !text.startsWith(`${HEADER}\n`)) {
    throw new SyntaxError(`it is no proof: ${HEADER}, an index, hashes, an empty line, a checkpoint`);
  }
  // The header, extra data, the index; one more line than may be there.
  const lines = text.slice(HEADER.length + 1, end).split("\n", MAX_HASHES + 3);
  const extra = extraOf(lines[0]);
  const [index = "", ...hashes] = extra === undefined ? lines : lines.slice(1);
  if (!index.startsWith("index ")) throw new SyntaxError("the proof has no line that tells the index");
  if (hashes.length > MAX_HASHES) throw new SyntaxError(`the proof has over ${MAX_HASHES} hashes`);
  const checkpoint = text.slice(end + 2);
  checkForm(checkpoint);
  return {
    index: parseCount(index.slice("index ".length)),
    proof: hashes.map(parseHash),
    checkpoint,
    ...(extra && { extra }),
  };
}

function extraOf(line: string | undefined): Uint8Array | undefined {
  if (!line?.startsWith(EXTRA)) return undefined;
  const data = decodeBase64(line.slice(EXTRA.length));
  if (data === undefined || data.length === 0) throw new SyntaxError("the extra data of the proof is no base64");
  return data;
}

function checkForm(checkpoint: string): void {
  parseCheckpoint(openNote(checkpoint, []).text);
}
