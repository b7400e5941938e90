import type { Severity } from "../../domain/severity.ts";
import type { Answer } from "./answers.ts";
import type { ComponentFacts, DesignView } from "./facts.ts";

/** Categories of threats (Shostack, Threat Modeling, 2014, ch. 3). */
export type Stride =
  | "spoofing"
  | "tampering"
  | "repudiation"
  | "information_disclosure"
  | "denial_of_service"
  | "elevation_of_privilege";

type Asked = (component: ComponentFacts, design: DesignView) => Answer;

/** One question that is put to every component of a design. */
export type DesignCheck = {
  readonly id: `design/${string}`;
  readonly stride: Stride;
  readonly title: string;
  readonly severity: Exclude<Severity, "unknown">;
  /** `risk`: a weakness of what is designed, which scores. `record`: the design does not say what it should, which is no risk by itself. */
  readonly about: "risk" | "record";
  /** Whether the question arises. */
  readonly applies: Asked;
  /** Whether the answer is the wanted one. */
  readonly holds: Asked;
  /** One line each: what a failure means, why it does not apply, and what the design would have to say. */
  readonly fails: string;
  readonly spared: string;
  readonly wants: string;
  readonly fix: string;
  readonly references: readonly string[];
};

export type CheckStatus = "pass" | "fail" | "unknown" | "not_applicable";

export type CheckResult = { readonly check: DesignCheck; readonly status: CheckStatus; readonly reason: string };

/** A check on a component. What holds passes even where it is not known whether it had to. */
export function judge(check: DesignCheck, component: ComponentFacts, design: DesignView): CheckResult {
  const applies = check.applies(component, design);
  if (applies === "no") return { check, status: "not_applicable", reason: check.spared };
  const holds = check.holds(component, design);
  if (holds === "yes") return { check, status: "pass", reason: check.title };
  if (applies === "yes" && holds === "no") return { check, status: "fail", reason: check.fails };
  return { check, status: "unknown", reason: `it is not known ${check.wants}` };
}
