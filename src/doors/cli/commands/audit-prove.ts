import { FixopsError } from "../../../domain/error.ts";
import type { AuditProveRequest } from "../../actions/audit-prove.ts";
import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";

export const command = defineCommand({
  name: "audit prove",
  summary: "prove that a run is in the audit log, or that the log continues a checkpoint",
  note:
    "The first proof is a c2sp.org/tlog-proof@v1 with the line in it, the second what c2sp.org/tlog-witness sends: " +
    '"old" and the size before, the hashes in base64, an empty line, the signed checkpoint. A proof says that a line ' +
    "is in the log of that checkpoint, not that the log is the only one: keep checkpoints elsewhere.",
  flags: {
    run: { type: "positional", required: false, valueHint: "RUN", description: "id of the run, as --inclusion RUN" },
    inclusion: { type: "string", valueHint: "RUN", description: "prove that this run is in the log" },
    consistency: {
      type: "string",
      valueHint: "FILE",
      description: "prove that the log continues the checkpoint in this file",
    },
    output: { type: "string", valueHint: "FILE", description: "write the proof there (else to standard output)" },
    ...evidenceDirFlag,
  },
  examples: [
    { text: "for one run", line: "audit prove --inclusion RUN --output run.tlog-proof" },
    { text: "since a checkpoint that was put away", line: "audit prove --consistency /mnt/safe/checkpoint" },
  ],
  async run(flags, runtime) {
    const { auditProve } = await import("../../actions/audit-prove.ts");
    const of = wanted(flags.run, flags.inclusion, flags.consistency);
    const result = auditProve({ evidenceDir: flags["evidence-dir"], of, output: flags.output }, runtime);
    // A proof is for a program, byte by byte.
    return { ...outcomeOf(result, flags.json), exact: true };
  },
});

function wanted(
  run: string | undefined,
  inclusion: string | undefined,
  consistency: string | undefined,
): AuditProveRequest["of"] {
  const given = [run, inclusion, consistency].filter((one) => one !== undefined);
  const named = run ?? inclusion;
  if (given.length === 1 && named !== undefined) return { run: named };
  if (given.length === 1 && consistency !== undefined) return { kept: consistency };
  const code = given.length === 0 ? "USAGE_MISSING_VALUE" : "USAGE_BAD_VALUE";
  throw new FixopsError(code, "audit prove takes one of --inclusion RUN and --consistency FILE", {
    hint: "write for example: fixops audit prove --inclusion RUN",
  });
}
