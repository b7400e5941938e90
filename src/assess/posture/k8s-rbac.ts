import type { Judgement } from "../../domain/posture.ts";
import type { Resource, Value } from "../../domain/resource.ts";
import { allOf, anyOf, not, type Truth, worstOf } from "./check.ts";
import { elementsBelow, failIf, type Place } from "./k8s-workload.ts";
import { is, isSet } from "./values.ts";

/** What a rule of a Role or ClusterRole may have to grant to matter: one of each list. */
export type Grant = {
  /** API groups; the core group is "". */
  readonly groups: readonly string[];
  /** Resources, `pods/exec` for a subresource. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
};

/** Judges each rule of a role. Rules that a controller gathers from other roles are not known. */
export function onRules(resource: Resource, question: (rule: Place) => Judgement): Judgement {
  const root: Place = { value: resource.values, at: "" };
  const rules = elementsBelow(root, "rules").map((rule) => ({ ...rule, at: rule.at.slice(1) }));
  const judged = worstOf([{ status: "pass", at: "rules" }, ...rules.map(question)]);
  const isGathered = isSet(resource.values, "aggregationRule") !== false;
  if (judged.status === "pass" && isGathered) return { status: "unknown", at: "aggregationRule" };
  return judged;
}

/** Fails the rules that grant it on all objects; a rule for named objects is what it should be. */
export function denies(grant: Grant, found: string): (resource: Resource) => Judgement {
  return (resource) => onRules(resource, (rule) => failIf(grants(rule, grant), rule.at, found));
}

/** Whether a rule grants one of the verbs on all objects of one of the resources. */
export function grants(rule: Place, { groups, resources, verbs }: Grant): Truth {
  return allOf([
    holdsOneOf(rule, "apiGroups", ["*", ...groups]),
    holdsOneOf(rule, "resources", ["*", ...resources, ...resources.flatMap(subresourceWildcards)]),
    holdsOneOf(rule, "verbs", ["*", ...verbs]),
    not(isSet(rule.value, "resourceNames")),
  ]);
}

/** True when the list at the key holds one of the words. */
export function holdsOneOf(place: Place, key: string, words: readonly string[]): Truth {
  return anyOf(elementsBelow(place, key).flatMap(({ value }) => words.map((word) => is(value, [], word))));
}

// `pods/exec` is also granted by `pods/*`, and by the `*/exec` of every resource.
function subresourceWildcards(resource: string): readonly string[] {
  const [parent, child] = resource.split("/");
  return child === undefined ? [] : [`${parent}/*`, `*/${child}`];
}

/** A subject of a binding, such as `{kind: Group, name: "system:masters"}`. */
export function isSubject(subject: Value | undefined, kind: string, ...names: readonly string[]): Truth {
  return allOf([is(subject, "kind", kind), anyOf(names.map((name) => is(subject, "name", name)))]);
}
