import { present } from "../domain/present.ts";
import type {
  MatchedStatement,
  VexApplication,
  VexConflict,
  VexOptions,
  VexStatement,
  VexStatus,
} from "../domain/vex.ts";
import type { Vulnerability, VulnerabilityState } from "../domain/vulnerability.ts";
import { linkedTo, type RecordedAliases } from "./aliases.ts";
import { packageName } from "./purl-covers.ts";
import { conflictsOf, type Decided } from "./vex-conflicts.ts";
import { clears, type Doubts, doubtOf } from "./vex-doubts.ts";
import { explained, type Findings } from "./vex-explain.ts";
import { keysOfProducts } from "./vex-keys.ts";
import { type Claim, judge, type Scales, trustIn } from "./vex-precedence.ts";
import { type ProductMatch, type ProductMatcher, productMatcher } from "./vex-products.ts";
import type { Release } from "./vex-release.ts";
import { reportedBy } from "./vex-reported.ts";
import { everyVariant, variantsOf } from "./vex-variants.ts";

/** What statements are judged by. */
export type VexFacts = {
  /** Asked for only when there is a statement. */
  readonly release: () => Release;
  /** The clock of the run. */
  readonly asOf: string;
  readonly options: VexOptions;
  readonly recorded: RecordedAliases;
};

type Outcome = {
  readonly vulnerabilities: readonly Vulnerability[];
  readonly statements: readonly MatchedStatement[];
  readonly conflicts: readonly VexConflict[];
};

/**
 * Applies VEX statements to vulnerabilities: same vulnerability (by any alias) and same product.
 * Of several statements on one vulnerability the one counts that `weigh` puts first.
 * What clears must be about the whole of it: a statement on one CVE does not close an advisory that names two, and
 * one on a package of one architecture does not close what a scanner saw in another.
 * A doubtful statement clears nothing, and what is weaker than it clears nothing in its place.
 */
export function applyVex(
  vulnerabilities: readonly Vulnerability[],
  statements: readonly VexStatement[],
  facts: VexFacts,
): Outcome {
  if (statements.length === 0) return { vulnerabilities, statements: [], conflicts: [] };
  const release = facts.release();
  const matcher = productMatcher(release);
  const reported = reportedBy(vulnerabilities, release.isSbom);
  const claims = claimsOf(statements, { release, matcher, reported });
  const doubts: Doubts = new Map(statements.map((one) => [one, doubtOf(one, facts.asOf, facts.options)]));
  const scales = { doubts, trustOf: trustIn(facts.options) };
  const decided = decide(claims.byVulnerability, scales);
  const findings: Findings = {
    release,
    matcher,
    scales,
    options: facts.options,
    reported,
    decided,
    linked: (id) => linkedTo(id, facts.recorded),
    countOf: packageCounter(vulnerabilities),
  };
  return {
    vulnerabilities: vulnerabilities.map((one) => withStatement(one, decided.get(one), doubts)),
    statements: statements.map((one) => explained(one, claims.byStatement.get(one) ?? [], findings)),
    conflicts: conflictsOf([...decided.values()], scales),
  };
}

/** Every claim, by the vulnerability that it is on and by the statement that makes it. */
type Claims = {
  readonly byVulnerability: ReadonlyMap<Vulnerability, ReadonlyMap<VexStatement, Claim>>;
  readonly byStatement: ReadonlyMap<VexStatement, readonly Vulnerability[]>;
};

/** The products of a statement are looked at only when something answers to its vulnerability. */
function claimsOf(
  statements: readonly VexStatement[],
  { release, matcher, reported }: Pick<Findings, "release" | "matcher" | "reported">,
): Claims {
  const byVulnerability = new Map<Vulnerability, Map<VexStatement, Claim>>();
  const byStatement = new Map<VexStatement, readonly Vulnerability[]>();
  for (const statement of statements) {
    const near =
      reported.of(statement).length === 0 ? [] : reported.near(statement, keysOfProducts(statement, release));
    const meant = near.filter(reported.isMeantBy(statement));
    const matches = meant.length === 0 ? [] : matchesOf(statement, meant, matcher);
    byStatement.set(
      statement,
      matches.map(([one]) => one),
    );
    for (const [one, match] of matches) {
      const on = byVulnerability.get(one) ?? new Map<VexStatement, Claim>();
      byVulnerability.set(one, on.set(statement, { statement, match }));
    }
  }
  return { byVulnerability, byStatement };
}

type Matched = readonly [one: Vulnerability, match: ProductMatch];

function matchesOf(
  statement: VexStatement,
  known: readonly Vulnerability[],
  matcher: ProductMatcher,
): readonly Matched[] {
  const matchOf = matcher(statement);
  const isAll = clears(statement);
  return known.flatMap((one): readonly Matched[] => {
    const variants = isAll ? variantsOf(one) : everyVariant(one);
    const found = variants.flatMap((ref) => matchOf(ref) ?? []);
    const match = isAll && found.length < variants.length ? undefined : extreme(found, isAll);
    return match === undefined ? [] : [[one, match]];
  });
}

/** What clears is as exact as its least exact match, what warns as its most exact one. */
function extreme(matches: readonly ProductMatch[], isLeast: boolean): ProductMatch | undefined {
  let found: ProductMatch | undefined;
  for (const match of matches) {
    if (found === undefined || match.exactness < found.exactness === isLeast) found = match;
  }
  return found;
}

function decide(claims: Claims["byVulnerability"], scales: Scales): ReadonlyMap<Vulnerability, Decided> {
  const decided = new Map<Vulnerability, Decided>();
  for (const [vulnerability, on] of claims) {
    const judgement = judge(on.values(), scales);
    if (judgement !== undefined) decided.set(vulnerability, { vulnerability, claims: on, judgement });
  }
  return decided;
}

function packageCounter(vulnerabilities: readonly Vulnerability[]): (packageName: string) => number {
  let counts: Map<string, number> | undefined;
  return (name) => {
    counts ??= countPackages(vulnerabilities);
    return counts.get(name) ?? 0;
  };
}

function countPackages(vulnerabilities: readonly Vulnerability[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { package: ref } of vulnerabilities) {
    if (ref.purl === undefined) continue;
    const name = packageName(ref.purl);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function withStatement(one: Vulnerability, decided: Decided | undefined, doubts: Doubts): Vulnerability {
  if (decided === undefined) return one;
  const { statement } = decided.judgement.counts;
  const doubtful = doubts.get(statement) !== undefined;
  const vex: VexApplication = present({
    status: statement.status,
    justification: statement.justification,
    impact: statement.impact,
    author: statement.author,
    timestamp: statement.timestamp,
    doubtful,
    source: statement.source,
  });
  return { ...one, vex, state: doubtful ? one.state : stateAfter(statement.status) };
}

/** `affected` opens what a scanner's ignore rule had set aside: the maker of the product knows better. */
function stateAfter(status: VexStatus): VulnerabilityState {
  switch (status) {
    case "not_affected":
      return "not_affected";
    case "fixed":
      return "fixed";
    case "under_investigation":
      return "in_triage";
    case "affected":
      return "open";
  }
}
