import { describe, expect, test } from "bun:test";
import {
  linesOf,
  listRuns,
  logKeysOf,
  manifestOf,
  misplacedIn,
  modesIn,
  noEvidence,
  readLog,
  readRun,
} from "../../../src/doors/actions/run-files.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const files = {
  "/e/demo/one/manifest.json": "{}",
  "/e/demo/one/decision.json": "{}",
  "/e/demo/no-manifest/decision.json": "{}",
  "/e/demo/.tmp-two/manifest.json": "{}",
  "/e/enterprise/three/manifest.json": "{}",
  "/e/other/four/manifest.json": "{}",
  "/e/audit/torn/x": "",
};

test("listRuns() gives all of both modes, also without a manifest, and nothing else", () => {
  expect(listRuns("/e", fakeRuntime({ files }))).toEqual(["demo/no-manifest", "demo/one", "enterprise/three"]);
  expect(listRuns("/none", fakeRuntime({ files }))).toEqual([]);
});

test("misplacedIn() names what does not belong among the runs, and nothing else", () => {
  const stray = {
    ...files,
    "/e/demo/.hidden/manifest.json": "{}",
    "/e/demo/note.txt": "",
    "/e/lone/manifest.json": "{}",
    "/e/VERIFY.txt": "",
    "/e/reports/sbom.json": "{}",
  };
  expect(misplacedIn("/e", fakeRuntime({ files: stray }))).toEqual(["demo/.hidden", "demo/note.txt", "lone", "other"]);
  expect(modesIn("/e", fakeRuntime({ files }))).toEqual(["demo", "enterprise"]);
});

describe("readRun()", () => {
  test("reads every file of a run", () => {
    expect([...(readRun("/e/demo/one", fakeRuntime({ files }))?.files.keys() ?? [])]).toEqual([
      "decision.json",
      "manifest.json",
    ]);
  });

  test.each(["/e/demo/no-manifest", "/e/demo", "/none"])("finds no run in %s", (directory) => {
    expect(readRun(directory, fakeRuntime({ files }))).toBeUndefined();
  });
});

test("readLog() and linesOf() of no log are undefined", () => {
  expect([readLog("/e", fakeRuntime()), linesOf(undefined)]).toEqual([undefined, undefined]);
});

test("noEvidence() is no verdict", () => {
  expect(noEvidence("/e").code).toBe("INPUT_NOT_FOUND");
});

test("manifestOf() of files without a manifest, or with another text, is INTEGRITY_MANIFEST", () => {
  const broken = new Map([["manifest.json", new TextEncoder().encode("{}\n")]]);
  expect([codeOf(() => manifestOf(new Map())), codeOf(() => manifestOf(broken))]).toEqual([
    "INTEGRITY_MANIFEST",
    "INTEGRITY_MANIFEST",
  ]);
});

test("logKeysOf() gives what a sound manifest names, and nothing of one that is none", () => {
  const run = (text: string) => ({ files: new Map([["manifest.json", new TextEncoder().encode(text)]]) });
  expect([logKeysOf(undefined), logKeysOf(run("{}")), logKeysOf(run('{"log_key":"AAAA"}'))]).toEqual([[], [], []]);
});
