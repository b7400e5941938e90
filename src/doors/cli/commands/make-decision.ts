import { defineCommand } from "../command.ts";
import { gateEnvironment, gateExits, gateFlags, gateRequestOf, inputNote } from "../gate-flags.ts";
import { gateOutcome } from "../gate-outcome.ts";

export const command = defineCommand({
  name: "make-decision",
  summary: "decide on a release; the exit code is the verdict",
  flags: gateFlags,
  note: inputNote,
  examples: [
    {
      text: "the gate of a pipeline, with the decision in a file",
      line: "make-decision --sbom sbom.json --sarif scan.sarif --evidence-dir ./evidence --output decision.json",
    },
    {
      text: "a table for a spreadsheet and Markdown for a comment besides",
      line: "make-decision --input reports/ --out csv=release.csv --out md=release.md",
    },
    { text: "all reports of a directory, told by their content", line: "make-decision --input reports/" },
    { text: "a scan from standard input", line: "make-decision --sbom sbom.json --cve - < grype.json" },
  ],
  exits: gateExits,
  environment: gateEnvironment,
  async run(flags, runtime) {
    const [{ runGate }, { loadBundleVerifier }] = await Promise.all([
      import("../../actions/gate.ts"),
      import("../../actions/trust.ts"),
    ]);
    const request = gateRequestOf(flags);
    const verifier = await loadBundleVerifier(request, runtime);
    return gateOutcome(
      await runGate({ ...request, verifier, progress: !(flags.quiet || flags.json) }, runtime),
      flags.json || flags.output === "-",
    );
  },
});
