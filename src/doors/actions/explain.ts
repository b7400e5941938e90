import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { unseal } from "../../evidence/unseal.ts";
import { type Explanation, explainItem, explainStatements } from "../../render/explain.ts";
import { nearest } from "../../standards/nearest.ts";
import { field } from "../../standards/wire.ts";
import { type KeySource, readEvidenceKey } from "./evidence-key.ts";
import { locateRun } from "./locate-run.ts";
import type { Result } from "./result.ts";
import { manifestOf } from "./run-files.ts";
import { assertHolds } from "./verify.ts";

export type ExplainRequest = KeySource & {
  /** `vex`, or the id of a vulnerability, finding, package or rule. */
  readonly subject: string;
  readonly decision: string;
  readonly evidenceDir: string;
};

/**
 * Why something is as it is in a finished run, from its bundle, which is verified first.
 * Throws INPUT_NOT_FOUND when the run has nothing of that name, INTEGRITY_* when the evidence does not hold.
 */
export function explain(request: ExplainRequest, runtime: Runtime): Result {
  const sections = sectionsOf(request, runtime);
  const { text, json } = explanationOf(request.subject, sections, request.decision);
  return { text, json, exitCode: 0 };
}

function explanationOf(subject: string, sections: unknown, decision: string): Explanation {
  if (subject === "vex") return explainStatements(field(sections, "vex_summary"));
  const found = explainItem(subject, sections);
  if ("text" in found) return found;
  const near = nearest(subject, found.known);
  throw new FixopsError("INPUT_NOT_FOUND", `the run has nothing that is called ${subject}`, {
    where: { file: decision },
    hint: near === undefined ? "name an id of the decision, or vex" : `did you mean ${near}?`,
  });
}

function sectionsOf(request: ExplainRequest, runtime: Runtime): unknown {
  const key = readEvidenceKey(request, runtime);
  const run = locateRun(request.decision, request.evidenceDir, runtime);
  assertHolds(run.directory, { key }, runtime, run);
  const { bundle } = manifestOf(run.files);
  const plain = unseal(run.files.get(bundle.name) ?? new Uint8Array(), bundle, key);
  return field(JSON.parse(new TextDecoder().decode(plain)), "sections");
}
