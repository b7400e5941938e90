import { defineCommand, outcomeOf } from "../command.ts";
import { keyEnvironment, keyFlags, publicKeyFlags, verifyRequestOf } from "../key-flags.ts";

export const command = defineCommand({
  name: "replay",
  summary: "decide a run again from its evidence, and compare the decision byte by byte",
  note: "With --as-of or --overlay it answers what would be decided then, or by those rules, and verifies nothing but the evidence.",
  flags: {
    path: { type: "positional", required: true, valueHint: "PATH", description: "the directory of a run" },
    "as-of": {
      type: "string",
      valueHint: "TIME",
      description: "ask: that clock, and the intelligence of this version",
    },
    overlay: {
      type: "string",
      valueHint: "FILE",
      multiple: true,
      description: "ask: this overlay instead of that of the run; a later one wins",
    },
    ...publicKeyFlags,
    ...keyFlags,
  },
  examples: [
    { text: "that the verdict follows from what is inside", line: "replay evidence/demo/RUN" },
    { text: "what today's rules and intelligence say", line: "replay evidence/demo/RUN --as-of 2026-12-01" },
    { text: "what a stricter overlay would have said", line: "replay evidence/demo/RUN --overlay strict.yml" },
  ],
  exits: [
    ["0", "the decision is the same byte by byte, or the question was answered"],
    ["5", "it is not the same, or the evidence does not hold"],
  ],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { replay } = await import("../../actions/replay.ts");
    const request = {
      path: flags.path,
      asOf: flags["as-of"],
      overlays: flags.overlay,
      ...verifyRequestOf(flags),
    };
    return outcomeOf(await replay(request, runtime), flags.json);
  },
});
