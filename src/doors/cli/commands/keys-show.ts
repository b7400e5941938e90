import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "keys show",
  summary: "show what a key is, and its public half",
  flags: {
    path: {
      type: "positional",
      required: true,
      valueHint: "FILE",
      description: "private or public key in PEM, or a Fernet key",
    },
  },
  examples: [
    { text: "its id and hint, as signatures name it", line: "keys show release.key.pub" },
    { text: "the public half of a private key, lost or not", line: "keys show release.key" },
  ],
  async run(flags, runtime) {
    const { showKey } = await import("../../actions/keys.ts");
    return outcomeOf(showKey(flags.path, runtime), flags.json);
  },
});
