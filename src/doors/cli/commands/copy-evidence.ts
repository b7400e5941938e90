import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag, keyEnvironment, keyFlags, publicKeyFlag, verifyRequestOf } from "../gate-flags.ts";

export const command = defineCommand({
  name: "copy-evidence",
  summary: "copy the evidence of a decision for hand-off, and verify the copy",
  flags: {
    run: { type: "string", required: true, valueHint: "FILE", description: "decision.json of the run" },
    target: { type: "string", required: true, valueHint: "DIR", description: "where the copy goes" },
    zip: { type: "string", valueHint: "FILE", description: "the copy as one ZIP file as well" },
    ...evidenceDirFlag,
    ...publicKeyFlag,
    ...keyFlags,
  },
  examples: [
    { text: "for an auditor, with VERIFY.txt", line: "copy-evidence --run decision.json --target ./hand-off" },
    { text: "as one file", line: "copy-evidence --run decision.json --target ./hand-off --zip hand-off.zip" },
  ],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { copyEvidence } = await import("../../actions/copy-evidence.ts");
    const { run: decision, target, zip } = flags;
    const request = { decision, target, zip, evidenceDir: flags["evidence-dir"], ...verifyRequestOf(flags) };
    return outcomeOf(copyEvidence(request, runtime), flags.json);
  },
});
