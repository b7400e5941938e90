import { compareTexts } from "../domain/order.ts";
import { present } from "../domain/present.ts";
import type { MatchedStatement, VexApplication, VexStatement, VexStatus } from "../domain/vex.ts";
import { type Vulnerability, type VulnerabilityState, vulnerabilityKey } from "../domain/vulnerability.ts";
import { isCve } from "./aliases.ts";
import type { ProductMatcher } from "./vex-products.ts";

type Outcome = { readonly vulnerabilities: readonly Vulnerability[]; readonly statements: readonly MatchedStatement[] };

/**
 * Applies VEX statements to vulnerabilities: same vulnerability (by any alias) and same product.
 * Of several statements on one vulnerability the latest counts (OpenVEX 0.2.0, "updating statements");
 * of equally old ones the one that clears least: doubt is never GO.
 * What clears must be about the whole of it: a statement on one CVE does not close an advisory that names two, and
 * one on a package of one architecture does not close what a scanner saw in another.
 * `not_affected` without justification or impact statement clears nothing (OpenVEX makes one of them mandatory), nor
 * does a statement that is dated after the clock of the run.
 */
export function applyVex(
  vulnerabilities: readonly Vulnerability[],
  statements: readonly VexStatement[],
  matcher: () => ProductMatcher,
  asOf: string,
): Outcome {
  if (statements.length === 0) return { vulnerabilities, statements: [] };
  const matches = matcher();
  const byId = indexById(vulnerabilities);
  const claims = new Map<Vulnerability, VexStatement[]>();
  const matched = new Map<VexStatement, readonly Vulnerability[]>();
  for (const statement of statements) {
    const found = covered(candidates(byId, statement), statement, matches);
    matched.set(statement, found);
    for (const one of found) {
      const others = claims.get(one);
      if (others === undefined) claims.set(one, [statement]);
      else others.push(statement);
    }
  }
  const doubt = new Map(statements.map((statement) => [statement, doubtOf(statement, asOf)]));
  const winners = new Map([...claims].map(([one, on]) => [one, on.reduce((a, b) => stronger(a, b, doubt))]));
  return {
    vulnerabilities: vulnerabilities.map((one) => withStatement(one, winners.get(one), doubt)),
    statements: statements.map((statement) => {
      const found = matched.get(statement) ?? [];
      const won = found.filter((one) => winners.get(one) === statement);
      return { ...statement, matched: found.map(vulnerabilityKey), ...explain(statement, { found, won, doubt, byId }) };
    }),
  };
}

/** The products of a statement are looked at only when something answers to its vulnerability. */
function covered(
  known: readonly Vulnerability[],
  statement: VexStatement,
  matches: ProductMatcher,
): readonly Vulnerability[] {
  if (known.length === 0) return [];
  const isCovered = matches(statement.products);
  // A scanner that gives no purl was joined to the package by name; it speaks of the same one.
  const packagesOf = (one: Vulnerability) => [
    one.package,
    ...one.observations.flatMap((seen) => (seen.package.purl === undefined ? [] : [seen.package])),
  ];
  if (!clears(statement)) return known.filter((one) => packagesOf(one).some(isCovered));
  return known.filter((one) => packagesOf(one).every(isCovered));
}

function indexById(vulnerabilities: readonly Vulnerability[]): ReadonlyMap<string, readonly Vulnerability[]> {
  const byId = new Map<string, Vulnerability[]>();
  for (const one of vulnerabilities) {
    for (const id of [one.id, ...one.aliases]) {
      const list = byId.get(id);
      if (list === undefined) byId.set(id, [one]);
      else list.push(one);
    }
  }
  return byId;
}

function candidates(
  byId: ReadonlyMap<string, readonly Vulnerability[]>,
  statement: VexStatement,
): readonly Vulnerability[] {
  const names = new Set([statement.vulnerability, ...statement.aliases]);
  const found = new Set([...names].flatMap((id) => byId.get(id) ?? []));
  return clears(statement) ? [...found].filter((one) => isWholly(one, names)) : [...found];
}

