import { basename, dirname, resolve } from "node:path";
import type { Baseline } from "../../domain/baseline.ts";
import { bundleSchema } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { baselineOfBundle } from "../../evidence/baseline.ts";
import { decisionFile } from "../../evidence/bundle.ts";
import { unpack } from "../../ingest/unpack.ts";
import { baselineOfReports } from "../../pipeline/reports.ts";
import type { RunRequest } from "../../pipeline/run.ts";
import { placesNear } from "./app-keys.ts";
import { type KeySource, openingKeys } from "./evidence-key.ts";
import { openBundle } from "./open-bundle.ts";
import { modesIn, type RunDirectory, readRun } from "./run-files.ts";
import { assertHolds } from "./verify.ts";

export type BaselineRequest = KeySource & {
  readonly baseline: string;
  readonly maxBytes: number;
  readonly followSymlinks: boolean;
};

/** What reading reports as a baseline needs, as a run does. */
export type ReportSetting = Pick<RunRequest, "overlay" | "intel" | "asOf" | "limits">;

/**
 * What `--baseline` names: the directory of a run, which is verified first, else a plain or gzipped bundle, else reports.
 * Throws INTEGRITY_* for a run that does not hold, INPUT_* for reports, USAGE_KEY_MISSING for an encrypted run.
 */
export async function loadBaseline(
  request: BaselineRequest,
  setting: ReportSetting,
  runtime: Runtime,
): Promise<Baseline> {
  const { baseline: path, maxBytes, followSymlinks } = request;
  const run = isDirectory(path, runtime) ? readRun(path, runtime) : undefined;
  if (run !== undefined) return await baselineOfRun(run, request, runtime);
  refuseMistakes(path, runtime);
  const packed = runtime.files.readInputs([{ path }], { maxBytes, followSymlinks, leaveOut: [] });
  const inputs = unpack(packed, setting.limits.maxUnpacked);
  const [first, ...others] = inputs;
  if (first !== undefined && others.length === 0 && isBundle(first)) return baselineOfBundle(first.bytes);
  return baselineOfReports(inputs, setting);
}

/** A decision is not its run, and a directory of runs is not one of them. */
function refuseMistakes(path: string, runtime: Runtime): void {
  const isAllRuns = isDirectory(path, runtime) && modesIn(path, runtime).length > 0;
  const isDecision = basename(path) === decisionFile;
  if (!isAllRuns && !isDecision) return;
  const what = isAllRuns
    ? "is an evidence directory, which holds many runs"
    : "is a decision, which names its run only";
  throw new FixopsError("INPUT_WRONG_KIND", `the baseline ${path} ${what}`, {
    where: { file: path },
    hint: "give the directory of one run, such as evidence/demo/RUN-ID, its bundle, or earlier reports",
  });
}

function isDirectory(path: string, runtime: Runtime): boolean {
  const [parent, name] = [dirname(resolve(path)), basename(resolve(path))];
  return runtime.files.list(parent)?.some((entry) => entry.name === name && entry.kind === "directory") === true;
}

async function baselineOfRun(run: RunDirectory, request: BaselineRequest, runtime: Runtime): Promise<Baseline> {
  const keys = openingKeys({ ...request, near: placesNear(request.baseline) }, runtime);
  await assertHolds(request.baseline, keys, runtime, run);
  return baselineOfBundle(await openBundle(run.files, keys));
}

/** Canonical JSON has its members in text order: application, clock, mode and run id stand before the schema. */
function isBundle({ bytes }: InputBytes): boolean {
  return new TextDecoder().decode(bytes.subarray(0, headLength)).includes(`"schema":"${bundleSchema}"`);
}

/** All that may stand before the schema of a bundle is shorter: names and ids have limits. */
const headLength = 4096;
