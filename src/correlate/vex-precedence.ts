import { compareTexts } from "../domain/order.ts";
import type { VexOptions, VexStatement, VexStatus } from "../domain/vex.ts";
import { clears, type Doubts, timeOf } from "./vex-doubts.ts";
import { exactness, type ProductMatch } from "./vex-products.ts";

/** A statement that covers a vulnerability of a package. */
export type Claim = { readonly statement: VexStatement; readonly match: ProductMatch };

/** What claims are weighed with. */
export type Scales = {
  readonly doubts: Doubts;
  /** Place of a statement's author in the overlay's list; authors that it does not name come behind all that it does. */
  readonly trustOf: (statement: VexStatement) => number;
};

/** Which of two claims counts, and why: negative when it is the first. */
export type Weighed = { readonly order: number; readonly why: string };

/**
 * The more exact claim counts, then the more trusted author, then the later (OpenVEX 0.2.0, "updating statements"), then
 * the one that clears least: doubt is never GO. Equal ones stand in the order of their places.
 */
export function weigh(a: Claim, b: Claim, { doubts, trustOf }: Scales): Weighed {
  const isFirst = (order: number, why: string): Weighed | undefined => (order === 0 ? undefined : { order, why });
  const [first, second] = [a.statement, b.statement];
  const exact = b.match.exactness - a.match.exactness;
  return (
    isFirst(exact, exactText(exact < 0 ? a : b)) ??
    isFirst(trustOf(first) - trustOf(second), "its author is trusted more") ??
    isFirst(timeOf(second) - timeOf(first), "it is later") ??
    isFirst(clearance(first, doubts) - clearance(second, doubts), "it clears less") ?? {
      order: compareTexts([first.source.input, first.source.pointer], [second.source.input, second.source.pointer]),
      why: "it says the same and stands first",
    }
  );
}

function exactText({ match }: Claim): string {
  const words: ReadonlyMap<number, string> = new Map([
    [exactness.subcomponent, "it names the very version as a part of the product"],
    [exactness.version, "it names the very version"],
    [exactness.range, "it names a range of versions"],
    [exactness.everyVersion, "it names the package"],
  ]);
  return words.get(match.exactness) ?? "it names the product";
}

/** From what clears least to what clears most. */
const byClearance: readonly (VexStatus | "doubtful")[] = [
  "affected",
  "under_investigation",
  "doubtful",
  "fixed",
  "not_affected",
];

function clearance(statement: VexStatement, doubts: Doubts): number {
  return byClearance.indexOf(doubts.get(statement) === undefined ? statement.status : "doubtful");
}

/** The claims on one vulnerability, decided. */
export type Judgement = {
  /** The strongest. */
  readonly first: Claim;
  /**
   * The one that has an effect: the strongest of those that warn, when the strongest of all is doubtful or an author
   * who is trusted more warns; else the strongest itself.
   */
  readonly counts: Claim;
};

/** An expired statement stands back when there is another; undefined when there is none at all. */
export function judge(given: Iterable<Claim>, scales: Scales): Judgement | undefined {
  const claims = [...given];
  const valid = claims.filter(({ statement }) => scales.doubts.get(statement)?.isExpired !== true);
  const first = strongest(valid.length > 0 ? valid : claims, scales);
  if (first === undefined) return undefined;
  const warnings = valid.filter(({ statement }) => !clears(statement));
  const isDoubtful = scales.doubts.get(first.statement) !== undefined;
  const heard = isDoubtful ? warnings : warnings.filter((claim) => isOverruled(first, claim, scales));
  return { first, counts: strongest(heard, scales) ?? first };
}

/** However exact, what clears does not stand against a warning of an author who is trusted more. */
export function isOverruled({ statement }: Claim, by: Claim, { trustOf }: Scales): boolean {
  return clears(statement) && !clears(by.statement) && trustOf(by.statement) < trustOf(statement);
}

function strongest(claims: readonly Claim[], scales: Scales): Claim | undefined {
  let found: Claim | undefined;
  for (const claim of claims) if (found === undefined || weigh(claim, found, scales).order < 0) found = claim;
  return found;
}

/**
 * Place of each author in `trusted_authors`, by the whole name without case: a pattern would let a stranger choose a
 * name that it fits. A name in a document proves nothing: trust in the file is the user's.
 */
export function trustIn({ trusted_authors: trusted }: VexOptions): (statement: VexStatement) => number {
  const places = new Map<string, number>();
  for (const [place, name] of trusted.entries()) {
    if (!places.has(name.toLowerCase())) places.set(name.toLowerCase(), place);
  }
  return ({ author = "" }) => places.get(author.toLowerCase()) ?? trusted.length;
}
