import type { Baseline } from "../domain/baseline.ts";
import type { AppRecord, ToolRecord } from "../domain/bundle.ts";
import type { InputFile } from "../domain/input-file.ts";
import type { Intel } from "../domain/intel.ts";
import type { Items } from "../domain/items.ts";
import type { StageRun } from "../domain/stage.ts";
import type { SavedBasis } from "../domain/trust.ts";

/**
 * Everything that a verdict depends on after `ingest`, except for the overlay, which is a section of every bundle.
 * Of the intelligence a document holds what can be asked for; `intel.kev` is what the catalogues were joined to.
 */
export type InputsFacts = {
  /** The clock of the run. */
  readonly asOf: string;
  readonly app: AppRecord;
  readonly tool: ToolRecord;
  /** The user's own; absent when it was made. */
  readonly runId?: string;
  /** 32 bytes in hex, made of the bytes of the inputs, which are not kept. */
  readonly salt: string;
  readonly files: readonly InputFile[];
  readonly items: Items;
  readonly intel: Intel;
  readonly baseline?: Baseline;
  readonly provenanceBasis?: SavedBasis;
  readonly stageRun?: StageRun;
};
