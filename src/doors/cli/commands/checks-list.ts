import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "checks list",
  summary: "list the posture checks of plans and manifests",
  flags: {
    format: {
      type: "enum",
      options: ["table", "md"],
      default: "table",
      description: "lines for people, or a Markdown table",
    },
  },
  examples: [
    { text: "the table", line: "checks list" },
    { text: "for a page of documentation", line: "checks list --format md" },
  ],
  async run(flags) {
    const { listChecks } = await import("../../actions/checks.ts");
    return outcomeOf(listChecks(flags.format), flags.json);
  },
});
