import { defineCommand, outcomeOf } from "../command.ts";
import { clockFlags } from "../evidence-flags.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import {
  keyEnvironment,
  keyFlags,
  keyRequestOf,
  publicKeyFlags,
  recipientFlags,
  signEnvironment,
  signFlags,
  signRequestOf,
} from "../key-flags.ts";

export const command = defineCommand({
  name: "evidence rekey",
  summary: "seal runs anew for other readers, without collecting again",
  note:
    "What is sealed stays the same byte by byte. Manifest, signatures and proof are made again, and the log leads from the " +
    "old manifest to the new one. Copies that were handed out before stay readable with the old keys.",
  flags: {
    run: {
      type: "positional",
      required: true,
      multiple: true,
      valueHint: "RUN",
      description: "id, mode/id or directory of a run",
    },
    ...recipientFlags,
    ...keyFlags,
    "old-key-file": {
      type: "string",
      valueHint: "FILE",
      multiple: true,
      description:
        "file with Fernet keys that open what is there, mode 0600 (else further ones of FIXOPS_EVIDENCE_KEY)",
    },
    plain: { type: "boolean", description: "decrypt, and leave it unencrypted" },
    ...evidenceDirFlag,
    ...clockFlags,
    key: publicKeyFlags.key,
    "log-pub": publicKeyFlags["log-pub"],
    ...signFlags,
  },
  examples: [
    {
      text: "for an auditor as well",
      line: "evidence rekey RUN --identity me.age --recipient age1me --recipient age1auditor",
    },
    { text: "another Fernet key", line: "evidence rekey RUN --evidence-key-file new.key --old-key-file old.key" },
  ],
  environment: [...keyEnvironment, ...signEnvironment],
  async run(flags, runtime) {
    const { rekeyRuns } = await import("../../actions/evidence-rekey.ts");
    const request = {
      evidenceDir: flags["evidence-dir"],
      runs: flags.run,
      oldKeyFiles: flags["old-key-file"],
      plain: flags.plain,
      asOf: flags["as-of"],
      allowNetworkFs: flags["allow-network-fs"],
      recipients: flags.recipient,
      recipientFiles: flags["recipients-file"],
      publicKeyFiles: flags.key,
      logKeyFiles: flags["log-pub"],
      ...keyRequestOf(flags),
      ...signRequestOf(flags),
    };
    return outcomeOf(await rekeyRuns(request, runtime), flags.json);
  },
});
