import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag, keyEnvironment, keyFlags, keyRequestOf } from "../gate-flags.ts";

export const command = defineCommand({
  name: "explain",
  summary: "tell why a vulnerability, finding, rule or VEX statement came out as it did",
  flags: {
    subject: {
      type: "positional",
      required: true,
      valueHint: "ID",
      description:
        "id of a vulnerability, package, finding or rule, or vex for all statements and their nearest misses",
    },
    run: { type: "string", required: true, valueHint: "FILE", description: "decision.json of the run" },
    ...evidenceDirFlag,
    ...keyFlags,
  },
  examples: [
    { text: "why a VEX statement did not match", line: "explain vex --run decision.json" },
    { text: "who says what of a vulnerability", line: "explain CVE-2021-44228 --run decision.json" },
    { text: "what a rule asked", line: "explain guardrails/fail-on --run decision.json" },
  ],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { explain } = await import("../../actions/explain.ts");
    const { subject, run: decision } = flags;
    const request = { subject, decision, evidenceDir: flags["evidence-dir"], ...keyRequestOf(flags) };
    return outcomeOf(explain(request, runtime), flags.json);
  },
});
