import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "keys generate",
  summary: "make a key for signatures, or one that encrypts evidence",
  flags: {
    type: {
      type: "enum",
      options: ["ed25519", "ecdsa-p256", "age", "fernet"],
      default: "ed25519",
      description: "signing key; age or fernet for encrypted evidence",
    },
    output: {
      type: "string",
      required: true,
      valueHint: "FILE",
      description: "new file for the key, mode 0600; the public half goes to FILE.pub",
    },
  },
  note: "Nothing is overwritten, and a private key is never printed.",
  examples: [
    { text: "a signing key, and release.key.pub for those who verify", line: "keys generate --output release.key" },
    { text: "for systems that want NIST curves", line: "keys generate --type ecdsa-p256 --output release.key" },
    {
      text: "an age identity, and its recipient in auditor.age.pub",
      line: "keys generate --type age --output auditor.age",
    },
    { text: "a key that all share, for --encrypt", line: "keys generate --type fernet --output evidence.key" },
  ],
  async run(flags, runtime) {
    const { generateKey } = await import("../../actions/keys.ts");
    return outcomeOf(await generateKey({ type: flags.type, output: flags.output }, runtime), flags.json);
  },
});
