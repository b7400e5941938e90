import { defineCommand, outcomeOf } from "../command.ts";
import { actFlags, actRequestOf } from "../evidence-flags.ts";
import { signEnvironment } from "../key-flags.ts";

export const command = defineCommand({
  name: "evidence shred",
  summary: "destroy the keys of an application, and so its evidence",
  note:
    "For evidence that was sealed under evidence.app_keys. Decisions, manifests and signatures stay, and verify. The key is " +
    "removed and not overwritten, since no file system promises that: copies in backups must go as well.",
  flags: {
    app: { type: "string", required: true, valueHint: "APP", description: "id of the application, or its name" },
    ...actFlags,
  },
  examples: [
    { text: "an application whose data must go", line: "evidence shred --app APP-1234 --reason contract-ended" },
  ],
  exits: [["3", "a run that needs the key is held"]],
  environment: signEnvironment,
  async run(flags, runtime) {
    const { shredApp } = await import("../../actions/evidence-shred.ts");
    return outcomeOf(shredApp({ app: flags.app, ...actRequestOf(flags) }, runtime), flags.json);
  },
});
