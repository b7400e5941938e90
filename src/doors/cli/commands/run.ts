import { defineCommand } from "../command.ts";
import { gateEnvironment, gateFlags, gateRequestOf, inputNote } from "../gate-flags.ts";
import { gateOutcome } from "../gate-outcome.ts";

export const command = defineCommand({
  name: "run",
  summary: "run the whole pipeline and write the evidence bundle",
  flags: { ...gateFlags, gate: { type: "boolean", description: "end with the verdict's exit code" } },
  note: inputNote,
  examples: [
    { text: "see where a service stands", line: "run --design design.csv --sbom sbom.json --sarif scan.sarif" },
    { text: "the decision as JSON", line: "run --input reports/ --json" },
    { text: "as a gate, the same as make-decision", line: "run --input 'reports/*.json' --gate" },
  ],
  exits: [
    ["0", "the pipeline ran, whatever the verdict; with --gate: GO"],
    ["1", "NO-GO, with --gate only"],
    ["2", "CONDITIONAL, with --gate only"],
  ],
  environment: gateEnvironment,
  async run(flags, runtime) {
    const [{ runGate }, { loadBundleVerifier }] = await Promise.all([
      import("../../actions/gate.ts"),
      import("../../actions/trust.ts"),
    ]);
    const request = gateRequestOf(flags);
    const verifier = await loadBundleVerifier(request, runtime);
    const outcome = gateOutcome(
      await runGate({ ...request, verifier, progress: !(flags.quiet || flags.json) }, runtime),
      flags.json || flags.output === "-",
    );
    return flags.gate ? outcome : { ...outcome, code: 0 };
  },
});
