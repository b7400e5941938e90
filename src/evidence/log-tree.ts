import { FixopsError } from "../domain/error.ts";
import { rootOf } from "../standards/merkle.ts";
import { consistencyProof, type HashAt, isConsistent } from "../standards/merkle-proof.ts";
import { checkpointFile, headFile } from "./audit.ts";
import { attempt, type Check, fail, pass, unknown } from "./check.ts";
import { isSameHash, type OpenedCheckpoint, openCheckpoint } from "./log-checkpoint.ts";
import { fileOf, type LogMember } from "./log-family.ts";
import { edgeAt, hashBytes, hashesAt, readIn } from "./log-levels.ts";

/** Checks of the Merkle tree over a log: its root, what is stored of it, and checkpoints of it. Never throw. */

/** A log and the Merkle tree over its lines. */
export type LogTree = LogMember & {
  readonly levels: readonly Uint8Array[];
  /** Any complete node. */
  readonly at: HashAt;
};

export function treeOf(member: LogMember): LogTree {
  const { levels } = member.report;
  return { ...member, levels, at: hashesAt(readIn(levels)) };
}

/** The root over all lines of a log. */
export function rootCheck({ report, origin = "no line" }: LogMember): Check {
  return pass("root", `${rootOf(report.head.edge).toHex()} over ${report.size} lines of ${origin}`);
}

/**
 * The stored hash levels against those that follow from the lines. Levels that are too short or too long are what a crash
 * leaves, and the next append makes them anew; a wrong hash in them was changed.
 */
export function checkHashes(tree: LogTree): readonly Check[] {
  const what = "hashes";
  const read = attempt(what, tree.hashes);
  if (!read.ok) return [read.check];
  const [stored, levels] = [read.value, tree.levels];
  if (levels.length === 0 && stored.length === 0) return [];
  if (stored.length === 0)
    return [pass(what, "none are stored: they follow from the lines, and the next append makes them")];
  const wrong = levels.findIndex((level, index) => !isPrefix(withoutZeros(stored[index] ?? new Uint8Array()), level));
  if (wrong !== -1) {
    const file = fileOf(tree, `hashes/${wrong}`);
    const detail = `${file} is not what follows from the lines; remove the directory, and the next append makes it anew`;
    return [fail(what, "INTEGRITY_LOG", detail)];
  }
  const isComplete =
    levels.length === stored.length && levels.every((level, at) => isSameHash(level, stored[at] ?? new Uint8Array()));
  if (isComplete) return [pass(what, `${levels.length} levels, as they follow from the lines`)];
  return [unknown(what, "they do not end where the lines do: they are derived, and the next append makes them anew")];
}

/** Without the head all lines are as sound as they were, and a log that was cut short looks whole. */
export function checkHead({ hasHead, report, ...member }: LogMember): readonly Check[] {
  if (hasHead || report.size === 0) return [];
  const detail = `${fileOf(member, headFile)} is missing: it is derived, and the next append makes it anew; without it nobody notices that lines were cut off the end`;
  return [unknown("head", detail)];
}

/**
 * Hashes at the end that are nothing but zeros were never written: a power cut may keep the length of a file and not what was
 * just added to it, and hashes are not synced.
 */
function withoutZeros(level: Uint8Array): Uint8Array {
  let end = level.length;
  while (end > 0 && level[end - 1] === 0) end--;
  const written = Math.ceil(end / hashBytes) * hashBytes;
  return written < level.length ? level.subarray(0, written) : level;
}

/** As far as both go. */
function isPrefix(stored: Uint8Array, level: Uint8Array): boolean {
  const length = Math.min(stored.length, level.length) - (Math.min(stored.length, level.length) % hashBytes);
  return isSameHash(stored.subarray(0, length), level.subarray(0, length));
}

/**
 * The latest checkpoint of a log. Without a key nobody vouches for it; with one it has to be there, signed. `named` are the
 * keys that manifests name: a signature of theirs has to hold.
 */
