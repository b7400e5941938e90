import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { StageRun } from "../../domain/stage.ts";
import type { PublicKey } from "../../standards/signature.ts";
import { type App, type AppRequest, findApp, mintId, readApps } from "./app-registry.ts";
import { besides, readRegistryInputs } from "./registry-inputs.ts";
import { commitOf, runIdOf } from "./run-choice.ts";
import { listRegistryRuns, loggedStages, type RegistryRun, readStageRun } from "./run-registry.ts";
import { readPublicKey } from "./verify-keys.ts";

export type StageEvidenceRequest = AppRequest & {
  readonly registry?: string | undefined;
  /** True when the user named the registry: then it must be there. */
  readonly isRegistryNamed?: boolean;
  readonly runId?: string | undefined;
  readonly commit?: string | undefined;
  readonly evidenceDir: string;
  readonly trustedKeys?: readonly string[];
};

/** The stage documents of a release, and the inputs that were recorded with them. */
export type StageEvidence = {
  readonly app?: App;
  readonly stageRun?: StageRun;
  readonly inputs: (given: readonly InputBytes[]) => readonly InputBytes[];
};

const nothing: StageEvidence = { inputs: (given) => given };

type Keys = { readonly keyFiles: readonly string[]; readonly own: readonly PublicKey[] };

/**
 * What the run registry holds of the release that is decided on: the run that was named, else the app's newest. Signatures
 * are checked with the trusted keys, and with the one that the gate itself signs with. A registry that knows other
 * applications or runs, and not this one, is told: a slip in a name would else leave its evidence out.
 * Throws INPUT_NOT_FOUND for a named registry that is not there, INTEGRITY_MANIFEST for a damaged one, USAGE_*.
 */
export function stageEvidence(request: StageEvidenceRequest, keys: Keys, runtime: Runtime): StageEvidence {
  const { registry } = request;
  if (registry === undefined) return nothing;
  if (request.isRegistryNamed === true && runtime.files.list(registry) === undefined) throw noRegistry(registry);
  const apps = readApps(registry, runtime);
  const app = findApp(apps, request);
  const found = evidenceOf({ ...request, registry }, app, keys, runtime);
  if (typeof found !== "string") return { ...(app && { app }), ...found };
  return apps.length === 0
    ? nothing
    : { ...nothing, stageRun: { ...emptyRun, absent: `${registry} has stages, and ${found}` } };
}

/** The stages, or what was looked for and is not there. */
function evidenceOf(
  request: StageEvidenceRequest & { readonly registry: string },
  app: App | undefined,
  keys: Keys,
  runtime: Runtime,
): Pick<StageEvidence, "stageRun" | "inputs"> | string {
  const { registry, evidenceDir } = request;
  const appId = app?.id ?? request.appId ?? mintedId(request, runtime);
  if (appId === undefined) return unnamed(request);
  const named = runIdOf(request.runId, runtime);
  const { logged, ...told } = loggedStages(
    { appId, ...(named !== undefined && { runId: named }) },
    evidenceDir,
    runtime,
  );
  const runId = told.runId ?? listRegistryRuns({ registry, appId }, runtime).at(-1);
  const title = request.appName ?? appId;
  if (runId === undefined) return `none of the app ${title}`;
  const run = readStageRun({ registry, appId, runId }, keysOf(keys, runtime), runtime);
  if (run !== undefined && run.stages.length + run.unreadable.length > 0)
    return recorded(
      { ...run, logged },
      { ...request, appName: app?.name ?? request.appName },
      named !== undefined,
      runtime,
    );
  if (logged.length > 0) return { ...nothing, stageRun: { ...emptyRun, appId, runId, logged } };
  return `none of the run ${runId} of the app ${title}`;
}

/** A registry that was lost is not forgotten by the log, which has the id that a name gets. */
function mintedId({ appName }: AppRequest, runtime: Runtime): string | undefined {
  return appName === undefined ? undefined : mintId(appName, [], runtime);
}

function keysOf({ keyFiles, own }: Keys, runtime: Runtime): readonly PublicKey[] {
  return [...keyFiles.map((file) => readPublicKey(file, runtime)), ...own];
}

function recorded(
  run: RegistryRun & Pick<StageRun, "logged">,
  { registry, commit: told, appName }: StageEvidenceRequest & { readonly registry: string },
  isNamed: boolean,
  runtime: Runtime,
): Pick<StageEvidence, "stageRun" | "inputs"> {
  const { appId, runId, stages } = run;
  const place = { registry, appId, runId };
  const all = readRegistryInputs(place, stages, runtime);
  const commit = commitOf(told, runtime);
  return {
    stageRun: {
      ...run,
      isNamed,
      ...(appName !== undefined && { appName }),
      ...(commit !== undefined && { commit }),
      unreadable: [...run.unreadable, ...all.damaged],
    },
    inputs: (given) => [...given, ...besides(all, given)],
  };
}

const emptyRun: StageRun = { appId: "", runId: "", isNamed: true, stages: [], logged: [], unreadable: [] };

function unnamed({ appName }: AppRequest): string {
  return appName === undefined ? "nobody said of which app this release is (--app-name)" : `none of the app ${appName}`;
}

function noRegistry(registry: string): FixopsError {
  return new FixopsError("INPUT_NOT_FOUND", `there is no run registry ${registry}`, {
    where: { file: registry },
    hint: "correct --artefacts-dir; it is the directory that stage-run wrote to",
  });
}
