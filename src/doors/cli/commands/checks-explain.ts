import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "checks explain",
  summary: "tell what a posture check wants, why, and how to satisfy it",
  flags: {
    id: {
      type: "positional",
      required: true,
      valueHint: "ID",
      description: "id of the check, as checks list shows it",
    },
  },
  examples: [{ text: "one check", line: "checks explain aws-ebs/volume-encrypted" }],
  async run(flags) {
    const { explainCheck } = await import("../../actions/checks.ts");
    return outcomeOf(explainCheck(flags.id), flags.json);
  },
});