function clears(statement: VexStatement): boolean {
  return statement.status === "not_affected" || statement.status === "fixed";
}

/** True when the names leave none of the vulnerability's CVEs out; names without a CVE mean the advisory as it is. */
function isWholly(one: Vulnerability, names: ReadonlySet<string>): boolean {
  if (![...names].some(isCve)) return true;
  return [one.id, ...one.aliases].every((id) => !isCve(id) || names.has(id));
}

/** From what clears least to what clears most. */
const byClearance: readonly (VexStatus | "doubtful")[] = [
  "affected",
  "under_investigation",
  "doubtful",
  "fixed",
  "not_affected",
];

/** Statement → why it may not clear what it names; undefined when it may. */
type Doubts = ReadonlyMap<VexStatement, string | undefined>;

function stronger(a: VexStatement, b: VexStatement, doubts: Doubts): VexStatement {
  const age = timeOf(a) - timeOf(b);
  if (age !== 0) return age > 0 ? a : b;
  const caution = clearance(a, doubts) - clearance(b, doubts);
  if (caution !== 0) return caution < 0 ? a : b;
  const place = compareTexts([a.source.input, a.source.pointer], [b.source.input, b.source.pointer]);
  return place <= 0 ? a : b;
}

/** How much a statement clears, for a choice between equally old ones. */
function clearance(statement: VexStatement, doubts: Doubts): number {
  return byClearance.indexOf(doubts.get(statement) === undefined ? statement.status : "doubtful");
}

/** A statement without a date is older than any that has one. */
function timeOf(statement: VexStatement): number {
  const time = statement.timestamp === undefined ? Number.NaN : Date.parse(statement.timestamp);
  return Number.isNaN(time) ? 0 : time;
}

function withStatement(one: Vulnerability, statement: VexStatement | undefined, doubts: Doubts): Vulnerability {
  if (statement === undefined) return one;
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

function doubtOf(statement: VexStatement, asOf: string): string | undefined {
  if (!clears(statement)) return undefined;
  if (timeOf(statement) > Date.parse(asOf)) return "dated after the clock of the run";
  const isBare = !saysSomething(statement.justification) && !saysSomething(statement.impact);
  return statement.status === "not_affected" && isBare
    ? "not_affected without a justification or impact statement"
    : undefined;
}

/** A letter or digit that can be seen: fillers (U+3164 counts as a letter) and dashes justify nothing. */
function saysSomething(given: string | undefined): boolean {
  return given !== undefined && /[\p{L}\p{N}]/u.test(given.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ""));
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

type Facts = {
  readonly found: readonly Vulnerability[];
  /** Those on which this statement counts. */
  readonly won: readonly Vulnerability[];
  readonly doubt: Doubts;
  readonly byId: ReadonlyMap<string, readonly Vulnerability[]>;
};

function explain(
  statement: VexStatement,
  { found, won, doubt, byId }: Facts,
): Pick<MatchedStatement, "outcome" | "why"> {
  if (found.length === 0) return { outcome: "unmatched", why: whyUnmatched(statement, byId) };
  if (won.length === 0) return { outcome: "superseded", why: "a later or more cautious statement counts" };
  const why = doubt.get(statement);
  if (why !== undefined) return { outcome: "doubtful", why };
  return { outcome: "applied", why: `${statement.status} for ${won.length} of the vulnerabilities` };
}

function whyUnmatched(statement: VexStatement, byId: Facts["byId"]): string {
  if (candidates(byId, statement).length === 0) return `no vulnerability scan reported ${statement.vulnerability}`;
  return `no product of the statement covers the affected package in all its variants, or is the subject of its SBOM: ${productsText(statement)}`;
}

/** The first products by name; a statement can list hundreds. */
function productsText(statement: VexStatement): string {
  const shown = statement.products.slice(0, 3).map((product) => product.id);
  const more = statement.products.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
