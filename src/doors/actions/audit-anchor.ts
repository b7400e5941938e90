import { join } from "node:path";
import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { timestampImprint } from "../../evidence/log-timestamp.ts";
import { type LogTree, treeOf } from "../../evidence/log-tree.ts";
import { sha256Hex } from "../../standards/sha256.ts";
import { assertReplaces, checkpointOf, type SignedCheckpoint, soundFamily } from "./audit-family.ts";
import { anchorsDirectory, maxAnchorBytes } from "./audit-verify.ts";
import type { Result } from "./result.ts";

/** Where a checkpoint is put so that nobody who can write the log can take it back. */
export type Anchor =
  | { readonly file: string }
  | { readonly gitRepository: string }
  /** A time-stamp response (RFC 3161) about the checkpoint. */
  | { readonly timestamp: string };

/**
 * `audit anchor`: the latest checkpoint of the open log to a place outside of it, and a copy to `anchors/`, which `audit
 * verify` looks at. Throws INTEGRITY_LOG when the log is not sound or does not continue what was anchored there,
 * INPUT_NOT_FOUND when there is no checkpoint or token.
 */
export function auditAnchor(
  request: { readonly evidenceDir: string; readonly anchor: Anchor },
  runtime: Runtime,
): Result {
  const { evidenceDir, anchor } = request;
  const member = soundFamily(evidenceDir, runtime).members.at(-1);
  if (member === undefined) throw new RangeError("a family of logs has an open one");
  const tree = treeOf(member);
  const checkpoint = checkpointOf(tree);
  const what = put(anchor, { tree, checkpoint, directory: join(evidenceDir, anchorsDirectory) }, runtime);
  const copy = join(evidenceDir, anchorsDirectory, `${nameOf(checkpoint)}.checkpoint`);
  runtime.files.writeFile(copy, checkpoint.note);
  const { origin, size, root } = checkpoint;
  return {
    text: `${origin}, ${size} lines, root ${root.toHex()}: ${what}\n`,
    json: { origin, size, root: root.toHex(), anchor, copy },
    exitCode: 0,
  };
}

type Anchored = { readonly tree: LogTree; readonly checkpoint: SignedCheckpoint; readonly directory: string };

function put(anchor: Anchor, anchored: Anchored, runtime: Runtime): string {
  if ("file" in anchor) return putFile(anchor.file, anchored, runtime);
  if ("gitRepository" in anchor) {
    runtime.auditLog.addGitNote(anchor.gitRepository, new TextDecoder().decode(anchored.checkpoint.note));
    return `added to the git note refs/notes/fixops of HEAD in ${anchor.gitRepository}`;
  }
  return keepTimestamp(anchor.timestamp, anchored, runtime);
}

function putFile(file: string, { tree, checkpoint }: Anchored, runtime: Runtime): string {
  assertReplaces(file, { tree, checkpoint }, runtime);
  runtime.files.writeFile(file, checkpoint.note);
  return `written to ${file}`;
}

/** Only what the token is about is checked here; whose it is takes the certificates of its authority. */
function keepTimestamp(file: string, { checkpoint, directory }: Anchored, runtime: Runtime): string {
  const token = runtime.files.read(file, maxAnchorBytes);
  if (token === undefined) throw new FixopsError("INPUT_NOT_FOUND", `there is no ${file}`, { where: { file } });
  const [found, expected] = [imprintOf(token, file), sha256Hex(checkpoint.note)];
  if (found !== expected) {
    throw new FixopsError("INTEGRITY_DIGEST", `${file} is of SHA-256 ${found}, the checkpoint has ${expected}`, {
      where: { file },
      hint: "ask for a time-stamp of audit/checkpoint as it is now: openssl ts -query -sha256 -cert -data audit/checkpoint",
    });
  }
  runtime.files.writeFile(join(directory, `${nameOf(checkpoint)}.tsr`), token);
  return "the time-stamp is of it, and kept beside it; check whose it is with: openssl ts -verify";
}

function imprintOf(token: Uint8Array, file: string): string {
  try {
    return timestampImprint(token).toHex();
  } catch (cause) {
    throw new FixopsError("INPUT_MALFORMED", `${file}: ${reasonOf(cause)}`, {
      where: { file },
      hint: "give the response of a time-stamping authority in DER, as `curl` receives it",
      cause,
    });
  }
}

/** Sorted by size; two histories of one size have two names. */
function nameOf({ size, root }: SignedCheckpoint): string {
  return `${String(size).padStart(12, "0")}-${root.toHex().slice(0, 8)}`;
}
