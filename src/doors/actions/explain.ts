import { join } from "node:path";
import { checks } from "../../assess/posture/checks/index.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { decisionFile } from "../../evidence/bundle.ts";
import { type Explanation, explainItem, explainStatements } from "../../render/explain.ts";
import { nearest } from "../../standards/nearest.ts";
import { field } from "../../standards/wire.ts";
import { type KeySource, openingKeys } from "./evidence-key.ts";
import { locateRun } from "./locate-run.ts";
import { openBundle } from "./open-bundle.ts";
import type { Result } from "./result.ts";
import { listRuns, type RunDirectory, readRun } from "./run-files.ts";
import { assertHolds } from "./verify.ts";

export type ExplainRequest = KeySource & {
  /** `vex`, or the id of a vulnerability, finding, package, rule or posture check, or the address of a resource. */
  readonly subject: string;
  /** The decision.json of a run, or its directory. */
  readonly decision: string;
  readonly evidenceDir: string;
};

/**
 * Why something is as it is in a finished run, from its bundle, which is verified first.
 * Throws INPUT_NOT_FOUND when the run has nothing of that name, INTEGRITY_* when the evidence does not hold.
 */
export async function explain(request: ExplainRequest, runtime: Runtime): Promise<Result> {
  const sections = await sectionsOf(request, runtime);
  const { text, json } = explanationOf(request.subject, sections, request.decision);
  return { text, json, exitCode: 0 };
}

function explanationOf(subject: string, sections: unknown, decision: string): Explanation {
  if (subject === "vex") return explainStatements(field(sections, "vex_summary"));
  const found = explainItem(subject, sections, (id) => checks.find((one) => one.id === id));
  if ("text" in found) return found;
  const near =
    nearest(subject, found.known) ??
    nearest(
      subject,
      checks.map(({ id }) => id),
    );
  throw new FixopsError("INPUT_NOT_FOUND", `the run has nothing that is called ${subject}`, {
    where: { file: decision },
    hint:
      near === undefined
        ? "name an id of the decision, a posture check, the address of a resource of which something is found, or vex"
        : `did you mean ${near}?`,
  });
}

async function sectionsOf(request: ExplainRequest, runtime: Runtime): Promise<unknown> {
  const keys = openingKeys({ ...request, near: [request.evidenceDir] }, runtime);
  const run = runOf(request, runtime);
  await assertHolds(run.directory, keys, runtime, run);
  const plain = await openBundle(run.files, keys);
  return field(JSON.parse(new TextDecoder().decode(plain)), "sections");
}

/** The run that a decision belongs to; of a directory, the run in it, or that of the decision in it. */
function runOf(
  { decision, evidenceDir }: ExplainRequest,
  runtime: Runtime,
): RunDirectory & { readonly directory: string } {
  if (!isDirectory(decision, runtime)) return locateRun(decision, evidenceDir, runtime);
  const run = readRun(decision, runtime);
  if (run !== undefined) return { ...run, directory: decision };
  if (runtime.files.list(decision)?.some(({ name }) => name === decisionFile) === true) {
    return locateRun(join(decision, decisionFile), evidenceDir, runtime);
  }
  const newest = listRuns(decision, runtime).at(-1);
  throw new FixopsError("INPUT_NOT_FOUND", `${decision} is a directory, and neither a run nor one with a decision`, {
    where: { file: decision },
    hint:
      newest === undefined
        ? "give the decision.json that a run wrote, or the directory of the run"
        : `give one of its runs, such as ${join(decision, newest)}`,
  });
}

/** What cannot be listed is read as a file, which tells what is wrong with it. */
function isDirectory(path: string, runtime: Runtime): boolean {
  try {
    return runtime.files.list(path) !== undefined;
  } catch (error) {
    if (error instanceof FixopsError) return false;
    throw error;
  }
}
