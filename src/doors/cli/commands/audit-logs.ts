import { defineCommand, outcomeOf } from "../command.ts";
import { evidenceDirFlag } from "../gate-flags.ts";
import { readInteger } from "../values.ts";

/** A screenful. */
const defaultLimit = 20;

export const command = defineCommand({
  name: "audit logs",
  summary: "show the newest entries of the audit log, oldest first",
  flags: {
    limit: { type: "string", valueHint: "N", default: String(defaultLimit), description: "at most so many entries" },
    app: { type: "string", valueHint: "ID", description: "of this application only" },
    event: { type: "string", valueHint: "NAME", description: "of this event only" },
    since: { type: "string", valueHint: "TIME", description: "not before this RFC 3339 date or time" },
    ...evidenceDirFlag,
  },
  examples: [
    { text: "the last ten entries", line: "audit logs --limit 10" },
    { text: "what happened to one application, as JSON", line: "audit logs --app APP-1234 --json" },
  ],
  async run(flags, runtime) {
    const { auditLogs } = await import("../../actions/audit.ts");
    const { app, event, since } = flags;
    const limit = readInteger("--limit", flags.limit, 1) ?? defaultLimit;
    const request = { evidenceDir: flags["evidence-dir"], limit, app, event, since };
    return outcomeOf(auditLogs(request, runtime), flags.json);
  },
});
