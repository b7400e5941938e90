import { defineCommand, outcomeOf } from "../command.ts";
import { keyEnvironment, keyFlags, publicKeyFlags, verifyRequestOf } from "../key-flags.ts";

export const command = defineCommand({
  name: "verify",
  summary: "verify a run, evidence with its audit log, a hand-off copy, or a run registry",
  flags: {
    path: {
      type: "positional",
      required: true,
      valueHint: "PATH",
      description: "a run, an evidence directory, a copy (its ZIP too), a run registry, or an app or run of it",
    },
    "evidence-dir": {
      type: "string",
      valueHint: "DIR",
      description: "where the audit log of a run registry is kept (else ./evidence)",
    },
    ...publicKeyFlags,
    ...keyFlags,
  },
  examples: [
    { text: "everything that was recorded", line: "verify ./evidence" },
    { text: "signatures too, of one key or the other", line: "verify ./evidence --key ci.pub --key old.pub" },
    { text: "a copy as it was handed over, read in memory", line: "verify ./hand-off.zip" },
    { text: "the stages of an app, and that the log recorded them", line: "verify ./artefacts/APP-1234 --key ci.pub" },
    { text: "an encrypted run, its content too", line: "verify ./evidence/enterprise/RUN --evidence-key-file key" },
  ],
  exits: [["0", "everything that was checked holds"]],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { verifyPath } = await import("../../actions/verify.ts");
    const request = { path: flags.path, evidenceDir: flags["evidence-dir"], ...verifyRequestOf(flags) };
    return outcomeOf(await verifyPath(request, runtime), flags.json);
  },
});
