import { counted } from "../../domain/words.ts";
import type { Difference, RuleChange } from "../../evidence/decision-differences.ts";
import { visibleText } from "../../standards/visible.ts";
import { shorten } from "../../standards/wire.ts";

/** A decision that was made, and the one that is made of the same inputs now. */
export type Comparison = {
  readonly run: string;
  /** Versions of the tool. */
  readonly decidedBy: string;
  readonly replayedBy: string;
  readonly was: { readonly verdict: string; readonly asOf: string };
  readonly is: { readonly verdict: string; readonly asOf: string };
  readonly rules: readonly RuleChange[];
};

/** Characters of a value that are shown. */
const maxValue = 80;

/** Whether the decision was made again byte by byte, and where not. */
export function renderReplay(one: Comparison, identical: boolean, differences: readonly Difference[]): string {
  const headline = identical ? "REPLAYED: identical" : "NOT REPLAYED: the decision comes out differently";
  return lines([
    headline,
    "",
    `run      ${one.run}`,
    `decided  ${one.was.verdict}, as of ${one.was.asOf}, by fixops ${one.decidedBy}`,
    `replayed ${one.is.verdict}, as of ${one.is.asOf}, by fixops ${one.replayedBy}`,
    ...(identical ? [] : explanation(one, differences)),
  ]);
}

function explanation(one: Comparison, differences: readonly Difference[]): readonly string[] {
  const why =
    one.decidedBy === one.replayedBy
      ? "The same version decides the same inputs alike: the decision was not made from these inputs, or one of them was changed."
      : `Another version decides by other rules: replay with fixops ${one.decidedBy} to compare byte by byte.`;
  return ["", why, ...ruleLines(one.rules), "", "The first members that differ:", ...differences.map(differenceLine)];
}

/** What would be decided now. */
export function renderComparison(one: Comparison, reasons: readonly string[]): string {
  const same = one.was.verdict === one.is.verdict;
  return lines([
    same ? `STILL ${one.is.verdict}` : `${one.was.verdict} THEN, ${one.is.verdict} NOW`,
    "",
    `run   ${one.run}`,
    `then  ${one.was.verdict}, as of ${one.was.asOf}, by fixops ${one.decidedBy}`,
    `now   ${one.is.verdict}, as of ${one.is.asOf}, by fixops ${one.replayedBy}`,
    ...(reasons.length === 0 ? [] : ["", "Reasons now:", ...reasons.map((reason) => `  ${reason}`)]),
    ...ruleLines(one.rules),
    "",
    "This answers a question and verifies nothing: leave out --as-of and --overlay to compare the decision itself.",
  ]);
}

function ruleLines(rules: readonly RuleChange[]): readonly string[] {
  if (rules.length === 0) return ["", "No rule comes out differently."];
  const title = `${counted(rules.length, "rule comes", "rules come")} out differently:`;
  return ["", title, ...rules.map(({ rule, was = "not there", is = "not there" }) => `  ${rule}: ${was} → ${is}`)];
}

function differenceLine({ pointer, was = "not there", is = "not there" }: Difference): string {
  return `  ${pointer}: ${shorten(was, maxValue)} → ${shorten(is, maxValue)}`;
}

function lines(given: readonly string[]): string {
  return `${given.map((line) => visibleText(line)).join("\n")}\n`;
}
