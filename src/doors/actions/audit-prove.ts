import type { AuditLine } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { LoggedLine } from "../../evidence/check-log.ts";
import type { LogMember } from "../../evidence/log-family.ts";
import { type LogTree, treeOf } from "../../evidence/log-tree.ts";
import { decisionEvent } from "../../evidence/run-lines.ts";
import { encodeBase64 } from "../../standards/base64.ts";
import { canonicalJson } from "../../standards/jcs.ts";
import { consistencyProof, inclusionProof } from "../../standards/merkle-proof.ts";
import { proofText } from "../../standards/tlog-proof.ts";
import { assertContinued, checkpointOf, readKeptCheckpoint, soundFamily, treeNamed } from "./audit-family.ts";
import type { Result } from "./result.ts";

export type AuditProveRequest = {
  readonly evidenceDir: string;
  /** A run whose line is to be proved, or a checkpoint that was kept. */
  readonly of: { readonly run: string } | { readonly kept: string };
  /** Where the proof goes; else it is the text of the result. */
  readonly output?: string | undefined;
};

/**
 * `audit prove`: that a run is in the log (c2sp.org/tlog-proof@v1), or that the log continues a checkpoint that was kept.
 * Both are under the latest checkpoint, so nothing is signed here. Throws INPUT_NOT_FOUND when there is no such line or no
 * checkpoint that covers it, INTEGRITY_LOG when the log is not sound or continues something else.
 */
export function auditProve({ evidenceDir, of, output }: AuditProveRequest, runtime: Runtime): Result {
  const proof = "run" in of ? proveRun(evidenceDir, of.run, runtime) : proveContinued(evidenceDir, of.kept, runtime);
  if (output === undefined) return { text: proof.text, json: proof, exitCode: 0 };
  runtime.files.writeFile(output, new TextEncoder().encode(proof.text));
  return { text: `${proof.what}: written to ${output}\n`, json: { ...proof, output }, exitCode: 0 };
}

type Proof = { readonly what: string; readonly text: string };

function proveRun(evidenceDir: string, run: string, runtime: Runtime): Proof {
  const { member, logged } = findLine(evidenceDir, run, runtime);
  const tree = treeOf(member);
  const checkpoint = checkpointOf(tree);
  const { seq: index, line } = logged;
  if (index >= checkpoint.size) {
    throw new FixopsError(
      "INPUT_NOT_FOUND",
      `the latest checkpoint ends before line ${index + 1}, which records ${run}`,
      {
        where: { file: checkpoint.file },
        hint: "give the next run a --log-key: it signs a checkpoint of all lines",
      },
    );
  }
  const proof = inclusionProof(index, checkpoint.size, tree.at);
  const extra = new TextEncoder().encode(canonicalJson(line));
  const text = proofText({ index, proof, checkpoint: textOf(checkpoint.note), extra });
  return { what: `line ${index + 1} records ${run} and is in ${checkpoint.origin}`, text };
}

type Found = { readonly member: LogMember; readonly logged: LoggedLine };

/** The last line about a run, one that made it before others. */
function findLine(evidenceDir: string, run: string, runtime: Runtime): Found {
  const naming: { readonly year: string | undefined; readonly logged: LoggedLine }[] = [];
  const { members } = soundFamily(evidenceDir, runtime, ({ seq, leaf, read }, year) => {
    const line = read();
    if (line.run === run) naming.push({ year, logged: { seq, leaf, line } });
  });
  const found = naming.findLast(({ logged }) => isDecision(logged.line)) ?? naming.at(-1);
  // A closed year that still is the open log was read twice and counts once.
  const member = found && members.find(({ year }) => year === found.year);
  if (found !== undefined && member !== undefined) return { member, logged: found.logged };
  throw new FixopsError("INPUT_NOT_FOUND", `no line of the audit log names the run ${run}`, {
    hint: "see the runs that it names with: fixops audit logs",
  });
}

function isDecision({ event }: AuditLine): boolean {
  return event === decisionEvent;
}

/** As a witness is sent it (c2sp.org/tlog-witness, add-checkpoint): the size before, the hashes, the signed checkpoint. */
function proveContinued(evidenceDir: string, file: string, runtime: Runtime): Proof {
  const { members } = soundFamily(evidenceDir, runtime);
  const kept = readKeptCheckpoint(file, runtime);
  const tree = named(members, kept.origin);
  assertContinued(tree, kept.note, file);
  const checkpoint = checkpointOf(tree);
  if (kept.size > checkpoint.size) {
    throw new FixopsError(
      "INPUT_NOT_FOUND",
      `${file} covers ${kept.size} lines, the latest checkpoint ${checkpoint.size}`,
      {
        where: { file: checkpoint.file },
        hint: "the log is longer than its checkpoint: give the next run a --log-key",
      },
    );
  }
  const hashes = kept.size === 0 ? [] : consistencyProof(kept.size, checkpoint.size, tree.at);
  const text = [`old ${kept.size}`, ...hashes.map(encodeBase64), "", textOf(checkpoint.note)].join("\n");
  return { what: `${kept.origin} went on from ${kept.size} to ${checkpoint.size} lines`, text };
}

function named(members: readonly LogMember[], origin: string): LogTree {
  const tree = treeNamed(members, origin);
  if (tree !== undefined) return tree;
  throw new FixopsError("INPUT_NOT_FOUND", "the audit log has no line");
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
