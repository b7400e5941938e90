import { defineCommand, outcomeOf } from "../command.ts";

export const command = defineCommand({
  name: "overlay schema",
  summary: "print the JSON Schema of an overlay file",
  flags: {},
  examples: [{ text: "for the completion of an editor", line: "overlay schema > overlay.schema.json" }],
  async run(flags) {
    const { overlaySchema } = await import("../../actions/overlay.ts");
    return { ...outcomeOf(overlaySchema(), flags.json), exact: true };
  },
});
