import { defineCommand, outcomeOf } from "../command.ts";
import { overlayEnvironment, overlayFlags } from "../gate-flags.ts";

export const command = defineCommand({
  name: "overlay validate",
  summary: "check overlay files; tells file, line and column of what is wrong",
  flags: overlayFlags,
  examples: [{ text: "before it is committed", line: "overlay validate --overlay team.yml" }],
  exits: [["0", "valid"]],
  environment: overlayEnvironment,
  async run(flags, runtime) {
    const { overlayValidate } = await import("../../actions/overlay.ts");
    return outcomeOf(overlayValidate({ overlays: flags.overlay, mode: flags.mode }, runtime), flags.json);
  },
});
