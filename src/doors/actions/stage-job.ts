import type { Signer } from "../../domain/runtime.ts";
import type { StageRequest } from "../../pipeline.ts";
import type { App } from "./app-registry.ts";

/** Everything that a stage document is made of, and where it goes. */
export type StageJob = Omit<StageRequest, "frame" | "context" | "storedAt"> & {
  readonly app: App;
  readonly runId: string | undefined;
  readonly commit: string | undefined;
  readonly signer?: Signer;
  readonly registry: string;
  readonly evidenceDir: string;
  /** Whether a document that is there may be replaced. */
  readonly replace: boolean;
};
