import { joinCatalogues } from "../correlate/catalogues.ts";
import type { DecisionRecord, Manifest } from "../domain/bundle.ts";
import type { InputBytes } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import type { NamedBytes } from "../domain/runtime.ts";
import { bundleSalt } from "../evidence/salt.ts";
import { type IngestOptions, ingest } from "../ingest/ingest.ts";
import type { PublicKey } from "../standards/signature.ts";
import { type Facts, judge } from "./judge.ts";
import { type Sealing, sealInputs, sealRun } from "./seal-run.ts";

/** Everything that a run depends on. The same request gives the same decision and the same bundle. */
export type RunRequest = Omit<Facts, "files" | "items" | "salt" | "onStep"> &
  Sealing & {
    readonly inputs: readonly InputBytes[];
    readonly limits: Omit<IngestOptions, "declared">;
    /** Is told of each step that has ended, for measuring; the run never depends on it. */
    readonly onStep?: (step: "ingest" | "keep inputs" | "correlate" | "assess" | "write" | "seal") => void;
  };

/** A finished run: the decision, what was decided on, and the files of its evidence directory, manifest last. */
export type Run = {
  readonly decision: DecisionRecord;
  readonly release: Pick<Model, "vulnerabilities" | "findings">;
  readonly manifest: Manifest;
  /** The key that it is signed with, if it is. */
  readonly publicKeys: readonly PublicKey[];
  readonly files: readonly NamedBytes[];
};

/** The pipeline: ingest → judge → seal (DESIGN §4). Throws INPUT_* errors, and what signing and sealing throw. */
export async function run(request: RunRequest): Promise<Run> {
  const { inputs, limits, onStep, overlay } = request;
  const salt = bundleSalt(inputs);
  const { files, items } = ingest(inputs, { ...limits, declared: overlay.formats });
  const { kevCatalogues, ...others } = items;
  const kev = joinCatalogues([request.intel.kev, ...kevCatalogues]);
  const facts: Facts = {
    ...request,
    files,
    items: { ...others, kevCatalogues: [] },
    intel: { ...request.intel, kev },
    salt,
  };
  onStep?.("ingest");
  // Before anything is made of them: what both leave behind would need room at once.
  const inputsDocument = await sealInputs(facts, request.seal);
  onStep?.("keep inputs");
  const judged = judge(facts);
  const sealed = await sealRun(facts, judged, { ...request, ...(inputsDocument && { inputsDocument }) });
  const { vulnerabilities, findings } = judged.model;
  return { decision: judged.decision, ...sealed, release: { vulnerabilities, findings } };
}
