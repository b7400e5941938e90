import type { EpssTable, KevCatalogue } from "../domain/intel.ts";
import { compareText } from "../domain/order.ts";

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
  const newest = ordered.findLast((one) => isComplete(one, embedded)) ?? embedded;
  return { ...newest, entries: new Map(ordered.flatMap((one) => [...one.entries])) };
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

/** EPSS tables among the inputs as one, CVE id → probability: of two days the later one counts. */
export function joinScores(tables: readonly EpssTable[]): ReadonlyMap<string, number> {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return only.scores;
  const ordered = tables.toSorted((a, b) => compareText(a.scoreDate ?? "", b.scoreDate ?? ""));
  return new Map(ordered.flatMap(({ scores }) => [...scores]));
}
