import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";

export const command = defineCommand({
  name: "evidence list",
  summary: "list kept runs: who can open them, until when they stay, what is held",
  note: "It tells what manifests, tombstones and the log say, and verifies nothing: fixops verify does.",
  flags: evidenceDirFlag,
  examples: [
    { text: "what there is", line: "evidence list" },
    { text: "for a program", line: "evidence list --json" },
  ],
  exits: [["5", "a manifest or tombstone is damaged, or the log: then holds are not known"]],
  async run(flags, runtime) {
    const { listEvidence } = await import("../../actions/evidence-list.ts");
    return outcomeOf(listEvidence({ evidenceDir: flags["evidence-dir"] }, runtime), flags.json);
  },
});
