import { sourceText } from "../domain/source.ts";
import type { MatchedStatement, TraceStep, VexOptions, VexStatement } from "../domain/vex.ts";
import { type Vulnerability, vulnerabilityKey } from "../domain/vulnerability.ts";
import { counted, listText } from "../domain/words.ts";
import { type Decided, whyCounts } from "./vex-conflicts.ts";
import { clears } from "./vex-doubts.ts";
import { keysOfProducts } from "./vex-keys.ts";
import { missOfNames, missOfProducts, missOfVulnerability } from "./vex-misses.ts";
import type { Claim, Scales } from "./vex-precedence.ts";
import type { ProductMatcher } from "./vex-products.ts";
import type { Release } from "./vex-release.ts";
import type { Reported } from "./vex-reported.ts";

/** Everything that explanations are made of. */
export type Findings = {
  readonly release: Release;
  readonly matcher: ProductMatcher;
  readonly scales: Scales;
  readonly options: VexOptions;
  readonly reported: Reported;
  readonly decided: ReadonlyMap<Vulnerability, Decided>;
  /** Ids that public records give the same flaw. */
  readonly linked: (id: string) => readonly string[];
  /** How many vulnerabilities a package has, by `packageName`. */
  readonly countOf: (packageName: string) => number;
};

/** Vulnerabilities that are looked at when a miss is worded. */
const most = 50;

/** Names in a text for people. */
const maxNames = 3;

/** A statement with what became of it, step by step. */
export function explained(
  statement: VexStatement,
  claimed: readonly Vulnerability[],
  facts: Findings,
): MatchedStatement {
  const matched = claimed.map(vulnerabilityKey);
  const known = vulnerabilityStep(statement, facts);
  if (claimed.length === 0) {
    const why = known.held ? missOf(statement, facts) : known.text;
    const trace = known.held ? [known, { step: "product" as const, held: false, text: why }] : [known];
    return { ...statement, matched, outcome: "unmatched", why, trace, nearestMiss: why };
  }
  const trace = [known, productStep(statement, claimed, facts)];
  return { ...statement, matched, ...decidedOutcome(statement, claimed, facts, trace) };
}

function missOf(statement: VexStatement, facts: Findings): string {
  const { reported } = facts;
  const all = reported.of(statement);
  const nearby = reported.near(statement, keysOfProducts(statement, facts.release));
  const near = (nearby.length === 0 ? all : nearby).slice(0, most);
  const meant = near.filter(reported.isMeantBy(statement));
  const names = meant.length === 0 ? missOfNames(statement, near) : undefined;
  return names ?? missOfProducts(statement, meant, facts.matcher, facts.release);
}

function linkedTo(statement: VexStatement, { linked }: Findings): readonly string[] {
  return [statement.vulnerability, ...statement.aliases].flatMap(linked);
}

function vulnerabilityStep(statement: VexStatement, facts: Findings): TraceStep {
  const all = facts.reported.of(statement);
  const step = "vulnerability";
  if (all.length === 0) {
    return { step, held: false, text: missOfVulnerability(statement, linkedTo(statement, facts), facts.countOf) };
  }
  const named = [statement.vulnerability, ...statement.aliases];
  const by =
    named.find((id) => all.some((one) => one.id === id || one.aliases.includes(id))) ?? statement.vulnerability;
  const how = by === statement.vulnerability ? by : `${statement.vulnerability} by its alias ${by}`;
  return { step, held: true, text: `${how} is reported in ${counted(all.length, "package")}` };
}

function productStep(statement: VexStatement, claimed: readonly Vulnerability[], { decided }: Findings): TraceStep {
  const texts = claimed.slice(0, maxNames).flatMap((one) => {
    const claim = claimOn(one, statement, decided);
    return claim === undefined ? [] : [`${vulnerabilityKey(one)} by ${claim.match.by}`];
  });
  const more = claimed.length - texts.length;
  return {
    step: "product",
    held: true,
    text: `covers ${listText(texts, maxNames)}${more > 0 ? ` and ${more} more` : ""}`,
  };
}

function claimOn(one: Vulnerability, statement: VexStatement, decided: Findings["decided"]): Claim | undefined {
  return decided.get(one)?.claims.get(statement);
}

type Decision = Pick<MatchedStatement, "outcome" | "why" | "trace" | "nearestMiss">;

function decidedOutcome(
  statement: VexStatement,
  claimed: readonly Vulnerability[],
  facts: Findings,
  trace: readonly TraceStep[],
): Decision {
  const { decided, scales } = facts;
  const doubt = scales.doubts.get(statement)?.why;
  const steps = [...trace, trustStep(statement, doubt, facts)];
  const won = claimed.filter((one) => decided.get(one)?.judgement.counts.statement === statement);
  const isFirst = claimed.some((one) => decided.get(one)?.judgement.first.statement === statement);
  if (doubt !== undefined && (won.length > 0 || isFirst)) {
    const nearestMiss = `it would clear ${counted(claimed.length, "vulnerability", "vulnerabilities")}, but is ${doubt}`;
    return { outcome: "doubtful", why: doubt, trace: steps, nearestMiss };
  }
  if (won.length === 0) {
    const why = supersededBy(statement, claimed, facts);
    return { outcome: "superseded", why, trace: [...steps, precedence(false, why)], nearestMiss: why };
  }
  const why = `${statement.status} for ${won.length} of the vulnerabilities`;
  return {
    outcome: "applied",
    why,
    trace: [...steps, precedence(true, `counts for ${won.length} of ${claimed.length}`)],
  };
}

function precedence(held: boolean, text: string): TraceStep {
  return { step: "precedence", held, text };
}

function trustStep(statement: VexStatement, doubt: string | undefined, { options, scales }: Findings): TraceStep {
  if (doubt !== undefined) return { step: "trust", held: false, text: doubt };
  const place = scales.trustOf(statement) + 1;
  const { trusted_authors: trusted } = options;
  const author = statement.author ?? "an unnamed author";
  if (trusted.length === 0)
    return { step: "trust", held: true, text: clears(statement) ? "gives a reason" : "clears nothing" };
  const text =
    place > trusted.length ? `${author} is not in trusted_authors` : `${author} is number ${place} in trusted_authors`;
  return { step: "trust", held: place <= trusted.length, text };
}

/** By the claim that counts for the first of the vulnerabilities. */
function supersededBy(
  statement: VexStatement,
  claimed: readonly Vulnerability[],
  { decided, scales }: Findings,
): string {
  const [first] = claimed;
  const one = first === undefined ? undefined : decided.get(first);
  const own = first === undefined ? undefined : claimOn(first, statement, decided);
  if (one === undefined || own === undefined) return "another statement counts";
  const { statement: other } = one.judgement.counts;
  const by = other.author === undefined ? "" : ` of ${other.author}`;
  return `${other.status}${by} (${sourceText(other.source)}) counts: ${whyCounts(one.judgement, own, scales)}`;
}
