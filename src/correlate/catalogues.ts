import type { EpssTable, KevCatalogue } from "../domain/intel.ts";
import { timeOf } from "../standards/instant.ts";

/**
 * An input stands for the catalogue of its date only when it has nearly all entries that were known before: CISA takes
 * one out now and then, and an excerpt with a new date must not make old knowledge look fresh.
 */
const completeShare = 0.99;

/**
 * The embedded KEV catalogue and those among the inputs as one: all entries of all of them, the newest entry of each
 * id, and date, version and digest of the newest that is complete. An excerpt adds to what is known and hides nothing.
 */
export function joinCatalogues(catalogues: readonly [KevCatalogue, ...KevCatalogue[]]): KevCatalogue {
  const [embedded, ...others] = catalogues;
  if (others.length === 0) return embedded;
  const ordered = catalogues.toSorted((a, b) => releaseTime(a) - releaseTime(b));
  const { version, released, sha256, origin } = ordered.findLast((one) => isComplete(one, embedded)) ?? embedded;
  return { version, released, sha256, origin, entries: new Map(ordered.flatMap((one) => [...one.entries])) };
}

function isComplete(one: KevCatalogue, embedded: KevCatalogue): boolean {
  const ids = [...embedded.entries.keys()];
  return ids.filter((id) => one.entries.has(id)).length >= completeShare * ids.length;
}

/** A catalogue without a date that can be read is older than any other. */
function releaseTime(catalogue: KevCatalogue): number {
  const time = Date.parse(catalogue.released);
  return Number.isNaN(time) ? 0 : time;
}

/** A day, in milliseconds: that much the clocks of two hosts and their zones may differ. */
const day = 86_400_000;

/**
 * EPSS tables among the inputs as one, CVE id → probability: of two days the later one counts. A table whose day is
 * missing, unreadable or after the clock of the run may be of any day: it raises what the others say and never lowers it.
 */
export function joinScores(tables: readonly EpssTable[], asOf: string): ReadonlyMap<string, number> {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return only.scores;
  const latest = Date.parse(asOf) + day;
  const placed = tables.map(({ scores, scoreDate }) => ({ scores, time: timeOf(scoreDate ?? "") }));
  const isDated = ({ time }: { readonly time: number | undefined }) => time !== undefined && time <= latest;
  const dated = placed.filter(isDated).toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0));
  const joined = new Map(dated.flatMap(({ scores }) => [...scores]));
  for (const { scores } of placed.filter((table) => !isDated(table))) raise(joined, scores);
  return joined;
}

function raise(joined: Map<string, number>, scores: ReadonlyMap<string, number>): void {
  for (const [id, score] of scores) joined.set(id, Math.max(joined.get(id) ?? 0, score));
}
