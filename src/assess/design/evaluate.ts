import type { CorrelatedFinding } from "../../domain/finding.ts";
import type { Model } from "../../domain/model.ts";
import { type CheckResult, type CheckStatus, type DesignCheck, judge } from "./check.ts";
import { riskChecks } from "./checks.ts";
import { type ComponentFacts, type DesignView, designView } from "./facts.ts";
import { recordChecks } from "./record-checks.ts";

/** Every check of a design, those that score first. */
export const designChecks: readonly DesignCheck[] = [...riskChecks, ...recordChecks];

/** A component with the result of every check, in the order of `designChecks`. */
export type JudgedComponent = { readonly component: ComponentFacts; readonly results: readonly CheckResult[] };

export type JudgedDesign = { readonly view: DesignView; readonly components: readonly JudgedComponent[] };

/** Every component of the designs under every check. Linear in both. */
export function judgeDesign(model: Pick<Model, "design" | "contexts">): JudgedDesign {
  const view = designView(model);
  const components = view.components.map((component) => {
    return { component, results: designChecks.map((check) => judge(check, component, view)) };
  });
  return { view, components };
}

export type StatusCounts = Readonly<Record<CheckStatus, number>>;

/** How the results came out; zeros included. */
export function countStatuses(results: Iterable<Pick<CheckResult, "status">>): StatusCounts {
  const counts = { pass: 0, fail: 0, unknown: 0, not_applicable: 0 };
  for (const { status } of results) counts[status]++;
  return counts;
}

/** Threats that a threat model names and nobody has dealt with: findings of inputs that are designs. */
export function openThreats({ inputs, findings }: Pick<Model, "inputs" | "findings">): readonly CorrelatedFinding[] {
  const designs = new Set(inputs.filter(({ kinds }) => kinds.includes("design")).map(({ name }) => name));
  return findings.filter(({ source, state }) => state === "open" && designs.has(source.input));
}
