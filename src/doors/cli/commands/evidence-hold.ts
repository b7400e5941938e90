import { defineCommand, outcomeOf } from "../command.ts";
import { holdFlags, holdRequestOf } from "../evidence-flags.ts";
import { signEnvironment } from "../key-flags.ts";

export const command = defineCommand({
  name: "evidence hold",
  summary: "put a run under legal hold: it is not pruned, whatever its date",
  flags: holdFlags,
  examples: [{ text: "for a lawsuit", line: "evidence hold RUN --reason case-2026-114" }],
  environment: signEnvironment,
  async run(flags, runtime) {
    const { holdRun } = await import("../../actions/evidence-hold.ts");
    return outcomeOf(holdRun(holdRequestOf(flags), runtime), flags.json);
  },
});
