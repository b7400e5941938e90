import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import { keyEnvironment, keyFlags, publicKeyFlags, verifyRequestOf } from "../key-flags.ts";

export const command = defineCommand({
  name: "get-evidence",
  summary: "find the evidence of a decision, verify it, and unpack it when asked",
  flags: {
    run: { type: "string", required: true, valueHint: "FILE", description: "decision.json of the run" },
    ...evidenceDirFlag,
    extract: { type: "string", valueHint: "DIR", description: "write the plain bundle there" },
    ...publicKeyFlags,
    ...keyFlags,
  },
  examples: [
    { text: "where the evidence is, and that it holds", line: "get-evidence --run decision.json" },
    { text: "the plain bundle", line: "get-evidence --run decision.json --extract ./out" },
  ],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { getEvidence } = await import("../../actions/get-evidence.ts");
    const { run: decision, extract } = flags;
    const request = { decision, extract, evidenceDir: flags["evidence-dir"], ...verifyRequestOf(flags) };
    return outcomeOf(await getEvidence(request, runtime), flags.json);
  },
});
