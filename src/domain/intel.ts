import type { Kev } from "./vulnerability.ts";

/** A KEV catalogue: CVE id → entry, with its date and digest, from the binary or from an input. */
export type KevCatalogue = {
  /** CISA `catalogVersion`. */
  readonly version: string;
  /** RFC 3339 time of release. */
  readonly released: string;
  readonly sha256: string;
  readonly origin: "embedded" | "input";
  readonly entries: ReadonlyMap<string, Kev>;
};

/** EPSS scores of one day (FIRST): the chance that a CVE is exploited within 30 days. */
export type EpssTable = {
  readonly modelVersion?: string;
  /** RFC 3339 date or time, as given. */
  readonly scoreDate?: string;
  /** CVE id → probability in [0, 1]. */
  readonly scores: ReadonlyMap<string, number>;
};

export type Intel = { readonly kev: KevCatalogue };

/** Milliseconds of a day. */
const day = 86_400_000;

/** Whole days from the release of the catalogue to the clock of the run; negative when the clock stands before it. */
export function ageInDays(kev: KevCatalogue, asOf: string): number {
  return Math.floor((Date.parse(asOf) - Date.parse(kev.released)) / day);
}
