import { runStage, type StageRunRequest } from "../../../src/doors/actions/stage-run.ts";
import type { FakeOptions, FakeRuntime } from "../../support/runtime.ts";
import { commit } from "../../support/stages.ts";
import { evidence, gateRuntime } from "./sample-gate.ts";

export const registry = "/w/artefacts";

const plan = JSON.stringify({
  format_version: "1.2",
  terraform_version: "1.9.8",
  resource_changes: [
    {
      address: "aws_ebs_volume.a",
      type: "aws_ebs_volume",
      change: { actions: ["create"], after: { encrypted: true, password: "CANARY" }, after_unknown: { id: true } },
    },
  ],
});

const design = "component,owner,exposure,authentication,data_class\nweb,team-a,internal,yes,internal\n";

/** The disk of the gate's samples with a design and a plan besides. */
export function stageRuntime(options: FakeOptions = {}): FakeRuntime {
  return gateRuntime({ ...options, files: { "/w/plan.json": plan, "/w/design.csv": design, ...options.files } });
}

const inputs: Readonly<Record<string, string>> = {
  design: "/w/design.csv",
  build: "/w/sbom.json",
  deploy: "/w/plan.json",
};

/** A stage of run `r1` of one application, with the sample that belongs to it. */
export function stageRequest(over: Partial<StageRunRequest> = {}): StageRunRequest {
  const path = inputs[over.stage ?? "design"];
  return {
    stage: "design",
    inputs: path === undefined ? [] : [{ path }],
    overlays: [],
    appId: "APP-1234",
    runId: "r1",
    commit,
    registry,
    evidenceDir: evidence,
    verify: false,
    replace: false,
    followSymlinks: false,
    ...over,
  };
}

/** Records stages of run `r1`, one after the other. */
export function recordStages(stages: readonly StageRunRequest["stage"][], runtime: FakeRuntime): void {
  for (const stage of stages) runStage(stageRequest({ stage }), runtime);
}

/** A document of the registry, parsed. */
export function documentOf(path: string, runtime: FakeRuntime) {
  return JSON.parse(new TextDecoder().decode(runtime.disk.get(`${registry}/${path}`)));
}
