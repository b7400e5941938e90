import { defineCommand, outcomeOf } from "../command.ts";
import { clockFlags } from "../evidence-flags.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import {
  keyEnvironment,
  keyFlags,
  publicKeyFlags,
  signEnvironment,
  signFlags,
  signRequestOf,
  verifyRequestOf,
} from "../key-flags.ts";

export const command = defineCommand({
  name: "evidence prune",
  summary: "remove runs whose retention is over, and leave a tombstone",
  note: "A run is verified first. Nothing ends a retention before its date: not a flag, and not a clock ahead of this machine's.",
  flags: {
    run: {
      type: "positional",
      required: false,
      multiple: true,
      valueHint: "RUN",
      description: "these runs, which must be ready to go (else all that are)",
    },
    "dry-run": { type: "boolean", description: "tell what would go, and change nothing" },
    before: { type: "string", valueHint: "TIME", description: "only runs that were to be kept until then or earlier" },
    reason: { type: "string", valueHint: "TEXT", description: "why, for the log and the tombstone" },
    ...evidenceDirFlag,
    ...clockFlags,
    ...publicKeyFlags,
    ...keyFlags,
    ...signFlags,
  },
  examples: [
    { text: "what would go", line: "evidence prune --dry-run" },
    { text: "what was to be kept until last year", line: "evidence prune --before 2033-01-01 --log-key log.key" },
    { text: "one run", line: "evidence prune RUN --reason deletion-round-2033" },
  ],
  exits: [
    ["3", "a named run must be kept: its date has not come, or it is held"],
    ["5", "a run does not hold; one that was not named stays, and the others go"],
  ],
  environment: [...keyEnvironment, ...signEnvironment],
  async run(flags, runtime) {
    const { pruneRuns } = await import("../../actions/evidence-prune.ts");
    const request = {
      evidenceDir: flags["evidence-dir"],
      runs: flags.run,
      dryRun: flags["dry-run"],
      before: flags.before,
      reason: flags.reason,
      asOf: flags["as-of"],
      allowNetworkFs: flags["allow-network-fs"],
      ...verifyRequestOf(flags),
      ...signRequestOf(flags),
    };
    return outcomeOf(await pruneRuns(request, runtime), flags.json);
  },
});
