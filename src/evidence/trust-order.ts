import type { LoggedLine } from "./check-log.ts";
import { revokedEvent } from "./key-lines.ts";
import type { TrustEntry, TrustList } from "./trust-list.ts";

/**
 * A trust list, and the order in which the log at hand records things. Whoever has a stolen key can write any time into what
 * it signs, but cannot put it before lines that others have seen: so what a revoked key signed counts by its place.
 */
export type TrustInLog = {
  readonly list: TrustList;
  /** Absent without a log. */
  readonly order?: LogOrder;
};

type LogOrder = {
  /** Where a line stands among all lines of all years, counted from 1. */
  readonly placeOf: (line: LoggedLine) => number | undefined;
  /** The place of the first line before which the signatures of a key count; undefined when they all do. */
  readonly endOf: (entry: TrustEntry) => number | undefined;
};

/** Ties a list to the lines of the log at hand, in their order. */
export function trustInLog(list: TrustList, lines: readonly LoggedLine[] | undefined): TrustInLog {
  if (lines === undefined) return { list };
  const places = new Map(lines.map(({ leaf }, index) => [leaf, index + 1]));
  const ends = new Map(list.entries.map((entry) => [entry.key.keyId, endIn(lines, entry)]));
  return { list, order: { placeOf: ({ leaf }) => places.get(leaf), endOf: ({ key }) => ends.get(key.keyId) } };
}

/** The first line at or after the revocation; or the one that tells of it, for a list that does not know of it yet. */
function endIn(lines: readonly LoggedLine[], { key, revokedAt }: TrustEntry): number | undefined {
  const from = revokedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(revokedAt);
  const index = lines.findIndex(
    ({ line }) => Date.parse(line.ts) >= from || (line.event === revokedEvent && line.data?.["key_id"] === key.keyId),
  );
  if (index !== -1) return index + 1;
  // Revoked, and no line is that late: all that the log records came before.
  return revokedAt === undefined ? undefined : lines.length + 1;
}
