import type { AppRecord, ToolRecord } from "../domain/bundle.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { sha256HexNoble } from "../standards/sha256.ts";

/** Hex digits of a run id: 32 bits, which tell apart the runs of one second (DESIGN §7). */
const digestLength = 8;

/**
 * What a user may call a run or an application (DESIGN §7); safe as a file name on every system: Windows keeps some names
 * for devices, with any suffix, and drops a dot at the end.
 */
export const idPattern = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9_-])?$/i;

/** What tells one run from another besides its clock. */
export type RunIdentity = {
  readonly inputs: readonly { readonly name: string; readonly sha256: string; readonly kinds: readonly string[] }[];
  /** Digest of the effective overlay. */
  readonly overlay: string;
  /** Digest of the baseline, when there is one. */
  readonly baseline?: string;
  /** Digests of what provenance is held against, when there is any. */
  readonly provenance?: readonly string[];
  /** Digests of the stage documents, when there are any. */
  readonly stages?: readonly string[];
  readonly app: AppRecord;
  readonly tool: ToolRecord;
};

/**
 * `YYYYMMDDTHHMMSSZ-<8 hex>`: the clock of the run, and a digest over the clock, the inputs and what they were given
 * as, the overlay, the application and the tool; so the same run has the same id everywhere, and two applications that
 * hand in the same files in the same second have two. `asOf` is RFC 3339 in UTC with whole seconds.
 */
export function runId(asOf: string, identity: RunIdentity): string {
  const inputs = identity.inputs.map(({ name, sha256, kinds }) => ({ name, sha256, kinds }));
  const digest = sha256HexNoble(new TextEncoder().encode(canonicalJson({ ...identity, as_of: asOf, inputs })));
  return `${asOf.replaceAll(/[-:]/g, "")}-${digest.slice(0, digestLength)}`;
}
