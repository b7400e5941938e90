import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import { logKeyFlag } from "../key-flags.ts";

export const command = defineCommand({
  name: "keys revoke",
  summary: "let the signatures of a key count no more, but for what the log recorded before",
  flags: {
    "key-id": {
      type: "string",
      required: true,
      valueHint: "ID",
      description: "64 hex digits, as keys show prints them; of its log key as well, when that was derived from it",
    },
    reason: { type: "string", required: true, valueHint: "TEXT", description: "what happened, for those who verify" },
    trust: { type: "string", required: true, valueHint: "FILE", description: "trust.json that lists the key" },
    at: { type: "string", valueHint: "TIME", description: "since when it may be in other hands (else now)" },
    ...logKeyFlag,
    ...evidenceDirFlag,
  },
  examples: [
    {
      text: "a key was found in a public repository",
      line: "keys revoke --key-id ID --reason leaked --at 2026-11-01 --trust trust.json",
    },
  ],
  async run(flags, runtime) {
    const { revokeKey } = await import("../../actions/keys-revoke.ts");
    const { at, reason, trust } = flags;
    const keyId = flags["key-id"];
    const request = { keyId, reason, trust, at, evidenceDir: flags["evidence-dir"], logKey: flags["log-key"] };
    return outcomeOf(revokeKey(request, runtime), flags.json);
  },
});
