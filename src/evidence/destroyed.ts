import type { SealedRecord } from "../domain/bundle.ts";
import { type Check, unknown } from "./check.ts";
import type { RunLines } from "./run-lines.ts";

/** Keys that were destroyed so that what they open is lost for good (crypto-shredding). The log tells of them. */

export const destroyedEvent = "key.destroyed";

/** Of a sealed document that only destroyed keys open; undefined for any other. */
export function checkDestroyed(
  what: string,
  { name, recipients = [] }: SealedRecord,
  log: RunLines | undefined,
): Check | undefined {
  // Such a line is about no run.
  const lines = log?.("").filter(({ line }) => line.event === destroyedEvent) ?? [];
  const last = lines.findLast(({ line }) => recipients.some((one) => one === line.data?.["recipient"]));
  const isLost = recipients.every((one) => lines.some(({ line }) => line.data?.["recipient"] === one));
  if (last === undefined || !isLost) return undefined;
  const { ts, data } = last.line;
  return unknown(what, `${name} is encrypted for a key that was destroyed at ${ts}: ${data?.["reason"]}`);
}
