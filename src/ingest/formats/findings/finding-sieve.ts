import type { Finding } from "../../../domain/finding.ts";
import type { Coverage, RawItems } from "../../../domain/input-file.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Reading } from "../../format.ts";

/** What a reader of findings gathers while it goes through one document. */
export type FindingSieve = {
  readonly findings: Finding[];
  /** Reason → how many raw items are not used. */
  readonly notUsed: Tally;
};

/** Reason for items that cannot be read; these become a doubt, for something that the report meant to say is lost. */
export const unreadable = "unreadable";

export function findingSieve(): FindingSieve {
  return { findings: [], notUsed: new Map() };
}

/** Takes one raw item: a finding, or the reason why it is none. */
export function sift(sieve: FindingSieve, outcome: Finding | string): void {
  if (typeof outcome === "string") count(sieve.notUsed, outcome);
  else sieve.findings.push(outcome);
}

/** Takes all items of a list; `toFinding` gets each with its index. */
export function siftAll(
  entries: readonly unknown[],
  toFinding: (entry: unknown, index: number) => Finding | string,
): FindingSieve {
  const sieve = findingSieve();
  for (const [index, entry] of entries.entries()) sift(sieve, toFinding(entry, index));
  return sieve;
}

type Close = {
  readonly items: RawItems;
  readonly coverage: Coverage;
  readonly formatVersion?: string | undefined;
  readonly notices?: readonly string[];
};

/** The reading: one account, and a doubt besides those of the coverage when items are unreadable. */
export function findingsReading(sieve: FindingSieve, { items, coverage, formatVersion, notices = [] }: Close): Reading {
  const lost = sieve.notUsed.get(unreadable) ?? 0;
  const doubts = lost === 0 ? coverage.doubts : [...coverage.doubts, `${lost} of the ${items} cannot be read`];
  return {
    ...(formatVersion !== undefined && { formatVersion }),
    coverage: { ...coverage, doubts },
    accounts: [account(items, sieve.findings.length, sieve.notUsed)],
    notices,
    items: { findings: sieve.findings },
  };
}
