import type { Check } from "./check.ts";
import type { DecisionParts } from "./read.ts";

/** Name → bytes of the regular files in a run directory. */
export type RunFiles = ReadonlyMap<string, Uint8Array>;

/** Names of the files that a redacted copy lacks by right; none in any other. */
export type Withheld = ReadonlySet<string>;

/** What stands in `decision.json`, or why it is none; undefined when it is not there, which the file list tells. */
export type FoundDecision = { readonly value?: DecisionParts; readonly check?: Check };
