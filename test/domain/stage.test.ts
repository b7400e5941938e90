import { expect, test } from "bun:test";
import { comesTooLate, stageNames } from "../../src/domain/stage.ts";

test("no stage comes too late for itself, and none for one that it may follow", () => {
  for (const [index, stage] of stageNames.entries()) {
    expect(comesTooLate(stage, stage)).toBe(false);
    for (const earlier of stageNames.slice(0, index)) expect(comesTooLate(stage, earlier)).toBe(false);
  }
});

test("a deployment is too late for a build, and a build is not for a test", () => {
  expect(comesTooLate("build", "deploy")).toBe(true);
  expect(comesTooLate("build", "test")).toBe(false);
  expect(comesTooLate("operate", "decision")).toBe(false);
  expect(comesTooLate("deploy", "decision")).toBe(true);
});
