import type { Suppression } from "../../../domain/suppression.ts";
import { list, optional, shorten, text } from "../../../standards/wire.ts";

/** A reason is a sentence; a longer text is cut. */
const maxReason = 200;

/** Of an entry of `ignoredMatches`. The reasons are those of the rules, and of a VEX statement that Grype applied; the rest only selects. */
export function suppressionOf(match: unknown): Suppression {
  const rules = list(match, "appliedIgnoreRules");
  const reasons = rules.flatMap((rule) => [text(rule, "reason"), text(rule, "vex-justification")]);
  return {
    kind: "tool",
    ...optional("justification", joined(reasons)),
    ...optional("rule", joined(rules.map(selectorOf))),
  };
}

function selectorOf(rule: unknown): string | undefined {
  const parts = ["vulnerability", "fix-state", "vex-status"].flatMap((key) => {
    const value = text(rule, key);
    return value === undefined ? [] : [`${key} ${value}`];
  });
  return parts.length === 0 ? undefined : parts.join(", ");
}

function joined(given: readonly (string | undefined)[]): string | undefined {
  const known = given.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : shorten(known.join("; "), maxReason);
}
