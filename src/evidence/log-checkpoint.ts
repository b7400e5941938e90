import { FixopsError, reasonOf } from "../domain/error.ts";
import { type Checkpoint, checkpointText, parseCheckpoint } from "../standards/checkpoint.ts";
import { rootOf } from "../standards/merkle.ts";
import { type NoteSigner, openNote, signNote } from "../standards/signed-note.ts";
import { checkpointFile } from "./audit.ts";
import type { AuditHead } from "./log-head.ts";

/**
 * Checkpoints (c2sp.org/tlog-checkpoint) of a log: size and root under a signature. Whoever keeps one elsewhere can tell
 * later that no line up to it was changed or removed. The key has the name of the log, which is its origin.
 */

/** What every log of this program is called, before what tells it from the others. */
const originPrefix = "fixops-log/";

/** 64 bits tell logs apart; they protect nothing. */
const originDigits = 16;

/** A checkpoint with one signature has some 250 bytes, and more signatures may be added. */
export const maxCheckpointBytes = 64 * 1024;

/** The name of a log, made of the leaf hash (hex) of its first line. */
export function originOf(firstLeaf: string): string {
  return originPrefix + firstLeaf.slice(0, originDigits);
}

/** The checkpoint of a head, as a signed note. */
export function signCheckpoint(head: AuditHead, origin: string, key: Omit<NoteSigner, "name">): string {
  const text = checkpointText({ origin, size: head.size, root: rootOf(head.edge) });
  return signNote(text, { name: origin, publicKey: key.publicKey, sign: key.sign });
}

/** What a note says, and whether one of the keys signed it. */
export type OpenedCheckpoint = Checkpoint & { readonly isVerified: boolean };

/**
 * Reads a checkpoint and checks the signatures of these keys (32 raw bytes each), under whatever log it names. Throws
 * INTEGRITY_LOG, naming the file, when it is none or a signature of one of the keys does not hold.
 */
export function openCheckpoint(
  note: Uint8Array,
  keys: readonly Uint8Array[] = [],
  file: string = checkpointFile,
): OpenedCheckpoint {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(note);
    const checkpoint = parseCheckpoint(openNote(text, []).text);
    const { origin } = checkpoint;
    const { verified } = openNote(
      text,
      keys.map((publicKey) => ({ name: origin, publicKey })),
    );
    return { ...checkpoint, isVerified: verified.length > 0 };
  } catch (error) {
    const message = `${file} is no checkpoint of an audit log: ${reasonOf(error)}`;
    throw new FixopsError("INTEGRITY_LOG", message, { where: { file }, cause: error });
  }
}

/** Two hashes, compared. */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
