import { expect, test } from "bun:test";
import { parseFlags } from "../../../src/doors/cli/flags.ts";
import { trustFlags, trustRequestOf } from "../../../src/doors/cli/trust-flags.ts";

test("trustRequestOf() takes keys and artefacts several times, and one root", () => {
  const words = "--trusted-key a --trusted-key b --trusted-root r --artefact x --artefact sha256:y".split(" ");
  expect(trustRequestOf(parseFlags(trustFlags, words, "make-decision"))).toEqual({
    trustedKeys: ["a", "b"],
    trustedRoot: "r",
    artefacts: ["x", "sha256:y"],
  });
  expect(trustRequestOf(parseFlags(trustFlags, [], "make-decision"))).toEqual({
    trustedKeys: [],
    trustedRoot: undefined,
    artefacts: [],
  });
});
