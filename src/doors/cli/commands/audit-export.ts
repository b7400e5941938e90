import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";

export const command = defineCommand({
  name: "audit export",
  summary: "write the audit log to another directory, as it is or as C2SP tiles",
  note:
    "Tiles (c2sp.org/tlog-tiles) end at the latest checkpoint. A copy does not protect the log: whoever can write " +
    "both can change both.",
  flags: {
    format: { type: "enum", options: ["tiles", "jsonl"], required: true, description: "tiles or lines" },
    target: {
      type: "string",
      required: true,
      valueHint: "DIR",
      description: "where the files go; an export is added to",
    },
    ...evidenceDirFlag,
  },
  examples: [
    { text: "for a web server or bucket", line: "audit export --format tiles --target ./public-log" },
    { text: "the lines, with head and checkpoint", line: "audit export --format jsonl --target ./log-copy" },
  ],
  async run(flags, runtime) {
    const { auditExport } = await import("../../actions/audit-export.ts");
    const { format, target } = flags;
    return outcomeOf(auditExport({ evidenceDir: flags["evidence-dir"], format, target }, runtime), flags.json);
  },
});
