import { describe, expect, test } from "bun:test";
import { chainFaults, commitDoubts, commitFaults, logFaults, missingStages } from "../../../src/assess/stages/chain.ts";
import type { RecordedStage, StageFrame } from "../../../src/domain/stage.ts";
import { recordedStages, stageRun } from "../../support/stages.ts";

const names = ["design", "build", "test", "deploy"] as const;
const whole = recordedStages(names);

/** The whole chain with the frame of one stage changed. */
function changed(stage: (typeof names)[number], over: Partial<StageFrame>): readonly RecordedStage[] {
  return whole.map((one) => (one.frame.stage === stage ? { ...one, frame: { ...one.frame, ...over } } : one));
}

/** Documents with a fault. */
function faulty(stages: readonly RecordedStage[]): readonly string[] {
  return [...new Set(chainFaults(stageRun({ stages })).map(({ document }) => document))];
}

describe("chainFaults()", () => {
  test("has nothing to say of a whole chain, in whatever order it is read, nor of none", () => {
    expect(faulty(whole)).toEqual([]);
    expect(faulty(whole.toReversed())).toEqual([]);
    expect(faulty([])).toEqual([]);
    expect(faulty(recordedStages(["test", "build"]))).toEqual([]);
  });

  test.each(names.slice(0, -1))("names what follows a removed %s", (removed) => {
    const follower = whole[names.indexOf(removed) + 1]?.document ?? "";
    expect(faulty(whole.filter(({ frame }) => frame.stage !== removed))).toEqual([follower]);
  });

  test.each(names)("names what follows a changed %s", (stage) => {
    const stages = whole.map((one) => (one.frame.stage === stage ? { ...one, sha256: "f".repeat(64) } : one));
    const follower = whole[names.indexOf(stage) + 1];
    expect(faulty(stages)).toEqual(follower === undefined ? [] : [follower.document]);
  });

  test.each(names)("names a %s of another app or run", (stage) => {
    const document = whole[names.indexOf(stage)]?.document ?? "";
    expect(faulty(changed(stage, { app_id: "APP-9999" }))).toContain(document);
    expect(faulty(changed(stage, { run_id: "r2" }))).toContain(document);
  });

  test("names a document of an app of another name", () => {
    const stages = changed("build", { app_name: "other" });
    const faults = chainFaults(stageRun({ stages, appName: "web" }));
    expect(faults.map(({ document }) => document)).toEqual(["build.report.json"]);
  });

  test("names stages that changed places", () => {
    expect(faulty(changed("build", { sequence: 3 }))).not.toEqual([]);
    expect(faulty(changed("test", { sequence: 2 }))).not.toEqual([]);
    expect(faulty(changed("build", { previous: null }))).toEqual(["build.report.json"]);
  });

  test.each([
    [["build", "design"], "design.manifest.json"],
    [["deploy", "test"], "test.report.json"],
    [["decision", "deploy"], "deploy.manifest.json"],
  ] as const)("names an order that no release has: %p", (order, document) => {
    expect(faulty(recordedStages(order))).toEqual([document]);
  });
});

describe("logFaults()", () => {
  test("names the last document when it was removed, and one that was changed with all that follow", () => {
    const run = stageRun();
    expect(logFaults(run)).toEqual([]);
    expect(logFaults({ ...run, stages: run.stages.slice(0, -1) }).map(({ document }) => document)).toEqual([
      "deploy.manifest.json",
    ]);
    const stages = run.stages.map((one) => ({ ...one, sha256: "f".repeat(64) }));
    expect(logFaults({ ...run, stages })).toHaveLength(4);
  });

  test("names a signature that was removed or exchanged", () => {
    const run = stageRun();
    const signature = { document: "deploy.manifest.json.sigstore.json", sha256: "a".repeat(64) };
    const logged = [...run.logged, signature];
    expect(logFaults({ ...run, logged }).map(({ document }) => document)).toEqual([signature.document]);
    const stages = run.stages.map((one) => ({ ...one, signedBy: signature }));
    expect(logFaults({ ...run, logged, stages })).toEqual([]);
  });

  test("names a document that the log does not have, when it has others", () => {
    const run = stageRun();
    const logged = run.logged.slice(0, -1);
    expect(logFaults({ ...run, logged }).map(({ document }) => document)).toEqual(["deploy.manifest.json"]);
    expect(logFaults({ ...run, logged: [] })).toEqual([]);
  });

  test("takes the latest of a document that was recorded again", () => {
    const run = stageRun();
    const logged = [{ document: "deploy.manifest.json", sha256: "0".repeat(64) }, ...run.logged];
    expect(logFaults({ ...run, logged })).toEqual([]);
  });
});

describe("commits", () => {
  const other = "f".repeat(40);

  test.each(names)("of another one are named: %s", (stage) => {
    const run = stageRun({ stages: changed(stage, { commit: other }) });
    expect(commitFaults(run).map((one) => one.stage)).toEqual([stage]);
  });

  test("are compared with the latest stage when nobody says which is released, whatever the case", () => {
    const { commit, ...unsaid } = stageRun({ stages: changed("build", { commit: other }) });
    expect(commitFaults(unsaid).map((one) => one.stage)).toEqual(["build"]);
    expect(commitFaults(stageRun({ commit: commit?.toUpperCase() ?? "" }))).toEqual([]);
  });

  test("that a build, test or deploy does not name are a doubt", () => {
    const stages = whole.map((one) => {
      const { commit: _, ...frame } = one.frame;
      return { ...one, frame };
    });
    expect(commitDoubts(stageRun({ stages })).map((one) => one.stage)).toEqual(["build", "test", "deploy"]);
    const { commit: _, ...unsaid } = stageRun({ stages });
    expect(commitDoubts(unsaid)).toEqual([]);
  });
});

test("missingStages() are in the order of a release's life", () => {
  expect(missingStages(stageRun(), ["deploy", "operate", "requirements"])).toEqual(["requirements", "operate"]);
  expect(missingStages(undefined, ["test", "build"])).toEqual(["build", "test"]);
});
