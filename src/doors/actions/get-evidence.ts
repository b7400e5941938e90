import { join } from "node:path";
import type { Runtime } from "../../domain/runtime.ts";
import { bundleName } from "../../evidence/bundle.ts";
import { renderGroups } from "./check-groups.ts";
import { locateRun } from "./locate-run.ts";
import { openBundle } from "./open-bundle.ts";
import type { Result } from "./result.ts";
import { manifestOf } from "./run-files.ts";
import { assertHolds } from "./verify.ts";
import { readVerifyKeys, type VerifyKeySource } from "./verify-keys.ts";

export type GetEvidenceRequest = VerifyKeySource & {
  readonly decision: string;
  readonly evidenceDir: string;
  /** Directory that the plain bundle is written to. */
  readonly extract?: string | undefined;
};

/**
 * The evidence of one decision: located by its run id, verified, and unpacked when asked.
 * Throws INPUT_NOT_FOUND when there is none, INTEGRITY_* when it does not hold, USAGE_KEY_MISSING when it is
 * encrypted and is to be unpacked without a key.
 */
export async function getEvidence(request: GetEvidenceRequest, runtime: Runtime): Promise<Result> {
  const keys = readVerifyKeys({ ...request, near: [request.evidenceDir] }, runtime);
  const run = locateRun(request.decision, request.evidenceDir, runtime);
  const groups = await assertHolds(run.directory, keys, runtime, run);
  const manifest = manifestOf(run.files);
  const facts = {
    run_id: run.runId,
    directory: run.directory,
    verdict: manifest.verdict,
    bundle: manifest.bundle,
    retention_until: manifest.retention_until,
  };
  const extracted = request.extract === undefined ? undefined : join(request.extract, bundleName(run.mode));
  if (extracted !== undefined) {
    runtime.files.writeFile(extracted, await openBundle(run.files, keys));
  }
  const lines = [
    `run        ${run.runId} (${manifest.verdict})`,
    `directory  ${run.directory}`,
    `bundle     ${manifest.bundle.name}`,
    `sha256     ${manifest.bundle.sha256} (plain)`,
    `keep until ${manifest.retention_until}`,
    ...(extracted === undefined ? [] : [`extracted  ${extracted}`]),
    "",
  ];
  return {
    text: `${lines.join("\n")}${renderGroups(groups)}`,
    json: { ...facts, ...(extracted !== undefined && { extracted }), checks: groups },
    exitCode: 0,
  };
}
