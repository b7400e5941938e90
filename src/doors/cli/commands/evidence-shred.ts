import { defineCommand, outcomeOf } from "../command.ts";
import { clockFlags } from "../evidence-flags.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import { signEnvironment, signFlags, signRequestOf } from "../key-flags.ts";

export const command = defineCommand({
  name: "evidence shred",
  summary: "destroy the keys of an application, and so its evidence",
  note:
    "For evidence that was sealed under evidence.app_keys. Decisions, manifests and signatures stay, and verify. The key is " +
    "removed and not overwritten, since no file system promises that: copies in backups must go as well.",
  flags: {
    app: { type: "string", required: true, valueHint: "APP", description: "id of the application, or its name" },
    reason: {
      type: "string",
      required: true,
      valueHint: "TEXT",
      description: "why, at most 200 characters, for the log",
    },
    ...evidenceDirFlag,
    ...clockFlags,
    ...signFlags,
  },
  examples: [
    { text: "an application whose data must go", line: "evidence shred --app APP-1234 --reason contract-ended" },
  ],
  exits: [["3", "a run that needs the key is held"]],
  environment: signEnvironment,
  async run(flags, runtime) {
    const { shredApp } = await import("../../actions/evidence-shred.ts");
    const request = {
      evidenceDir: flags["evidence-dir"],
      app: flags.app,
      reason: flags.reason,
      asOf: flags["as-of"],
      allowNetworkFs: flags["allow-network-fs"],
      ...signRequestOf(flags),
    };
    return outcomeOf(shredApp(request, runtime), flags.json);
  },
});
