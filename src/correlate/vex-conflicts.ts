import { present } from "../domain/present.ts";
import type { VexConflict, VexStatement } from "../domain/vex.ts";
import { type Vulnerability, vulnerabilityKey } from "../domain/vulnerability.ts";
import { type Claim, isOverruled, type Judgement, type Scales, weigh } from "./vex-precedence.ts";

/** Claims on one vulnerability, and which of them counts. */
export type Decided = {
  readonly vulnerability: Vulnerability;
  readonly claims: ReadonlyMap<VexStatement, Claim>;
  readonly judgement: Judgement;
};

/** Statements that a conflict lists; a hundred suppliers who disagree are one disagreement. */
const most = 20;

/** Where statements of different status are about one vulnerability of one package, which counts and why. */
export function conflictsOf(decided: readonly Decided[], scales: Scales): readonly VexConflict[] {
  return decided.flatMap((one) => {
    const isConflict = new Set([...one.claims.keys()].map(({ status }) => status)).size > 1;
    return isConflict ? [toConflict(one, scales)] : [];
  });
}

function toConflict({ vulnerability, claims, judgement }: Decided, scales: Scales): VexConflict {
  const { counts } = judgement;
  const others = [...claims.values()].filter((claim) => claim !== counts).toSorted((a, b) => weigh(a, b, scales).order);
  const against = others.find(({ statement }) => statement.status !== counts.statement.status);
  return {
    vulnerability: vulnerabilityKey(vulnerability),
    statements: [counts, ...others]
      .slice(0, most)
      .map(({ statement: { status, author, timestamp, source } }) => present({ status, author, timestamp, source })),
    why: against === undefined ? "all say the same" : whyCounts(judgement, against, scales),
  };
}

/** Why the claim that counts does so, against another. */
export function whyCounts({ first, counts }: Judgement, against: Claim, scales: Scales): string {
  if (first === counts) {
    const expired = scales.doubts.get(against.statement)?.isExpired === true;
    return expired ? "the other is expired" : weigh(counts, against, scales).why;
  }
  if (scales.doubts.get(against.statement) !== undefined && against === first) return "the other is doubtful";
  if (isOverruled(against, counts, scales))
    return "its author is trusted more, and warns of what the other would clear";
  return weigh(counts, against, scales).why;
}
