import { defineCommand, outcomeOf } from "../command.ts";
import { overlayEnvironment, overlayFlags } from "../gate-flags.ts";

export const command = defineCommand({
  name: "formats",
  summary: "list the formats that are read, their versions, and what tells them",
  flags: overlayFlags,
  examples: [
    { text: "the table", line: "formats" },
    { text: "for a script", line: "formats --json" },
  ],
  environment: overlayEnvironment,
  async run(flags, runtime) {
    const { listFormats } = await import("../../actions/formats.ts");
    return outcomeOf(listFormats({ overlays: flags.overlay, mode: flags.mode }, runtime), flags.json);
  },
});
