import { modes } from "../domain/mode.ts";
import type { LoggedLine } from "./check-log.ts";

/** Legal hold: evidence that must be kept although its time is over. It is a matter of the log, the run knows nothing of it. */

export const heldEvent = "evidence.held";
export const releasedEvent = "evidence.released";

/** Which run of a log is meant: one id may be used once in each mode. */
export type RunName = { readonly mode: string; readonly run: string };

export type Hold = { readonly since: string; readonly reason: string };

/** The hold that is on a run, by the lines of the log that name it: the last word counts. */
export function holdOf(lines: readonly LoggedLine[], name: RunName): Hold | undefined {
  let hold: Hold | undefined;
  for (const { line } of lines) {
    if (!isAbout(line, name)) continue;
    if (line.event === heldEvent) hold = { since: line.ts, reason: String(line.data?.["reason"] ?? "") };
    if (line.event === releasedEvent) hold = undefined;
  }
  return hold;
}

/** True when a line names the run; one that names no mode is about the run of that id in each. */
export function isAbout({ run, data }: LoggedLine["line"], name: RunName): boolean {
  const mode = data?.["mode"];
  return run === name.run && (mode === name.mode || !modes.some((known) => known === mode));
}
