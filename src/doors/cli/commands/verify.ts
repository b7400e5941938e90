import { defineCommand, outcomeOf } from "../command.ts";
import { keyEnvironment, keyFlags, publicKeyFlag, verifyRequestOf } from "../gate-flags.ts";

export const command = defineCommand({
  name: "verify",
  summary: "verify a run, or all runs and the audit log of an evidence directory",
  flags: {
    path: {
      type: "positional",
      required: true,
      valueHint: "PATH",
      description: "directory of a run, an evidence directory or a copy of one",
    },
    ...publicKeyFlag,
    ...keyFlags,
  },
  examples: [
    { text: "everything that was recorded", line: "verify ./evidence" },
    { text: "signatures too, of one key or the other", line: "verify ./evidence --key ci.pub --key old.pub" },
    { text: "an encrypted run, its content too", line: "verify ./evidence/enterprise/RUN --evidence-key-file key" },
  ],
  exits: [["0", "everything that was checked holds"]],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { verifyPath } = await import("../../actions/verify.ts");
    return outcomeOf(verifyPath({ path: flags.path, ...verifyRequestOf(flags) }, runtime), flags.json);
  },
});
