import type { OverlayRecord, ToolRecord } from "./bundle.ts";
import type { Json } from "./section.ts";

/** The stages of a release in the order of its life. */
export const stageNames = ["requirements", "design", "build", "test", "deploy", "operate", "decision"] as const;

export type StageName = (typeof stageNames)[number];

/** Stages that must be recorded before a stage, when both are there. Scans may run before, after or beside the build. */
const before: Readonly<Record<StageName, readonly StageName[]>> = {
  requirements: [],
  design: ["requirements"],
  build: ["requirements", "design"],
  test: ["requirements", "design"],
  deploy: ["requirements", "design", "build", "test"],
  operate: ["requirements", "design", "build", "test", "deploy"],
  decision: ["requirements", "design", "build", "test", "deploy"],
};

/** True when `stage` may no longer be recorded once `recorded` is: it belongs before it. */
export function comesTooLate(stage: StageName, recorded: StageName): boolean {
  return before[recorded].includes(stage);
}

export const stageSchema = "fixops.stage/v1";

/** The document of a stage that another one follows. */
export type PreviousStage = { readonly stage: StageName; readonly document: string; readonly sha256: string };

/** An input of a stage: the file as it was given, and the copy that the registry keeps. */
export type StageInput = {
  readonly name: string;
  /** Of the file as given. */
  readonly sha256: string;
  readonly bytes: number;
  readonly format: string;
  readonly kinds: readonly string[];
  /** Path of the copy below the run's directory, and its digest: another one where secrets were left out. */
  readonly stored: string;
  readonly stored_sha256: string;
};

/** What every stage document has, spelled as on disk; the stage's own members stand beside it. */
export type StageFrame = {
  readonly schema: typeof stageSchema;
  readonly stage: StageName;
  readonly app_id: string;
  readonly app_name?: string;
  readonly run_id: string;
  readonly as_of: string;
  /** Of the source that the stage is about: a Git object id. */
  readonly commit?: string;
  /** Place in the chain of the run, from 1. */
  readonly sequence: number;
  readonly previous: PreviousStage | null;
  readonly tool: ToolRecord;
  readonly overlay: Pick<OverlayRecord, "mode" | "sha256">;
  readonly inputs: readonly StageInput[];
  /** What the stage is about, by digest: images, archives, binaries. */
  readonly artefacts: readonly { readonly name: string; readonly sha256: string }[];
};

export type StageDocument = StageFrame & { readonly [member: string]: Json };

/** How the signature beside a document came out. */
export type SignatureState = "verified" | "not_verified" | "unsigned" | "failed";

/** A stage document as it stands in the registry, read back. */
export type RecordedStage = {
  readonly document: string;
  readonly sha256: string;
  readonly frame: StageFrame;
  /** All its members, parsed. */
  readonly body: unknown;
  /** The file of its signature, when it has one. */
  readonly signedBy?: { readonly document: string; readonly sha256: string };
  readonly signature: SignatureState;
  /** What the check of the signature said. */
  readonly detail: string;
};

/** The stages of one run, as the registry holds them, for the gate. */
export type StageRun = {
  readonly appId: string;
  /** The name that the release was given or the registry has. */
  readonly appName?: string;
  readonly runId: string;
  /** Why nothing is there, though a registry was asked: a name that it does not know, a run without stages. */
  readonly absent?: string;
  /** True when the run was named for this release; else it is the app's newest, and may be that of another release. */
  readonly isNamed: boolean;
  /** Commit of the release that is decided on, when it is known. */
  readonly commit?: string;
  /** In the order of the chain as they tell it. */
  readonly stages: readonly RecordedStage[];
  /** Documents and signatures that the audit log says were recorded for this run; a later entry replaces an earlier one. */
  readonly logged: readonly { readonly document: string; readonly sha256: string }[];
  /** Files among the documents that are none, and why. */
  readonly unreadable: readonly { readonly document: string; readonly why: string }[];
};
