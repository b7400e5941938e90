import type { Deployment } from "../../domain/deployment.ts";
import type { CheckFacts, Judgement, PostureStatus } from "../../domain/posture.ts";
import type { Resource } from "../../domain/resource.ts";

/** A posture check: data and a pure predicate. It stands in the file of its family; its id begins with that name. */
export type Check = CheckFacts & { readonly judge: (resource: Resource, deployment: Deployment) => Judgement };

/** What is true, false, or not told. */
export type Truth = boolean | undefined;

/** A pass when it is true, a failure when it is false, else unknown. */
export function passWhen(truth: Truth, details: Omit<Judgement, "status"> = {}): Judgement {
  return { status: statusOf(truth), ...details };
}

/** A failure when it is true, a pass when it is false, else unknown. */
export function failWhen(truth: Truth, details: Omit<Judgement, "status"> = {}): Judgement {
  return passWhen(not(truth), details);
}

/** The check does not concern this resource. */
export const notApplicable: Judgement = { status: "not_applicable" };

/** The judgement where the check concerns the resource; whether it does stands at `at`, and may not be told. */
export function whereConcerned(isConcerned: Truth, at: string, judge: () => Judgement): Judgement {
  if (isConcerned === undefined) return { status: "unknown", at };
  return isConcerned ? judge() : notApplicable;
}

/** A pass when something else, at `at`, is as good; when that is not told, a failure is not known to be one. */
export function unlessElse(isAsGood: Truth, at: string, judge: () => Judgement): Judgement {
  if (isAsGood === true) return { status: "pass", at };
  const judgement = judge();
  return isAsGood === undefined && judgement.status === "fail" ? { status: "unknown", at } : judgement;
}

/** The truth of a judgement: what passes is true, what fails is false. */
export function truthOf({ status }: Judgement): Truth {
  return status === "unknown" || status === "not_applicable" ? undefined : status === "pass";
}

function statusOf(truth: Truth): PostureStatus {
  if (truth === undefined) return "unknown";
  return truth ? "pass" : "fail";
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** True when one is true, false when all are false, else unknown (Kleene's strong logic). */
export function anyOf(truths: Iterable<Truth>): Truth {
  let isUnknown = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === undefined) isUnknown = true;
  }
  return isUnknown ? undefined : false;
}

/** False when one is false, true when all are true, else unknown. */
export function allOf(truths: Iterable<Truth>): Truth {
  return not(anyOf([...truths].map(not)));
}

/** The worst of several judgements of parts of one resource: a failure, else unknown, else a pass; none: not applicable. */
export function worstOf(judgements: readonly Judgement[]): Judgement {
  const order = ["fail", "unknown", "pass"] as const;
  for (const status of order) {
    const found = judgements.find((one) => one.status === status);
    if (found !== undefined) return found;
  }
  return notApplicable;
}
