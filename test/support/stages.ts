import type { RecordedStage, StageFrame, StageName, StageRun } from "../../src/domain/stage.ts";

export const commit = "0123456789abcdef0123456789abcdef01234567";

/** The frame of a stage document. */
export function stageFrame(over: Partial<StageFrame> = {}): StageFrame {
  return {
    schema: "fixops.stage/v1",
    stage: "design",
    app_id: "APP-1234",
    run_id: "r1",
    as_of: "2026-08-25T12:00:00Z",
    commit,
    sequence: 1,
    previous: null,
    tool: { name: "fixops", version: "0.1.0" },
    overlay: { mode: "demo", sha256: "d".repeat(64) },
    inputs: [],
    artefacts: [],
    ...over,
  };
}

const documents: Record<StageName, string> = {
  requirements: "requirements.json",
  design: "design.manifest.json",
  build: "build.report.json",
  test: "test.report.json",
  deploy: "deploy.manifest.json",
  operate: "operate.snapshot.json",
  decision: "decision.json",
};

/** A digest of its own for each stage. */
function digestOf(stage: StageName): string {
  return Object.keys(documents).indexOf(stage).toString(16).repeat(64);
}

/** Stages that were recorded one after the other, as they should be. */
export function recordedStages(names: readonly StageName[]): readonly RecordedStage[] {
  return names.map((stage, index) => {
    const last = names[index - 1];
    const previous = last === undefined ? null : { stage: last, document: documents[last], sha256: digestOf(last) };
    return {
      document: documents[stage],
      sha256: digestOf(stage),
      frame: stageFrame({ stage, sequence: index + 1, previous }),
      body: {},
      signature: "unsigned",
      detail: "it is not signed",
    };
  });
}

export function stageRun(over: Partial<StageRun> = {}): StageRun {
  const stages = over.stages ?? recordedStages(["design", "build", "test", "deploy"]);
  return {
    appId: "APP-1234",
    runId: "r1",
    isNamed: true,
    commit,
    logged: stages.map(({ document, sha256 }) => ({ document, sha256 })),
    unreadable: [],
    ...over,
    stages,
  };
}
