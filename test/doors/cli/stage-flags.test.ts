import { expect, test } from "bun:test";
import { parseFlags } from "../../../src/doors/cli/flags.ts";
import { artefactsDirFlag, releaseFlags } from "../../../src/doors/cli/stage-flags.ts";

test("a release is told by flags, and stages have a place unless told otherwise", () => {
  const words = ["--app-id", "APP-1", "--run-id", "r1", "--commit", "c"];
  expect(parseFlags({ ...releaseFlags, ...artefactsDirFlag }, words, "stage-run")).toEqual({
    "app-id": "APP-1",
    "app-name": undefined,
    "run-id": "r1",
    commit: "c",
    "artefacts-dir": undefined,
  });
});
