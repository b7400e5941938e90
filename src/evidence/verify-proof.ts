import type { AuditLine, Manifest } from "../domain/bundle.ts";
import { reasonOf } from "../domain/error.ts";
import { decodeBase64 } from "../standards/base64.ts";
import { type Checkpoint, parseCheckpoint } from "../standards/checkpoint.ts";
import { leafHash } from "../standards/merkle.ts";
import { rootFromInclusion } from "../standards/merkle-proof.ts";
import { openNote } from "../standards/signed-note.ts";
import { type LogProof, parseProof } from "../standards/tlog-proof.ts";
import { parseAuditLine } from "./audit.ts";
import { manifestFile, proofFile } from "./bundle.ts";
import { type Check, fail, pass } from "./check.ts";
import type { LoggedLine } from "./check-log.ts";
import { isRecordOf } from "./run-lines.ts";
import type { RunFiles } from "./run-parts.ts";

/** The proof beside a run: its line, that the line is in the tree of a checkpoint, and who signed that. */

type Known = {
  /** What the log at hand says of the run; undefined when there is none. */
  readonly lines: readonly LoggedLine[] | undefined;
  readonly logKeys: readonly Uint8Array[];
};

/** Nothing for a run that was made without a log key: it has no proof. */
export function checkProof(files: RunFiles, manifest: Manifest, known: Known): readonly Check[] {
  if (manifest.log_key === undefined) return [];
  const bytes = files.get(proofFile);
  const what = "log proof";
  if (bytes === undefined)
    return [fail(what, "INTEGRITY_LOG", `the manifest names a log key, and ${proofFile} is missing`)];
  try {
    const proof = parseProof(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    const line = proof.extra ?? new Uint8Array();
    return [
      checkLine(parseAuditLine(line), { files, manifest, proof, known, leaf: leafHash(line) }),
      checkInclusion(proof, Uint8Array.fromHex(leafHash(line))),
      checkCheckpoint(proof.checkpoint, manifest.log_key, known.logKeys),
    ];
  } catch (error) {
    return [fail(what, "INTEGRITY_LOG", `${proofFile} is damaged: ${reasonOf(error)}`)];
  }
}

type Parts = {
  readonly files: RunFiles;
  readonly manifest: Manifest;
  readonly proof: LogProof;
  readonly known: Known;
  readonly leaf: string;
};

function checkLine(line: AuditLine, { files, manifest, proof, known, leaf }: Parts): Check {
  const what = "log proof line";
  if (line.seq !== proof.index) {
    return fail(what, "INTEGRITY_LOG", `has the number ${line.seq}, the proof is of entry ${proof.index}`);
  }
  if (!isRecordOf(line, manifest, files)) return fail(what, "INTEGRITY_LOG", "is not that of this run as it is here");
  const isKnown = known.lines === undefined || known.lines.some((one) => one.leaf === leaf && one.seq === proof.index);
  if (!isKnown) return fail(what, "INTEGRITY_LOG", "is not in the log", "audit.jsonl");
  return pass(what, `names the files of this run, leaf ${leaf}`, known.lines ? "audit.jsonl" : manifestFile);
}

/** That the leaf (32 bytes) is in the tree of the checkpoint. */
export function checkInclusion({ index, proof, checkpoint }: LogProof, leaf: Uint8Array): Check {
  const what = "log inclusion";
  const { origin, size, root } = parseCheckpoint(openNote(checkpoint, []).text);
  const computed = rootFromInclusion({ index, size, leaf, proof });
  if (computed?.toHex() === root.toHex()) {
    return pass(what, `entry ${index} of ${size} in ${origin}, root ${root.toHex()}`, "checkpoint");
  }
  const found = computed === undefined ? "has the wrong length" : `leads to the root ${computed.toHex()}`;
  return fail(what, "INTEGRITY_LOG", `the proof ${found}, the checkpoint says ${root.toHex()}`);
}

/** The key in the manifest is as good as the signature on the manifest; one that the reader has is better. */
export function checkCheckpoint(note: string, manifestKey: string, given: readonly Uint8Array[]): Check {
  const what = "checkpoint";
  const { origin }: Checkpoint = parseCheckpoint(openNote(note, []).text);
  const named = decodeBase64(manifestKey) ?? new Uint8Array();
  const isGiven = given.some((key) => key.toHex() === named.toHex());
  if (given.length > 0 && !isGiven) {
    return fail(what, "INTEGRITY_LOG", `is of the log key ${manifestKey}, which is none of the given ones`);
  }
  const { verified } = openNote(note, [{ name: origin, publicKey: named }]);
  if (verified.length === 0) return fail(what, "INTEGRITY_LOG", `is not signed with the log key ${manifestKey}`);
  return pass(what, `signed with the log key ${manifestKey}`, isGiven ? "the given log key" : manifestFile);
}
