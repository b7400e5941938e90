import { join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { AppendOptions, Runtime } from "../../domain/runtime.ts";
import { heldEvent, holdOf, releasedEvent } from "../../evidence/hold.ts";
import { runSubject } from "../../evidence/manifest.ts";
import { visibleText } from "../../standards/visible.ts";
import { clockOf } from "./clock.ts";
import { findRun, logSignerOf, nameText, reasonText, runsIn, soundLines } from "./evidence-runs.ts";
import { settleRuns } from "./evidence-settle.ts";
import type { Result } from "./result.ts";
import { manifestOf, readRun } from "./run-files.ts";
import type { SigningSource } from "./signing.ts";

export type HoldRequest = SigningSource &
  Pick<AppendOptions, "allowNetworkFs"> & {
    readonly evidenceDir: string;
    readonly run: string;
    readonly reason: string;
    readonly asOf?: string | undefined;
  };

/** Puts a run under legal hold: a line of the log. Throws INPUT_NOT_FOUND, USAGE_BAD_VALUE, INTEGRITY_*, IO_*. */
export function holdRun(request: HoldRequest, runtime: Runtime): Result {
  return record(request, heldEvent, runtime);
}

/** Ends the hold. Throws as `holdRun` does, USAGE_BAD_VALUE also when there is none. */
export function releaseRun(request: HoldRequest, runtime: Runtime): Result {
  return record(request, releasedEvent, runtime);
}

function record(request: HoldRequest, event: typeof heldEvent | typeof releasedEvent, runtime: Runtime): Result {
  const { allowNetworkFs, evidenceDir } = request;
  const reason = reasonText(request.reason);
  const ts = clockOf(runtime, request.asOf);
  const logKey = logSignerOf(request, runtime);
  settleRuns(evidenceDir, runtime);
  const name = findRun(request.run, runsIn(evidenceDir, runtime), evidenceDir);
  const hold = holdOf(soundLines(evidenceDir, runtime)(name.run), name);
  if (event === releasedEvent && hold === undefined) throw notHeld(nameText(name));
  const files = readRun(join(evidenceDir, name.mode, name.run), runtime)?.files ?? new Map();
  const manifest = manifestOf(files);
  const app = manifest.app.id ?? manifest.app.name;
  const receipt = runtime.auditLog.append(
    evidenceDir,
    {
      event,
      ts,
      run: name.run,
      ...(app !== undefined && { app }),
      subject: runSubject(manifest, files),
      data: { mode: name.mode, reason },
    },
    { logKey, allowNetworkFs },
  );
  const what = event === heldEvent ? "is held" : "is held no more";
  const text = `${nameText(name)} ${what}: ${visibleText(reason)} (line ${receipt.seq + 1} of the audit log)\n`;
  return { text, json: { ...name, event, ts, reason, seq: receipt.seq, leaf: receipt.leaf }, exitCode: 0 };
}

function notHeld(name: string): FixopsError {
  return new FixopsError("USAGE_BAD_VALUE", `${name} is not held`, {
    hint: "see what is held with: fixops evidence list",
  });
}
