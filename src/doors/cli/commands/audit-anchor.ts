import { FixopsError } from "../../../domain/error.ts";
import type { Anchor } from "../../actions/audit-anchor.ts";
import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";

export const command = defineCommand({
  name: "audit anchor",
  summary: "put the latest checkpoint where whoever can write the log cannot take it back",
  note:
    "An anchor protects the lines up to its checkpoint, and none after. A file protects nothing when the same people can " +
    "write it. A git note protects once it was pushed where they cannot force it (git push origin refs/notes/fixops). A " +
    "time-stamp tells when the checkpoint was there, not that it is the only one, and the audit looks at no certificate: " +
    "openssl ts -verify does. Copies in audit/anchors stand beside the log and protect nothing by themselves.",
  flags: {
    file: { type: "string", valueHint: "FILE", description: "write it there; never over a larger or other one" },
    "git-note": {
      type: "string",
      valueHint: "REPO",
      description: "add it to the note refs/notes/fixops of HEAD there",
    },
    timestamp: {
      type: "string",
      valueHint: "TOKEN.tsr",
      description: "keep this RFC 3161 response, if it is of the checkpoint",
    },
    ...evidenceDirFlag,
  },
  examples: [
    { text: "on another disk", line: "audit anchor --file /mnt/safe/checkpoint" },
    { text: "in the history of the product", line: "audit anchor --git-note ." },
    { text: "a time-stamp that was asked for with openssl ts", line: "audit anchor --timestamp checkpoint.tsr" },
  ],
  async run(flags, runtime) {
    const { auditAnchor } = await import("../../actions/audit-anchor.ts");
    const anchor = anchorOf(flags.file, flags["git-note"], flags.timestamp);
    return outcomeOf(auditAnchor({ evidenceDir: flags["evidence-dir"], anchor }, runtime), flags.json);
  },
});

function anchorOf(file: string | undefined, gitRepository: string | undefined, timestamp: string | undefined): Anchor {
  const given: readonly Anchor[] = [
    ...(file === undefined ? [] : [{ file }]),
    ...(gitRepository === undefined ? [] : [{ gitRepository }]),
    ...(timestamp === undefined ? [] : [{ timestamp }]),
  ];
  const [anchor, ...others] = given;
  if (anchor !== undefined && others.length === 0) return anchor;
  const code = anchor === undefined ? "USAGE_MISSING_VALUE" : "USAGE_BAD_VALUE";
  throw new FixopsError(code, "audit anchor takes one of --file, --git-note and --timestamp", {
    hint: "write for example: fixops audit anchor --file /mnt/safe/checkpoint",
  });
}
