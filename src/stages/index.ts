import type { StageName } from "../domain/stage.ts";
import { buildStage } from "./build.ts";
import { deployStage } from "./deploy.ts";
import { designStage } from "./design.ts";
import { operateStage } from "./operate.ts";
import { requirementsStage } from "./requirements.ts";
import type { Stage } from "./stage.ts";
import { testStage } from "./test.ts";

/** The stages, by name, in the order of a release's life. */
export const stages: ReadonlyMap<StageName, Stage> = new Map(
  [requirementsStage, designStage, buildStage, testStage, deployStage, operateStage].map((stage) => [
    stage.name,
    stage,
  ]),
);
