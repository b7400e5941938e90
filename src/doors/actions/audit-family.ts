import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { checkpointFile } from "../../evidence/audit.ts";
import { maxCheckpointBytes, type OpenedCheckpoint, openCheckpoint } from "../../evidence/log-checkpoint.ts";
import { type FamilyScan, fileOf, type LogMember, type VisitFamily } from "../../evidence/log-family.ts";
import { checkCheckpoint, type LogTree, treeOf } from "../../evidence/log-tree.ts";
import { decodeBase64 } from "../../standards/base64.ts";
import { rawPublicKey } from "../../standards/raw-key.ts";
import { parsePublicKey } from "../../standards/signature.ts";
import { parseVerifierKey } from "../../standards/signed-note.ts";
import { parseProof } from "../../standards/tlog-proof.ts";
import { readKeyFile } from "./key-file.ts";
import { scanLogs } from "./run-files.ts";

/** What the commands about the log have in common. */

/** The logs of all years below an evidence directory. Throws INTEGRITY_LOG unless they are sound, INPUT_NOT_FOUND when there is none. */
export function soundFamily(evidenceDir: string, runtime: Runtime, visit?: VisitFamily): FamilyScan {
  const family = scanLogs(evidenceDir, runtime, visit);
  if (family === undefined) throw noLogBelow(evidenceDir);
  refuseProblems(family);
  return family;
}

/** Throws INTEGRITY_LOG when a chain does not hold: a broken log is not shown as a log, and nothing is said in its name. */
export function refuseProblems({ problems: [problem] }: FamilyScan): void {
  if (problem === undefined) return;
  throw new FixopsError("INTEGRITY_LOG", `the audit log does not chain: ${problem.message}`, {
    where: { file: problem.file, ...(problem.line !== undefined && { line: problem.line }) },
    hint: "see all checks with: fixops audit verify",
  });
}

/** There is nothing to look at. */
export function noLogBelow(evidenceDir: string): FixopsError {
  return new FixopsError("INPUT_NOT_FOUND", `there is no audit log below ${evidenceDir}`, {
    where: { file: evidenceDir },
    hint: "give the directory that runs write to with --evidence-dir",
  });
}

/** A signed checkpoint as it stands in a file, and what it says. */
export type SignedCheckpoint = OpenedCheckpoint & { readonly note: Uint8Array; readonly file: string };

/**
 * The latest checkpoint of a log, which the log continues. Throws INPUT_NOT_FOUND when nobody signed one, INTEGRITY_LOG when
 * it is not one of this log.
 */
export function checkpointOf(tree: LogTree): SignedCheckpoint {
  const file = fileOf(tree, checkpointFile);
  if (tree.checkpoint === undefined) {
    throw new FixopsError("INPUT_NOT_FOUND", `the audit log has no ${file}: it was written without a log key`, {
      where: { file },
      hint: "give runs a --log-key, or a --signing-key in a file: each then signs a checkpoint of the log",
    });
  }
  assertContinued(tree, tree.checkpoint, file);
  return { ...openCheckpoint(tree.checkpoint, [], file), note: tree.checkpoint, file };
}

/** Throws INTEGRITY_LOG unless the log begins with the very lines that a checkpoint covers. */
export function assertContinued(tree: LogTree, note: Uint8Array, file: string): void {
  const failed = checkCheckpoint(tree, { note, file, what: "checkpoint" }, []).find(({ status }) => status === "fail");
  if (failed === undefined) return;
  throw new FixopsError(failed.code ?? "INTEGRITY_LOG", `${file} does not go with the audit log: it ${failed.detail}`, {
    where: { file },
    hint: "find out which of the two was changed; keep both as they are",
  });
}

/**
 * A file that holds a checkpoint already is only replaced by one that continues it. Throws INTEGRITY_LOG when it covers more
 * lines, or other ones.
 */
export function assertReplaces(
  file: string,
  by: { readonly tree: LogTree; readonly checkpoint: SignedCheckpoint },
  runtime: Runtime,
): void {
  if (runtime.files.read(file, maxCheckpointBytes) === undefined) return;
  const there = readKeptCheckpoint(file, runtime);
  const { tree, checkpoint } = by;
  assertContinued(tree, there.note, file);
  if (there.size <= checkpoint.size) return;
  const message = `${file} covers ${there.size} lines, more than the ${checkpoint.size} of ${checkpoint.file}`;
  throw new FixopsError("INTEGRITY_LOG", message, {
    where: { file },
    hint: "a checkpoint is never replaced by an older one; sign a newer one with the next run",
  });
}

/** The log that has this origin; the open one when there is none, which the checks then tell. */
export function treeNamed(members: readonly LogMember[], origin: string): LogTree | undefined {
  const member = members.find((one) => one.origin === origin) ?? members.at(-1);
  return member && treeOf(member);
}

/** A checkpoint that was kept elsewhere: the note itself, or a proof that holds one. Throws INPUT_NOT_FOUND, INPUT_MALFORMED. */
export function readKeptCheckpoint(file: string, runtime: Runtime): SignedCheckpoint {
  const bytes = runtime.files.read(file, maxCheckpointBytes);
  if (bytes === undefined) {
    throw new FixopsError("INPUT_NOT_FOUND", `there is no ${file}`, {
      where: { file },
      hint: "name a checkpoint that was kept: a copy of audit/checkpoint, or the audit.tlog-proof of a run",
    });
  }
  try {
    const text = new TextDecoder().decode(bytes);
    const note = text.startsWith("c2sp.org/tlog-proof") ? new TextEncoder().encode(parseProof(text).checkpoint) : bytes;
    return { ...openCheckpoint(note, [], file), note, file };
  } catch (cause) {
    throw new FixopsError("INPUT_MALFORMED", `${file} is no checkpoint: ${reasonOf(cause)}`, {
      where: { file },
      hint: "name a copy of audit/checkpoint, or the audit.tlog-proof of a run, byte for byte",
      cause,
    });
  }
}

/** A key takes some hundred bytes in any of its forms. */
const maxKeyBytes = 4096;

/**
 * The 32 raw bytes of a log's public key in a file: PEM, a verifier key (c2sp.org/signed-note), or their base64, as a
 * manifest has it. Throws USAGE_KEY_MISSING for a file that is not there, USAGE_KEY_INVALID for one that is no key.
 */
export function readLogKey(path: string, runtime: Runtime): Uint8Array {
  const bytes = readKeyFile({ path, what: "the log key", givenBy: "--log-pub" }, maxKeyBytes, runtime);
  try {
    return parseLogPub(new TextDecoder().decode(bytes).trim());
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `${path} is no public key of a log: ${reasonOf(cause)}`, {
      where: { file: path },
      hint: "give an Ed25519 public key in PEM, a verifier key (name+id+base64), or the base64 of its 32 bytes",
      cause,
    });
  }
}

function parseLogPub(text: string): Uint8Array {
  if (!text.startsWith("-----")) {
    const raw = decodeBase64(text);
    return raw?.length === 32 ? raw : parseVerifierKey(text).publicKey;
  }
  const key = parsePublicKey(`${text}\n`);
  if (key.algorithm !== "ed25519") throw new RangeError(`it is ${key.algorithm}; expected Ed25519`);
  return rawPublicKey(key);
}
