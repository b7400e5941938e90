import { FixopsError } from "../../domain/error.ts";
import { type OpeningKeys, unseal } from "../../evidence/unseal.ts";
import { manifestOf, type RunDirectory } from "./run-files.ts";

/**
 * The plain bundle of a run that was verified. Throws INPUT_NOT_FOUND when this is a copy that withholds it,
 * USAGE_KEY_MISSING when it is encrypted and no key is given, INTEGRITY_* when it does not open.
 */
export async function openBundle(files: RunDirectory["files"], keys: OpeningKeys): Promise<Uint8Array> {
  const { bundle, run_id: run } = manifestOf(files);
  const bytes = files.get(bundle.name);
  if (bytes !== undefined) return await unseal(bytes, bundle, keys);
  throw new FixopsError("INPUT_NOT_FOUND", `this copy of run ${run} withholds ${bundle.name}`, {
    where: { file: bundle.name },
    hint: "take the evidence directory that the run wrote to, or a copy that was made without --only",
  });
}
