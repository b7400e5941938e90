import type { CommandEntry, CommandTable } from "../command.ts";

const audit: CommandTable = new Map<string, CommandEntry>([
  ["logs", { load: () => import("./audit-logs.ts") }],
  ["verify", { load: () => import("./audit-verify.ts") }],
  ["prove", { load: () => import("./audit-prove.ts") }],
  ["export", { load: () => import("./audit-export.ts") }],
  ["anchor", { load: () => import("./audit-anchor.ts") }],
]);

const evidence: CommandTable = new Map<string, CommandEntry>([
  ["list", { load: () => import("./evidence-list.ts") }],
  ["hold", { load: () => import("./evidence-hold.ts") }],
  ["release", { load: () => import("./evidence-release.ts") }],
  ["prune", { load: () => import("./evidence-prune.ts") }],
  ["shred", { load: () => import("./evidence-shred.ts") }],
  ["rekey", { load: () => import("./evidence-rekey.ts") }],
]);

const keys: CommandTable = new Map<string, CommandEntry>([
  ["generate", { load: () => import("./keys-generate.ts") }],
  ["show", { load: () => import("./keys-show.ts") }],
  ["trust", { load: () => import("./keys-trust.ts") }],
  ["rotate", { load: () => import("./keys-rotate.ts") }],
  ["revoke", { load: () => import("./keys-revoke.ts") }],
]);

const checks: CommandTable = new Map<string, CommandEntry>([
  ["list", { load: () => import("./checks-list.ts") }],
  ["explain", { load: () => import("./checks-explain.ts") }],
]);

const overlay: CommandTable = new Map<string, CommandEntry>([
  ["show", { load: () => import("./overlay-show.ts") }],
  ["validate", { load: () => import("./overlay-validate.ts") }],
  ["schema", { load: () => import("./overlay-schema.ts") }],
]);

/** All commands. */
export const commands: CommandTable = new Map<string, CommandEntry>([
  ["run", { load: () => import("./run.ts") }],
  ["make-decision", { load: () => import("./make-decision.ts") }],
  ["stage-run", { load: () => import("./stage-run.ts") }],
  ["inspect", { load: () => import("./inspect.ts") }],
  ["formats", { load: () => import("./formats.ts") }],
  ["explain", { load: () => import("./explain.ts") }],
  ["checks", { summary: "the posture checks of plans and manifests: list, explain", commands: checks }],
  ["get-evidence", { load: () => import("./get-evidence.ts") }],
  ["copy-evidence", { load: () => import("./copy-evidence.ts") }],
  ["verify", { load: () => import("./verify.ts") }],
  ["replay", { load: () => import("./replay.ts") }],
  ["evidence", { summary: "kept runs: list, hold, release, prune, rekey, shred", commands: evidence }],
  ["audit", { summary: "the tamper-evident audit log: logs, verify, prove, export, anchor", commands: audit }],
  ["keys", { summary: "keys for signatures and evidence: generate, show, trust, rotate, revoke", commands: keys }],
  ["overlay", { summary: "the configuration: show, validate, schema", commands: overlay }],
  ["demo", { load: () => import("./demo.ts") }],
  ["completion", { load: () => import("./completion.ts") }],
]);
