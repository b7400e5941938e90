import { defineCommand, outcomeOf } from "../command.ts";
import { overlayEnvironment, overlayFlags } from "../gate-flags.ts";

export const command = defineCommand({
  name: "overlay show",
  summary: "show the effective configuration as YAML",
  flags: { ...overlayFlags, explain: { type: "boolean", description: "show where each value was set" } },
  examples: [
    { text: "the strict built-in overlay", line: "overlay show --mode enterprise" },
    { text: "which file set what", line: "overlay show --overlay team.yml --explain" },
  ],
  environment: overlayEnvironment,
  async run(flags, runtime) {
    const { overlayShow } = await import("../../actions/overlay.ts");
    const { mode, explain } = flags;
    return outcomeOf(overlayShow({ overlays: flags.overlay, mode, explain }, runtime), flags.json);
  },
});
