import type { LogSigner, Signer } from "../../domain/runtime.ts";
import type { StageRequest } from "../../pipeline/stage.ts";
import type { App } from "./app-registry.ts";

/** Everything that a stage document is made of, and where it goes. */
export type StageJob = Omit<StageRequest, "frame" | "context" | "storedAt"> & {
  readonly app: App;
  readonly runId: string | undefined;
  readonly commit: string | undefined;
  readonly signer?: Signer;
  /** Signs the checkpoints of the log. */
  readonly logKey?: LogSigner;
  readonly allowNetworkFs: boolean | undefined;
  readonly registry: string;
  readonly evidenceDir: string;
  /** Whether a document that is there may be replaced. */
  readonly replace: boolean;
};
