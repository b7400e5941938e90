import { join } from "node:path";
import type { AppRecord } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { AppendOptions, Runtime } from "../../domain/runtime.ts";
import { counted } from "../../domain/words.ts";
import { destroyedEvent } from "../../evidence/destroyed.ts";
import { holdOf } from "../../evidence/hold.ts";
import { visibleText } from "../../standards/visible.ts";
import { type AppKey, appKeysOf } from "./app-keys.ts";
import { clockOf } from "./clock.ts";
import { logSignerOf, nameText, type RunName, reasonText, runsIn, soundLines } from "./evidence-runs.ts";
import { settleRuns } from "./evidence-settle.ts";
import type { Result } from "./result.ts";
import { manifestOf, readRun } from "./run-files.ts";
import type { SigningSource } from "./signing.ts";

export type ShredRequest = SigningSource &
  Pick<AppendOptions, "allowNetworkFs"> & {
    readonly evidenceDir: string;
    /** Id of the application, or its name when it has none. */
    readonly app: string;
    readonly reason: string;
    readonly asOf?: string | undefined;
  };

/**
 * `evidence shred`: destroys the keys of an application, so that nobody opens its evidence any more; the log says so first.
 * Decisions, manifests and signatures stay, and still verify. Throws INPUT_NOT_FOUND when it has no key, USAGE_BAD_VALUE
 * while a run that needs one is held.
 */
export function shredApp(request: ShredRequest, runtime: Runtime): Result {
  const { allowNetworkFs, evidenceDir } = request;
  const reason = reasonText(request.reason);
  const ts = clockOf(runtime, request.asOf);
  const logKey = logSignerOf(request, runtime);
  settleRuns(evidenceDir, runtime);
  const keys = keysOf(evidenceDir, request.app, runtime);
  const runs = runsFor(keys, evidenceDir, runtime);
  refuseHeld(runs, evidenceDir, runtime);
  const events = keys.map(({ recipient }) => ({
    event: destroyedEvent,
    ts,
    app: request.app,
    data: { recipient, reason },
  }));
  const commit = (): void => {
    for (const { wrapped } of keys) runtime.files.remove(wrapped);
  };
  runtime.auditLog.appendAll(evidenceDir, events, { allowNetworkFs, logKey, commit });
  const early = runs.filter(({ until }) => Date.parse(until) > Date.parse(ts)).length;
  const text = [
    `destroyed ${counted(keys.length, "key")} of ${visibleText(request.app)}: ${counted(runs.length, "run")} can be opened no more`,
    ...(early === 0 ? [] : [`${counted(early, "run")} of these was to be kept for longer`]),
    "The files were removed, not overwritten: what a disk or a backup still has of them opens the evidence.",
  ];
  const json = {
    app: request.app,
    reason,
    ts,
    recipients: keys.map(({ recipient }) => recipient),
    runs: runs.map(({ name }) => nameText(name)),
  };
  return { text: `${text.join("\n")}\n`, json, exitCode: 0 };
}

function keysOf(evidenceDir: string, text: string, runtime: Runtime): readonly AppKey[] {
  const app: AppRecord = { id: text };
  const told = new Set(
    soundLines(
      evidenceDir,
      runtime,
    )("").flatMap(({ line }) => (line.event === destroyedEvent ? [line.data?.["recipient"]] : [])),
  );
  // One whose file is gone without a line of the log is told of now.
  const isLeft = ({ isThere, recipient }: AppKey): boolean => isThere || !told.has(recipient);
  const keys = appKeysOf(evidenceDir, app, runtime).filter(isLeft);
  if (keys.length > 0) return keys;
  throw new FixopsError("INPUT_NOT_FOUND", `${text} has no key in ${join(evidenceDir, "keys")}`, {
    where: { file: join(evidenceDir, "keys") },
    hint: "runs make one when the overlay says evidence.app_keys: true and names recipients",
  });
}

type Sealed = { readonly name: RunName; readonly until: string };

/** The runs that these keys open. Throws INTEGRITY_* for a manifest that cannot be read: it may be one of them. */
function runsFor(keys: readonly AppKey[], evidenceDir: string, runtime: Runtime): readonly Sealed[] {
  const ours = new Set(keys.map(({ recipient }) => recipient));
  return runsIn(evidenceDir, runtime).flatMap((name) => {
    const files = readRun(join(evidenceDir, name.mode, name.run), runtime)?.files ?? new Map();
    const { bundle, retention_until: until } = manifestOf(files);
    return (bundle.recipients ?? []).some((recipient) => ours.has(recipient)) ? [{ name, until }] : [];
  });
}

function refuseHeld(runs: readonly Sealed[], evidenceDir: string, runtime: Runtime): void {
  const log = soundLines(evidenceDir, runtime);
  const held = runs.find(({ name }) => holdOf(log(name.run), name) !== undefined);
  if (held === undefined) return;
  throw new FixopsError("USAGE_BAD_VALUE", `${nameText(held.name)} is held, and would be lost with the key`, {
    hint: "end the hold first, with whoever asked for it: fixops evidence release",
  });
}
