import type { HoldRequest } from "../actions/evidence-hold.ts";
import type { Flags, FlagTable } from "./flag.ts";
import { evidenceDirFlag, networkFsFlag } from "./gate-flags.ts";
import { signFlags, signRequestOf } from "./key-flags.ts";

/** Flags that the commands about kept evidence share. */

/** When, and where. */
export const clockFlags = {
  "as-of": { type: "string", valueHint: "TIME", description: "the time, RFC 3339 (else SOURCE_DATE_EPOCH, else now)" },
  ...networkFsFlag,
} as const satisfies FlagTable;

/** What the log is told of an act on kept evidence. */
export const actFlags = {
  reason: {
    type: "string",
    required: true,
    valueHint: "TEXT",
    description: "why, at most 200 characters, for the log",
  },
  ...evidenceDirFlag,
  ...clockFlags,
  ...signFlags,
} as const satisfies FlagTable;

/** Flags of `evidence hold` and `evidence release`. */
export const holdFlags = {
  run: { type: "positional", required: true, valueHint: "RUN", description: "id, mode/id or directory of a run" },
  ...actFlags,
} as const satisfies FlagTable;

/** The request of parsed flags. Throws USAGE_BAD_VALUE. */
export function holdRequestOf(flags: Flags<typeof holdFlags>): HoldRequest {
  return { run: flags.run, ...actRequestOf(flags) };
}

/** The part of a request that every act has. Throws USAGE_BAD_VALUE. */
export function actRequestOf(flags: Flags<typeof actFlags>): Omit<HoldRequest, "run"> {
  return {
    evidenceDir: flags["evidence-dir"],
    reason: flags.reason,
    asOf: flags["as-of"],
    allowNetworkFs: flags["allow-network-fs"],
    ...signRequestOf(flags),
  };
}
