import type { InputBytes } from "../../domain/input-file.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { StageRun } from "../../domain/stage.ts";
import type { PublicKey } from "../../standards/signature.ts";
import { type App, type AppRequest, knownApp } from "./app-registry.ts";
import { readRegistryInputs } from "./registry-inputs.ts";
import { commitOf, runIdOf } from "./run-choice.ts";
import { listRegistryRuns, readStageRun } from "./run-registry.ts";
import { readPublicKey } from "./verify-keys.ts";

export type StageEvidenceRequest = AppRequest & {
  readonly registry?: string | undefined;
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

/**
 * What the run registry holds of the release that is decided on: the run that was named, else the app's newest. Signatures
 * are checked with the trusted keys, and with the one that the gate itself signs with.
 * Throws INTEGRITY_MANIFEST for a registry that is damaged, USAGE_* for what cannot be.
 */
export function stageEvidence(
  request: StageEvidenceRequest,
  { keyFiles, own }: { readonly keyFiles: readonly string[]; readonly own: readonly PublicKey[] },
  runtime: Runtime,
): StageEvidence {
  const { registry, appId, appName, evidenceDir } = request;
  if (registry === undefined || (appId === undefined && appName === undefined)) return nothing;
  const app = knownApp(registry, request, runtime);
  if (app === undefined) return nothing;
  const named = runIdOf(request.runId, runtime);
  const runId = named ?? listRegistryRuns({ registry, appId: app.id }, runtime).at(-1);
  if (runId === undefined) return nothing;
  const place = { registry, appId: app.id, runId };
  const keys = [...keyFiles.map((file) => readPublicKey(file, runtime)), ...own];
  const run = readStageRun(place, { evidenceDir, keys }, runtime);
  if (run === undefined || run.stages.length + run.unreadable.length === 0) return { ...nothing, app };
  const all = readRegistryInputs(place, run.stages, new Set(), runtime);
  const commit = commitOf(request.commit, runtime);
  return {
    app,
    stageRun: {
      ...run,
      isNamed: named !== undefined,
      ...(commit !== undefined && { commit }),
      unreadable: [...run.unreadable, ...all.damaged],
    },
    inputs: (given) => {
      const digests = new Set(given.map(({ sha256 }) => sha256));
      return [...given, ...readRegistryInputs(place, run.stages, digests, runtime).inputs];
    },
  };
}
