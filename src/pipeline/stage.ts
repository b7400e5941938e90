import type { StageDocument } from "../domain/stage.ts";
import { ingest } from "../ingest/ingest.ts";
import { type StageParts, stageDocument } from "../stages/document.ts";
import { modelOf } from "./judge.ts";
import type { RunRequest } from "./run.ts";

/** What a stage document is made of. */
export type StageRequest = StageParts &
  Pick<RunRequest, "inputs" | "overlay" | "intel" | "asOf" | "limits" | "provenanceBasis">;

/** One stage, pure: ingest → correlate → assess → its document. Throws INPUT_* errors. */
export function stage(request: StageRequest): StageDocument {
  const { inputs, limits, overlay } = request;
  const model = modelOf({ ...request, ...ingest(inputs, { ...limits, declared: overlay.formats }) });
  return stageDocument(model, overlay, request);
}
