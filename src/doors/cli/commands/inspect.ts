import { defineCommand, outcomeOf } from "../command.ts";
import { inputLimitFlags, overlayEnvironment, overlayFlags } from "../gate-flags.ts";
import { readSize } from "../values.ts";

export const command = defineCommand({
  name: "inspect",
  summary: "tell what each file is, how that was told, and what it covers and counts",
  flags: {
    path: {
      type: "positional",
      required: true,
      multiple: true,
      valueHint: "PATH",
      description: "files, directories, patterns in quotes, or - for standard input",
    },
    ...overlayFlags,
    ...inputLimitFlags,
  },
  examples: [
    { text: "a folder of reports", line: "inspect ./reports" },
    { text: "for a script", line: "inspect scan.json sbom.json --json" },
  ],
  exits: [["0", "every file is read; its doubts, if any, are listed"]],
  environment: overlayEnvironment,
  async run(flags, runtime) {
    const { inspectFiles } = await import("../../actions/inspect.ts");
    const result = await inspectFiles(
      {
        paths: flags.path,
        overlays: flags.overlay,
        mode: flags.mode,
        maxInputBytes: readSize("--max-input-size", flags["max-input-size"]),
        followSymlinks: flags["follow-symlinks"],
      },
      runtime,
    );
    const notices = result.notices.map((text) => ({ level: "warn", text }) as const);
    return { ...outcomeOf(result, flags.json), notices };
  },
});
