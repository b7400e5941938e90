import { expect, test } from "bun:test";
import { holdFlags, holdRequestOf } from "../../../src/doors/cli/evidence-flags.ts";
import { parseFlags } from "../../../src/doors/cli/flags.ts";

test("holdRequestOf() takes run, reason, clock and the key of the log", () => {
  const words = ["one", "--reason", "case", "--as-of", "2026-01-05", "--log-key", "k"];
  expect(holdRequestOf(parseFlags(holdFlags, words, "evidence hold"))).toMatchObject({
    evidenceDir: "./evidence",
    run: "one",
    reason: "case",
    asOf: "2026-01-05",
    allowNetworkFs: false,
    logKey: "k",
  });
});
