import { defineCommand } from "../command.ts";
import { evidenceDirFlag, outputFlag } from "../gate-flags.ts";
import { gateOutcome } from "../gate-outcome.ts";

export const command = defineCommand({
  name: "demo",
  summary: "decide on embedded sample inputs, in demo mode",
  flags: { ...evidenceDirFlag, ...outputFlag },
  examples: [
    { text: "a first verdict, with its evidence in ./evidence", line: "demo" },
    { text: "the same, for machines", line: "demo --json" },
  ],
  exits: [["0", "the pipeline ran, whatever the verdict"]],
  async run(flags, runtime) {
    const { runDemo } = await import("../../actions/demo.ts");
    const result = await runDemo({ evidenceDir: flags["evidence-dir"], output: flags.output }, runtime);
    return { ...gateOutcome(result, flags.json || flags.output === "-"), code: 0 };
  },
});
