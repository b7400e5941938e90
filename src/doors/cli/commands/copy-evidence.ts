import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import { keyEnvironment, keyFlags, publicKeyFlags, verifyRequestOf } from "../key-flags.ts";
import { readNames } from "../values.ts";

export const command = defineCommand({
  name: "copy-evidence",
  summary: "copy the evidence of a decision for hand-off, and verify the copy",
  note: "A copy with --only is not encrypted, and needs the key when the evidence is. Its manifest goes along unchanged and shows the verdict, the application, names, sizes and digests of the inputs, digests of overlay and intelligence, the names of all sections, and the size of the whole bundle, by which the length of what is withheld can be told; the log shows the other runs in it. The section decision is decision.json; without it the signed statements, which quote it, stay away too, and the SSH signature alone tells who signed.",
  flags: {
    run: { type: "string", required: true, valueHint: "FILE", description: "decision.json of the run" },
    target: { type: "string", required: true, valueHint: "DIR", description: "where the copy goes" },
    only: {
      type: "string",
      valueHint: "SECTION,…",
      description: "show these sections of the bundle and withhold the others, the inputs too",
    },
    zip: { type: "string", valueHint: "FILE", description: "the copy as one ZIP file as well" },
    ...evidenceDirFlag,
    ...publicKeyFlags,
    ...keyFlags,
  },
  examples: [
    { text: "for an auditor, with VERIFY.txt", line: "copy-evidence --run decision.json --target ./hand-off" },
    { text: "as one file", line: "copy-evidence --run decision.json --target ./hand-off --zip hand-off.zip" },
    {
      text: "a part of it, which verifies against the same signature",
      line: "copy-evidence --run decision.json --target ./part --only compliance_status,decision",
    },
  ],
  environment: keyEnvironment,
  async run(flags, runtime) {
    const { copyEvidence } = await import("../../actions/copy-evidence.ts");
    const { run: decision, target, zip } = flags;
    const only = readNames("--only", flags.only);
    const request = { decision, target, zip, only, evidenceDir: flags["evidence-dir"], ...verifyRequestOf(flags) };
    return outcomeOf(await copyEvidence(request, runtime), flags.json);
  },
});
