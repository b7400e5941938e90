import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "keys show",
  summary: "show what a key is, and its public half",
  flags: {
    path: {
      type: "positional",
      required: true,
      valueHint: "FILE",
      description: "key in PEM, age identity or recipient, or a Fernet key",
    },
    log: {
      type: "string",
      valueHint: "NAME",
      description: "the log key as verifier key of this log; its name is the first line of audit/checkpoint",
    },
  },
  examples: [
    { text: "its id and hint, as signatures name it", line: "keys show release.key.pub" },
    { text: "the public half of a private key, lost or not", line: "keys show release.key" },
    { text: "whom to encrypt for", line: "keys show auditor.age" },
    { text: "what tools for signed notes take", line: "keys show release.key --log fixops-log/0123456789abcdef" },
  ],
  async run(flags, runtime) {
    const { showKey } = await import("../../actions/keys-show.ts");
    return outcomeOf(await showKey({ path: flags.path, log: flags.log }, runtime), flags.json);
  },
});
