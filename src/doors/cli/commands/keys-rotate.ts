import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import { logKeyFlag } from "../key-flags.ts";

export const command = defineCommand({
  name: "keys rotate",
  summary: "let a new signing key take over, recorded in the log and signed by both",
  flags: {
    old: { type: "string", required: true, valueHint: "FILE", description: "private key in use, in PEM, mode 0600" },
    new: { type: "string", required: true, valueHint: "FILE", description: "private key from now on" },
    trust: {
      type: "string",
      valueHint: "FILE",
      description: "trust.json, where one ends and the other begins; made if missing",
    },
    ...logKeyFlag,
    ...evidenceDirFlag,
  },
  note: "The log keys that belong to the two change with them, unless the log has a key of its own.",
  examples: [
    {
      text: "once a year: make a key, hand over to it, sign with it from then on",
      line: "keys rotate --old ci.key --new ci-2027.key --trust trust.json",
    },
  ],
  async run(flags, runtime) {
    const { rotateKey } = await import("../../actions/keys-rotate.ts");
    const { old, new: next, trust } = flags;
    const request = { old, new: next, trust, evidenceDir: flags["evidence-dir"], logKey: flags["log-key"] };
    return outcomeOf(rotateKey(request, runtime), flags.json);
  },
});
