import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "keys trust",
  summary: "list a key in trust.json, with what it may sign and from when on",
  flags: {
    path: {
      type: "positional",
      required: true,
      valueHint: "FILE",
      description: "public key in PEM; or a private one, whose log key is listed with it",
    },
    trust: { type: "string", required: true, valueHint: "FILE", description: "trust.json; made when it is not there" },
    usage: { type: "enum", options: ["evidence", "log"], default: "evidence", description: "what it may sign" },
    from: { type: "string", valueHint: "TIME", description: "first moment that it is valid (else now)" },
  },
  note: "Keep trust.json apart from the evidence: whoever can write it decides what verifies.",
  examples: [
    { text: "the key of the pipeline, and its log key", line: "keys trust ci.key --trust trust.json" },
    { text: "a key that somebody else holds", line: "keys trust supplier.pub --trust trust.json --from 2026-01-01" },
  ],
  async run(flags, runtime) {
    const { trustKey } = await import("../../actions/keys-trust.ts");
    const { from, path, trust, usage } = flags;
    return outcomeOf(trustKey({ path, trust, usage, from }, runtime), flags.json);
  },
});
