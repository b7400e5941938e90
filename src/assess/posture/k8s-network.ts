import type { Deployment } from "../../domain/deployment.ts";
import { namespaceOf } from "../../domain/kubernetes.ts";
import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { allOf, anyOf, not, type Truth, worstOf } from "./check.ts";
import { declaresNamespace, ofKind, perDeployment } from "./k8s-index.ts";
import { selecting, selectorsOf } from "./k8s-selection.ts";
import { elementsBelow, failIf, isThere, onPod, passIf } from "./k8s-workload.ts";
import { is, isSet } from "./values.ts";

export type Direction = "Ingress" | "Egress";

const policiesOf = selectorsOf(
  [
    ["networking.k8s.io", "NetworkPolicy"],
    ["extensions", "NetworkPolicy"],
  ],
  ["spec", "podSelector"],
);

/** Policies of network plugins and of cluster administrators, which isolate pods too and are not read here. */
const otherPolicies = [
  ["cilium.io", "CiliumNetworkPolicy"],
  ["cilium.io", "CiliumClusterwideNetworkPolicy"],
  ["crd.projectcalico.org", "NetworkPolicy"],
  ["crd.projectcalico.org", "GlobalNetworkPolicy"],
  ["projectcalico.org", "NetworkPolicy"],
  ["projectcalico.org", "GlobalNetworkPolicy"],
  ["policy.networking.k8s.io", "AdminNetworkPolicy"],
  ["policy.networking.k8s.io", "BaselineAdminNetworkPolicy"],
] as const;

const hasOtherPolicies = perDeployment((deployment) =>
  otherPolicies.some(([group, kind]) => ofKind(deployment, group, kind).length > 0),
);

/** Whether a namespace that the manifests declare has a network policy; unknown where another product may isolate it. */
export function namespaceIsIsolated(deployment: Deployment, namespace: string | undefined): Truth {
  const { namespaces, loose } = policiesOf(deployment);
  if (namespace !== undefined && namespaces.has(namespace)) return true;
  return namespace === undefined || loose.length > 0 || hasOtherPolicies(deployment) ? undefined : false;
}

/**
 * Judges whether a network policy isolates a workload's pods. Without one, it fails where the manifests hold the
 * namespace or other policies of it; where they do not, the policies may be kept elsewhere, and it is unknown.
 */
export function isolation(resource: Resource, deployment: Deployment, direction: Direction): Judgement {
  return onPod(resource, ({ value: spec, at }) => {
    const { found, uncertain } = selecting(policiesOf(deployment), resource);
    const isSelected = anyOf(found.map((policy) => isAbout(policy, direction)));
    if (isSelected === false && (uncertain || !mustBeHere(deployment, namespaceOf(resource)))) {
      return { status: "unknown", at, found: "policies of this namespace may be kept elsewhere" };
    }
    // Pods in their node's network are out of reach of network policies.
    const good = allOf([isSelected, not(is(spec, "hostNetwork", true))]);
    return passIf(good, at, "no network policy reaches the pods");
  });
}

function mustBeHere(deployment: Deployment, namespace: string): boolean {
  const isKnown = policiesOf(deployment).namespaces.has(namespace) || declaresNamespace(deployment, namespace);
  return isKnown && !hasOtherPolicies(deployment);
}

/** A policy that does not say is about ingress, and about egress when it has rules for it. */
function isAbout({ values }: Resource, direction: Direction): Truth {
  const types = elementsBelow({ value: values, at: "" }, "spec", "policyTypes");
  if (types.length > 0) return anyOf(types.map(({ value }) => is(value, [], direction)));
  return direction === "Ingress" ? true : isSet(values, ["spec", "egress"]);
}

/** Judges the rules of a policy in one direction: one that names neither peer nor port lets everything through. */
export function openness({ values }: Resource, direction: Direction): Judgement {
  const key = direction === "Ingress" ? "ingress" : "egress";
  const peers = direction === "Ingress" ? "from" : "to";
  const rules = elementsBelow({ value: values, at: "policy" }, "spec", key);
  const judged = rules.map(({ value, at }) => {
    const bad = allOf([hasNone(value, "ports"), anyOf([hasNone(value, peers), holdsAnywhere(value, peers)])]);
    return failIf(bad, at.replace("policy.", ""), "a rule for everything");
  });
  return worstOf([{ status: "pass", at: `spec.${key}` }, ...judged]);
}

function hasNone(rule: Value | undefined, key: string): Truth {
  return isHidden(rule) ? undefined : not(isSet(rule, key));
}

/** A peer that is all addresses, without exceptions. */
function holdsAnywhere(rule: Value | undefined, key: string): Truth {
  const blocks = elementsBelow({ value: rule, at: "" }, key).map(({ value }) => valueAt(value, "ipBlock"));
  return anyOf(
    blocks.map((block) =>
      allOf([anyOf(["0.0.0.0/0", "::/0"].map((all) => is(block, "cidr", all))), not(isThere(block, "except"))]),
    ),
  );
}
