import { labelsOf, namespaceOf } from "../../domain/kubernetes.ts";
import { isHidden, isValueObject, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { listText } from "../../domain/words.ts";
import { isWorld } from "../../standards/address-range.ts";
import { matchesSelector, type Workload } from "./k8s-selectors.ts";
import type { Scene } from "./scene.ts";
import { allOf, anyOf, itemsAt, type Truth, textsAt } from "./truth.ts";

/**
 * Whether NetworkPolicies let traffic to a workload. `direct`: from addresses outside the cluster, through a load
 * balancer or a node; `inside`: from the pods of an ingress controller.
 */
export type Gate = {
  readonly direct: Truth;
  readonly inside: Truth;
  /** Names of the policies. */
  readonly how: string;
  /** True when they have no rule that lets anything in. */
  readonly bare: boolean;
};

const noPolicy: Gate = { direct: true, inside: true, how: "", bare: false };

/**
 * Gates by NetworkPolicy. Policies add up: pods that some policy selects get what any of those lets in, others get all.
 * Source: Kubernetes documentation, Network Policies, "The two sorts of pod isolation".
 */
export function gatesOf(scene: Scene): (workload: Workload) => Gate {
  const policies = (scene.byKind.get("NetworkPolicy") ?? []).filter(isOfKubernetes);
  const byLabel = Map.groupBy(policies, indexKey);
  // Each Service asks again of each of its workloads.
  const known = new Map<Workload, Gate>();
  const gateFor = (workload: Workload): Gate => {
    const { namespace, labels } = workload;
    const keys = [namespace, ...[...labelsOf(labels)].map(([key, value]) => `${namespace}\n${key}\n${value}`)];
    const isVeiled = isHidden(labels) || Object.values(valueObject(labels)).some(isHidden);
    const inNamespace = (policy: Resource): boolean => namespaceOf(policy) === namespace;
    return gateOf(workload, isVeiled ? policies.filter(inNamespace) : keys.flatMap((key) => byLabel.get(key) ?? []));
  };
  return (workload) => {
    const gate = known.get(workload) ?? gateFor(workload);
    known.set(workload, gate);
    return gate;
  };
}

/** A policy under the first label that it selects by, so that each workload looks at few of them. */
function indexKey(policy: Resource): string {
  const namespace = namespaceOf(policy);
  const [label] = labelsOf(valueAt(policy.values, "spec", "podSelector", "matchLabels"));
  return label === undefined ? namespace : `${namespace}\n${label[0]}\n${label[1]}`;
}

/** Calico and others have kinds of the same name. */
function isOfKubernetes({ type }: Resource): boolean {
  return type.startsWith("networking.k8s.io/") || type.startsWith("extensions/");
}

function gateOf(workload: Workload, policies: readonly Resource[]): Gate {
  const applying = policies.flatMap((policy) => {
    const applies = allOf([
      isForIngress(policy),
      matchesSelector(valueAt(policy.values, "spec", "podSelector"), workload.labels),
    ]);
    return applies === false ? [] : [{ policy, applies }];
  });
  if (applying.length === 0) return noPolicy;
  const rules = applying.map(({ policy }) => itemsAt(policy.values, "spec", "ingress"));
  const isIsolated = anyOf(applying.map(({ applies }) => applies));
  const lets = (test: (peer: Value) => Truth): Truth => {
    const let_ = anyOf(
      rules.flatMap(({ items, hidden }) => [...items.map((rule) => ruleLets(rule, test)), hidden ? undefined : false]),
    );
    // When it is not told whether a policy applies, what that policy closes may be open.
    return isIsolated === true ? let_ : anyOf([let_, undefined]);
  };
  const names = listText(
    applying.map(({ policy }) => policy.address),
    maxNamed,
  );
  const bare = rules.every(({ items, hidden }) => items.length === 0 && !hidden);
  return { direct: lets(isOutside), inside: lets(isController), how: names, bare };
}

/** Policies that a path names; a namespace has a handful. */
const maxNamed = 5;

/** A policy is about ingress unless it says that it is about egress alone. */
function isForIngress(policy: Resource): Truth {
  const { texts, hidden } = textsAt(policy.values, "spec", "policyTypes");
  if (hidden) return undefined;
  return texts.length === 0 || texts.includes("Ingress");
}

function ruleLets(rule: Value, test: (peer: Value) => Truth): Truth {
  const { items, hidden } = itemsAt(rule, "from");
  if (items.length === 0) return hidden ? undefined : true;
  return anyOf([...items.map(test), hidden ? undefined : false]);
}

/** Peers by selector are pods of the cluster: nothing from outside. */
function isOutside(peer: Value): Truth {
  const cidr = valueAt(peer, "ipBlock", "cidr");
  if (isHidden(cidr)) return undefined;
  return typeof cidr === "string" && isWorld(cidr);
}

/** A controller is meant by all namespaces, or by its own; a selector that names neither may still mean one. */
function isController(peer: Value): Truth {
  const block = isOutside(peer);
  if (block !== false) return block;
  const namespaces = valueAt(peer, "namespaceSelector");
  if (isHidden(namespaces)) return undefined;
  if (namespaces === undefined) return valueAt(peer, "podSelector") === undefined ? false : undefined;
  const isAll = isValueObject(namespaces) && Object.keys(namespaces).length === 0;
  const names = Object.values(valueObject(valueAt(namespaces, "matchLabels")));
  const isNamed = names.some((name) => typeof name === "string" && controllerNamespace.test(name));
  return (isAll && valueAt(peer, "podSelector") === undefined) || isNamed ? true : undefined;
}

/** Namespaces in which ingress controllers and gateways are installed by their own instructions. */
const controllerNamespace =
  /ingress|traefik|istio-system|istio-gateway|kong|contour|envoy-gateway|haproxy|gateway-system/;

function valueObject(value: Value | undefined): { readonly [key: string]: Value } {
  return isValueObject(value) ? value : {};
}

/** What the policies do, in words that follow the way they guard. */
export function gateText(open: Truth, { how, bare }: Gate): string {
  if (how === "") return "";
  if (open === true) return `, let through by ${how}`;
  if (open === undefined) return `; whether ${how} lets it through is not told`;
  return bare ? `, but ${how} lets nothing through` : `, but ${how} does not let that through`;
}
