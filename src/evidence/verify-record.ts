import type { AuditLine, Manifest } from "../domain/bundle.ts";
import { type Check, fail, pass, unknown } from "./check.ts";
import type { LoggedLine } from "./check-log.ts";
import { follows, isOf, isSubjectOf, type RunLines, subjectOf } from "./run-lines.ts";
import type { RunFiles } from "./run-parts.ts";
import { checkProof } from "./verify-proof.ts";

type Known = { readonly log?: RunLines; readonly logKeys?: readonly Uint8Array[] };

/** The run in the log: by the log itself when it is at hand, and by the proof beside the run. */
export function checkRecord(files: RunFiles, manifest: Manifest, { log, logKeys = [] }: Known): readonly Check[] {
  const lines = log?.(manifest.run_id).filter(({ line }) => isOf(line, manifest));
  return [checkLines(files, manifest, lines), ...checkProof(files, manifest, { lines, logKeys })];
}

function checkLines(files: RunFiles, manifest: Manifest, lines: readonly LoggedLine[] | undefined): Check {
  const what = "audit log";
  if (lines === undefined) return unknown(what, "no log was given");
  const [first] = lines;
  if (first === undefined) return fail(what, "INTEGRITY_LOG", "no line records this run");
  let subject: AuditLine["subject"];
  let isBefore = false;
  for (const { seq, line } of lines) {
    if (!follows(line, subject, manifest)) {
      return fail(what, "INTEGRITY_LOG", `line ${seq + 1} names this run with other digests or another verdict`);
    }
    isBefore ||= isSubjectOf(subject, manifest, files);
    subject = subjectOf(line);
  }
  if (isSubjectOf(subject, manifest, files)) {
    return pass(what, `line ${first.seq + 1} records this run`, "audit.jsonl");
  }
  const last = lines.at(-1) ?? first;
  if (isBefore)
    return unknown(what, `line ${last.seq + 1} seals this run anew, and here is what was before: ${before}`);
  return fail(what, "INTEGRITY_LOG", `line ${last.seq + 1} names this run with other digests or another verdict`);
}

const before = "an old copy, or fixops evidence rekey was interrupted and is to be given again";
