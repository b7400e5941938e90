import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { comesTooLate, type StageName } from "../../domain/stage.ts";
import { idPattern, runId } from "../../evidence/run-id.ts";
import { ciCommit, ciRunId, isCommit } from "./ci-system.ts";
import { listRegistryRuns, type RunPlace, readStageRun } from "./run-registry.ts";
import type { StageJob } from "./stage-job.ts";

/** The run that somebody named: by flag, by FIXOPS_RUN_ID, or by the build server. Throws USAGE_BAD_VALUE. */
export function runIdOf(flag: string | undefined, runtime: Runtime): string | undefined {
  const given = flag ?? runtime.environment("FIXOPS_RUN_ID") ?? ciRunId(runtime);
  return given === undefined ? undefined : checkedId("run id", given);
}

/** The commit of the release: by flag, or by the build server. Throws USAGE_BAD_VALUE. */
export function commitOf(flag: string | undefined, runtime: Runtime): string | undefined {
  if (flag === undefined) return ciCommit(runtime);
  if (isCommit(flag)) return flag.toLowerCase();
  throw new FixopsError("USAGE_BAD_VALUE", `the commit "${flag}" is no Git object id`, {
    hint: "give all 40 or 64 hexadecimal digits, as git rev-parse HEAD prints them",
  });
}

/** Names that the registry has for files of its own. */
const registryFiles: ReadonlySet<string> = new Set(["apps.json", "runs.json"]);

/** An id as a user may give it. Throws USAGE_BAD_VALUE. */
export function checkedId(what: string, id: string): string {
  if (idPattern.test(id) && !registryFiles.has(id.toLowerCase())) return id;
  throw new FixopsError("USAGE_BAD_VALUE", `the ${what} "${id}" is not allowed`, {
    hint: "use up to 128 letters, digits, dots, hyphens and underscores, the first a letter or digit, the last no dot; no name of a Windows device",
  });
}

/**
 * Where a stage is recorded: in the run that was named, else in the app's newest one if the stage may still be recorded
 * there, else in a new one. Throws USAGE_BAD_VALUE and IO_EXISTS when it may not be recorded in the one that was named.
 */
export function placeOf(job: StageJob, runtime: Runtime): RunPlace {
  const at = { registry: job.registry, appId: job.app.id };
  const name = job.stage.name;
  if (job.runId !== undefined) {
    const place = { ...at, runId: job.runId };
    const refusal = refusalOf(place, name, job.replace, runtime);
    if (refusal !== undefined) throw refusal;
    return place;
  }
  const newest = listRegistryRuns(at, runtime).at(-1);
  const isOpen = newest !== undefined && refusalOf({ ...at, runId: newest }, name, job.replace, runtime) === undefined;
  if (isOpen) return { ...at, runId: newest };
  const fresh = { ...at, runId: newRunId(job) };
  const taken = readStageRun(fresh, [], runtime);
  if (taken !== undefined && taken.stages.length > 0)
    throw refusalOf(fresh, name, false, runtime) ?? again(fresh.runId);
  return fresh;
}

function again(id: string): FixopsError {
  return new FixopsError(
    "IO_EXISTS",
    `the run ${id} was made of the same inputs at the same time, and is there already`,
    {
      hint: "name the run with --run-id",
    },
  );
}

function newRunId({ asOf, inputs, overlayRecord, app, tool }: StageJob): string {
  const digests = inputs.map(({ name, sha256 }: InputBytes) => ({ name, sha256, kinds: [] }));
  return runId(asOf, { inputs: digests, overlay: overlayRecord.sha256, app, tool });
}

/** Why a stage cannot be recorded in a run; undefined when it can: replaced stages take those that follow them along. */
function refusalOf(place: RunPlace, stage: StageName, replace: boolean, runtime: Runtime): FixopsError | undefined {
  if (replace) return undefined;
  const stages = readStageRun(place, [], runtime)?.stages ?? [];
  const hint =
    "give the release a run of its own with --run-id, or add --replace: what follows is set aside then, and is to be recorded again";
  const later = stages.find(({ frame }) => comesTooLate(stage, frame.stage));
  if (later !== undefined) {
    const message = `the run ${place.runId} has its ${later.frame.stage} stage already, and ${stage} comes before that`;
    return new FixopsError("USAGE_BAD_VALUE", message, { hint });
  }
  if (!stages.some(({ frame }) => frame.stage === stage)) return undefined;
  return new FixopsError("IO_EXISTS", `the run ${place.runId} has its ${stage} stage already`, { hint });
}
