import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import { keyEnvironment, keyFlags, keyRequestOf } from "../key-flags.ts";

export const command = defineCommand({
  name: "explain",
  summary: "tell why a vulnerability, finding, rule, check or VEX statement came out so",
  flags: {
    subject: {
      type: "positional",
      required: true,
      valueHint: "ID",
      description: "vulnerability, package, finding, rule, posture check, resource; or vex",
    },
    run: {
      type: "string",
      required: true,
      valueHint: "PATH",
      description: "decision.json of the run, or the directory of the run",
    },
    ...evidenceDirFlag,
    ...keyFlags,
  },
  examples: [
    { text: "why a VEX statement did not match", line: "explain vex --run decision.json" },
    { text: "who says what of a vulnerability", line: "explain CVE-2021-44228 --run decision.json" },
    { text: "what a rule asked, and what failed it", line: "explain posture/failures --run decision.json" },
    { text: "which resources fail a posture check", line: "explain aws-s3/acl-not-public --run decision.json" },
    { text: "what is found on a resource, and who reaches it", line: "explain aws_lb.web --run decision.json" },
  ],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { explain } = await import("../../actions/explain.ts");
    const { subject, run: decision } = flags;
    const request = { subject, decision, evidenceDir: flags["evidence-dir"], ...keyRequestOf(flags) };
    return outcomeOf(await explain(request, runtime), flags.json);
  },
});