export function checkOwnCheckpoint(
  tree: LogTree,
  keys: readonly Uint8Array[],
  named: readonly NamedLogKey[] = [],
): readonly Check[] {
  const file = fileOf(tree, checkpointFile);
  const what = "checkpoint";
  if (tree.checkpoint !== undefined) {
    const note = { note: tree.checkpoint, file, what };
    return keys.length > 0 || named.length === 0 ? checkCheckpoint(tree, note, keys) : checkNamed(tree, note, named);
  }
  if (keys.length === 0) return [];
  // A year may have been closed before there was a key.
  if (tree.year !== undefined) return [pass(what, `there is no ${file}: the log of the next year names its root`)];
  return [fail(what, "INTEGRITY_LOG", `a log key was given, and there is no ${file}`)];
}

/** A log key that a manifest names; vouched for when the manifest is signed with a key that the reader gave. */
export type NamedLogKey = { readonly key: Uint8Array; readonly isVouched: boolean };

/** The page of a hand-off copy says the same. */
function checkNamed(tree: LogTree, note: NamedNote, named: readonly NamedLogKey[]): readonly Check[] {
  const keys = named.map(({ key }) => key);
  const checks = checkCheckpoint(tree, note, keys);
  if (checks.some(({ status, code }) => status === "fail" && code === "INTEGRITY_LOG")) return checks;
  const isOf = (some: readonly Uint8Array[]) => openCheckpoint(note.note, some, note.file).isVerified;
  const vouched = named.flatMap(({ key, isVouched }) => (isVouched ? [key] : []));
  const what = `${note.what} signature`;
  const others = checks.filter((check) => check.what === note.what);
  if (isOf(vouched)) return [...others, pass(what, "is of the log key that a signed manifest here names", note.file)];
  const whose = isOf(keys)
    ? "is of a log key that a manifest here names"
    : "is of no log key that a manifest here names";
  return [...others, unknown(what, `${whose}, and none was given`)];
}

/** A signed note, where it stands, and what the check of it is called. */
export type NamedNote = { readonly note: Uint8Array; readonly file: string; readonly what: string };

/** A checkpoint, kept here or elsewhere: the log begins with the very lines that it covers, and a key signed it. */
export function checkCheckpoint(tree: LogTree, named: NamedNote, keys: readonly Uint8Array[]): readonly Check[] {
  const { what, file } = named;
  try {
    const checkpoint = openCheckpoint(named.note, keys, file);
    return [checkContinued(tree, checkpoint, named), ...checkSigned(checkpoint, named, keys)];
  } catch (error) {
    if (error instanceof FixopsError) return [fail(what, error.code, error.message, file)];
    throw error;
  }
}

/** By the published proof, made here and checked as anybody would. */
function checkContinued(tree: LogTree, checkpoint: OpenedCheckpoint, { what, file }: NamedNote): Check {
  const { report, origin } = tree;
  const broken = (detail: string) => fail(what, "INTEGRITY_LOG", detail, file);
  if (checkpoint.origin !== origin) return broken(`is of the log ${checkpoint.origin}, this is ${origin}`);
  if (checkpoint.size > report.size) {
    return broken(`counts ${checkpoint.size} lines, the log has ${report.size}: lines are missing`);
  }
  if (!isBeginning(tree, checkpoint)) {
    return broken(`has another root than the first ${checkpoint.size} lines of the log: it was changed, or forked`);
  }
  return pass(what, `the log continues its ${checkpoint.size} lines, and has ${report.size}`, file);
}

function isBeginning({ report, at }: LogTree, { size: oldSize, root: oldRoot }: OpenedCheckpoint): boolean {
  const { head, size } = report;
  // Every log begins with nothing, and there is no proof of that.
  if (oldSize === 0) return isSameHash(oldRoot, rootOf([]));
  const proof = consistencyProof(oldSize, size, at);
  return (
    isSameHash(rootOf(edgeAt(oldSize, at)), oldRoot) &&
    isConsistent({ oldSize, oldRoot, size, root: rootOf(head.edge), proof })
  );
}

function checkSigned(
  checkpoint: OpenedCheckpoint,
  { what, file }: NamedNote,
  keys: readonly Uint8Array[],
): readonly Check[] {
  const name = `${what} signature`;
  if (keys.length === 0) return [unknown(name, "no log key was given")];
  if (checkpoint.isVerified) return [pass(name, "is of the log key that was given", file)];
  return [fail(name, "INTEGRITY_SIGNATURE", "is of another key than the one that was given", file)];
}
