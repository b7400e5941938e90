import { expect, test } from "bun:test";
import { stageNames } from "../../src/domain/stage.ts";
import { stages } from "../../src/stages/index.ts";

test("there is a stage for each name but the decision, in their order, with a document of its own", () => {
  expect([...stages.keys()]).toEqual(stageNames.filter((name) => name !== "decision"));
  expect(new Set([...stages.values()].map(({ document }) => document)).size).toBe(stages.size);
});
