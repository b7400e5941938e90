import { defineCommand, outcomeOf } from "../command.ts";
import { holdFlags, holdRequestOf } from "../evidence-flags.ts";
import { signEnvironment } from "../key-flags.ts";

export const command = defineCommand({
  name: "evidence release",
  summary: "end the legal hold on a run",
  flags: holdFlags,
  examples: [{ text: "when the case is closed", line: "evidence release RUN --reason case-2026-114-closed" }],
  environment: signEnvironment,
  async run(flags, runtime) {
    const { releaseRun } = await import("../../actions/evidence-hold.ts");
    return outcomeOf(releaseRun(holdRequestOf(flags), runtime), flags.json);
  },
});
