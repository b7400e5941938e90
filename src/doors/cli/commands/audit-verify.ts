import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";

export const command = defineCommand({
  name: "audit verify",
  summary: "check that every line of the audit log chains to the one before",
  flags: evidenceDirFlag,
  examples: [{ text: "the log of ./evidence", line: "audit verify" }],
  exits: [["0", "every line chains"]],
  async run(flags, runtime) {
    const { auditVerify } = await import("../../actions/audit.ts");
    return outcomeOf(auditVerify({ evidenceDir: flags["evidence-dir"] }, runtime), flags.json);
  },
});
