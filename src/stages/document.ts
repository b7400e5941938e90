import type { AssessOptions } from "../assess/index.ts";
import { releaseDigests } from "../assess/provenance/artefacts.ts";
import type { OverlayRecord, ToolRecord } from "../domain/bundle.ts";
import { FixopsError } from "../domain/error.ts";
import type { InputFile } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import { type StageDocument, type StageFrame, type StageInput, stageSchema } from "../domain/stage.ts";
import { stages } from "./index.ts";
import type { Stage, StageContext } from "./stage.ts";

/** What a stage document needs besides its model and its options. */
export type StageParts = {
  readonly stage: Stage;
  readonly frame: Pick<StageFrame, "app_id" | "app_name" | "run_id" | "commit" | "sequence" | "previous">;
  readonly overlayRecord: OverlayRecord;
  readonly tool: ToolRecord;
  readonly context: Omit<StageContext, "options">;
  /** Where the registry keeps a copy of an input, and the digest of that. */
  readonly storedAt: (file: InputFile) => Pick<StageInput, "stored" | "stored_sha256">;
};

/**
 * Model → stage document: what the stage says, in the frame that all stages share. Throws INPUT_WRONG_KIND for an input
 * that belongs to another stage.
 */
export function stageDocument(model: Model, options: AssessOptions, parts: StageParts): StageDocument {
  const { stage, frame, overlayRecord, tool } = parts;
  refuseForeign(model.inputs, stage);
  return {
    ...stage.body(model, { ...parts.context, options }),
    ...present(frame),
    schema: stageSchema,
    stage: stage.name,
    as_of: model.asOf,
    tool: { ...tool },
    overlay: { mode: overlayRecord.mode, sha256: overlayRecord.sha256 },
    inputs: model.inputs.map((file) => toStageInput(file, parts)),
    artefacts: releaseDigests(model),
  };
}

function toStageInput(file: InputFile, { storedAt }: StageParts): StageInput {
  const { name, sha256, bytes, format, kinds } = file;
  return { name, sha256, bytes, format, kinds, ...storedAt(file) };
}

function refuseForeign(files: readonly InputFile[], stage: Stage): void {
  const foreign = files.find(({ kinds }) => !kinds.some((kind) => stage.kinds.includes(kind)));
  if (foreign === undefined) return;
  const message = `the content is ${foreign.format} (${foreign.kinds.join(", ")}), and the ${stage.name} stage takes ${stage.kinds.join(", ")}`;
  throw new FixopsError("INPUT_WRONG_KIND", message, {
    where: { file: foreign.name },
    hint: hintFor(foreign),
  });
}

function hintFor({ kinds }: InputFile): string {
  const homes = [...stages.values()].filter((stage) => kinds.some((kind) => stage.kinds.includes(kind)));
  if (homes.length === 0) return "leave the file out: no stage takes it";
  return `record it with ${homes.map(({ name }) => `--stage ${name}`).join(" or ")}`;
}
