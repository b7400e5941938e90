import { stageNames } from "../../../domain/stage.ts";
import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag, inputLimitFlags, networkFsFlag, overlayEnvironment, overlayFlags } from "../gate-flags.ts";
import { signEnvironment, signFlags, signRequestOf } from "../key-flags.ts";
import { artefactsDirFlag, defaultRegistry, releaseFlags } from "../stage-flags.ts";
import { trustFlags, trustRequestOf } from "../trust-flags.ts";
import { readSize } from "../values.ts";

export const command = defineCommand({
  name: "stage-run",
  summary: "record one stage of a release's life in the run registry",
  note: "Inputs are told by their content. The document goes to {artefacts-dir}/{app}/{run}/outputs; the run is the one that is named, that of the build server, or the app's newest one that is open.",
  flags: {
    stage: {
      type: "enum",
      options: stageNames,
      required: true,
      description: "which stage",
    },
    input: { type: "string", valueHint: "PATH", multiple: true, description: "what the stage is made of" },
    ...releaseFlags,
    ...artefactsDirFlag,
    ...evidenceDirFlag,
    ...overlayFlags,
    output: { type: "string", valueHint: "FILE", description: "write the document there as well; - prints it" },
    "as-of": {
      type: "string",
      valueHint: "TIME",
      description: "the clock of the stage, RFC 3339 (else SOURCE_DATE_EPOCH)",
    },
    sign: {
      type: "boolean",
      description: "sign the document",
      negativeDescription: "leave it unsigned, whatever the overlay says",
    },
    verify: { type: "boolean", description: "read back what was written and verify its signature" },
    replace: {
      type: "boolean",
      description: "record the stage again; what follows it is set aside and kept, and is to be recorded again",
    },
    ...signFlags,
    ...trustFlags,
    ...inputLimitFlags,
    ...networkFsFlag,
    offline: { type: "boolean", description: "refuse the network; always so, since nothing here opens a socket" },
  },
  examples: [
    {
      text: "a design, for a new application",
      line: "stage-run --stage design --input design.csv --app-name payments-api",
    },
    {
      text: "the bill of materials of a build, signed",
      line: "stage-run --stage build --input sbom.json --app-id APP-1234 --sign",
    },
    {
      text: "what is about to be deployed",
      line: "stage-run --stage deploy --input tfplan.json --input k8s/ --app-id APP-1234",
    },
  ],
  exits: [
    ["0", "the stage is recorded; of the decision stage: GO"],
    ["1", "of the decision stage only: NO-GO"],
    ["2", "of the decision stage only: CONDITIONAL"],
  ],
  environment: [
    ["FIXOPS_RUN_ID", "as --run-id; else the id of the build server's run"],
    ...overlayEnvironment,
    ...signEnvironment,
    ["SOURCE_DATE_EPOCH", "the clock of the stage, in seconds since 1970"],
  ],
  async run(flags, runtime) {
    const [{ runDecisionStage, runStage }, { loadBundleVerifier }] = await Promise.all([
      import("../../actions/stage-run.ts"),
      import("../../actions/trust.ts"),
    ]);
    const request = {
      inputs: flags.input.map((path) => ({ path })),
      overlays: flags.overlay,
      mode: flags.mode,
      appId: flags["app-id"],
      appName: flags["app-name"],
      runId: flags["run-id"],
      commit: flags.commit,
      asOf: flags["as-of"],
      registry: flags["artefacts-dir"] ?? defaultRegistry,
      evidenceDir: flags["evidence-dir"],
      output: flags.output,
      sign: flags.sign,
      verify: flags.verify,
      replace: flags.replace,
      ...signRequestOf(flags),
      ...trustRequestOf(flags),
      maxInputBytes: readSize("--max-input-size", flags["max-input-size"]),
      followSymlinks: flags["follow-symlinks"],
      allowNetworkFs: flags["allow-network-fs"],
    };
    const verifier = await loadBundleVerifier(request, runtime);
    const { stage } = flags;
    const result =
      stage === "decision"
        ? await runDecisionStage({ ...request, verifier }, runtime)
        : runStage({ ...request, stage, verifier }, runtime);
    return outcomeOf(result, flags.json || flags.output === "-");
  },
});
