import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";

export const command = defineCommand({
  name: "audit verify",
  summary: "check that the audit log is whole, and continues its checkpoints",
  note:
    "The log is tamper-evident given a checkpoint that is kept elsewhere. Without --since, whoever can write the " +
    "directory can cut its end off, head and checkpoint with it; without --log-pub, whoever can write it can make another log.",
  flags: {
    since: {
      type: "string",
      valueHint: "FILE",
      description: "a checkpoint, or the audit.tlog-proof of a run, that was kept elsewhere: the log must continue it",
    },
    "log-pub": {
      type: "string",
      valueHint: "FILE",
      description: "public key that checkpoints must be signed with: PEM, verifier key, or base64 of its 32 bytes",
    },
    ...evidenceDirFlag,
  },
  examples: [
    { text: "the log of ./evidence", line: "audit verify" },
    {
      text: "that nothing was changed since a checkpoint was put away",
      line: "audit verify --since /mnt/safe/checkpoint --log-pub log.pub",
    },
  ],
  exits: [["0", "everything that was checked holds"]],
  async run(flags, runtime) {
    const { auditVerify } = await import("../../actions/audit-verify.ts");
    const request = { evidenceDir: flags["evidence-dir"], since: flags.since, logPub: flags["log-pub"] };
    return outcomeOf(auditVerify(request, runtime), flags.json);
  },
});
