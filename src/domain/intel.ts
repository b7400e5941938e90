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
  /** How many entries it has, when `entries` holds those alone that a run asked for. */
  readonly count?: number;
};

/** How many entries a catalogue has. */
export function entryCount({ entries, count = entries.size }: KevCatalogue): number {
  return count;
}

/** EPSS scores of one day (FIRST): the chance that a CVE is exploited within 30 days. */
export type EpssTable = {
  readonly modelVersion?: string;
  /** RFC 3339 date or time, as given. */
  readonly scoreDate?: string;
  /** CVE id → probability in [0, 1]. */
  readonly scores: ReadonlyMap<string, number>;
};

/** A history of remote code execution, or of an implanted back door, that goes with certain packages. */
export type RceFamily = {
  readonly id: string;
  readonly title: string;
  /** `rce`, `backdoor`, `gadget`, … */
  readonly kind: string;
  readonly cves: readonly string[];
  /** Those of them that KEV lists. */
  readonly kev: readonly string[];
  /** Highest EPSS probability of the CVEs, of the day of the pack. */
  readonly maxEpss?: number;
  /** Where the ranges were read: an advisory's id. Absent where they were not checked against one. */
  readonly rangeSource?: string;
};

/** Versions of one package that a family is about: half-open intervals, or the versions themselves. */
export type FamilyRange = {
  readonly family: RceFamily;
  /** `from` absent is the first version, `before` absent no end. */
  readonly intervals: readonly { readonly from?: string; readonly before?: string }[];
  readonly versions: readonly string[];
};

/** Families by package: a canonical purl without version → what is known of it. */
export type RceFamilies = {
  readonly generated: string;
  readonly epssDate: string;
  readonly licence: string;
  readonly sha256: string;
  readonly count: number;
  readonly byPackage: ReadonlyMap<string, readonly FamilyRange[]>;
};

export type Intel = {
  readonly kev: KevCatalogue;
  /** Absent: nothing is known of families, which is not the same as that there are none. */
  readonly families?: RceFamilies;
};

/** Milliseconds of a day. */
const day = 86_400_000;

/** Whole days from the release of the catalogue to the clock of the run; negative when the clock stands before it. */
export function ageInDays(kev: KevCatalogue, asOf: string): number {
  return Math.floor((Date.parse(asOf) - Date.parse(kev.released)) / day);
}
