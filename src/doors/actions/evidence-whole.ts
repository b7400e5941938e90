import { join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { manifestFile } from "../../evidence/bundle.ts";
import { checkPlace, strangeEntries, type VerifyMeans, verifyRun } from "../../evidence/verify.ts";
import { nameText, type RunName } from "./evidence-runs.ts";
import { isPruned } from "./evidence-settle.ts";
import { manifestOf, type RunDirectory, readRun } from "./run-files.ts";

/** A run that was found whole, as it was read. */
export type WholeRun = { readonly name: RunName; readonly files: RunDirectory["files"]; readonly manifest: Manifest };

/** Reads a run and verifies it, with the log. Throws INTEGRITY_* for the first thing that does not hold. */
export async function wholeRun(
  evidenceDir: string,
  name: RunName,
  means: VerifyMeans,
  runtime: Runtime,
): Promise<WholeRun> {
  const directory = join(evidenceDir, name.mode, name.run);
  const { files, strange } = readRun(directory, runtime) ?? { files: new Map<string, Uint8Array>(), strange: [] };
  const checks = [...strangeEntries(strange), ...(await verifyRun(files, means))];
  const failed = checks.find(({ status }) => status === "fail");
  const place = failed === undefined ? checkPlace(manifestOf(files), name) : failed;
  if (place.status !== "fail") return { name, files, manifest: manifestOf(files) };
  const message = `the evidence of ${nameText(name)} does not hold: ${place.what}: ${place.detail}`;
  throw new FixopsError(place.code ?? "INTEGRITY_DIGEST", message, {
    where: { file: directory },
    hint: `see all checks with: fixops verify ${directory}`,
  });
}

/** Asked under the lock of the log: that the run is still what was read. Throws IO_EXISTS. */
export function assertUnchanged(evidenceDir: string, { name, files }: WholeRun, runtime: Runtime): void {
  const path = join(evidenceDir, name.mode, name.run, manifestFile);
  const before = files.get(manifestFile) ?? new Uint8Array();
  const now = isPruned(evidenceDir, name, runtime) ? undefined : runtime.files.read(path, 2 * before.length + 1);
  if (now !== undefined && runtime.sha256(now) === runtime.sha256(before)) return;
  throw new FixopsError("IO_EXISTS", `${nameText(name)} was changed by another process meanwhile`, {
    where: { file: path },
    hint: "look at it with fixops evidence list, and give the command again",
  });
}
