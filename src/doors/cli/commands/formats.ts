import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "formats",
  summary: "list the formats that are read, their versions, and what tells them",
  flags: {},
  examples: [
    { text: "the table", line: "formats" },
    { text: "for a script", line: "formats --json" },
  ],
  async run(flags) {
    const { listFormats } = await import("../../actions/formats.ts");
    return outcomeOf(listFormats(), flags.json);
  },
});
