import type { Deployment } from "../../domain/deployment.ts";
import { groupOf, kindOf, nameOf, namespaceOf } from "../../domain/kubernetes.ts";
import { isHidden, type Resource, type Value, valueAt } from "../../domain/resource.ts";

/** Something that is worked out once for a deployment, when the first check asks for it. */
export function perDeployment<T>(build: (deployment: Deployment) => T): (deployment: Deployment) => T {
  const known = new WeakMap<Deployment, { readonly value: T }>();
  return (deployment) => {
    const found = known.get(deployment) ?? { value: build(deployment) };
    known.set(deployment, found);
    return found.value;
  };
}

/** Resources by `group/Kind`, whatever the version: `apps/Deployment`, `/Service`. */
const byGroupAndKind = perDeployment(({ byType }) => {
  const kinds = new Map<string, Resource[]>();
  for (const resources of byType.values()) {
    const [first] = resources;
    if (first?.platform !== "kubernetes") continue;
    const key = `${groupOf(first)}/${kindOf(first)}`;
    kinds.set(key, [...(kinds.get(key) ?? []), ...resources]);
  }
  return kinds;
});

/** Resources of a kind, of any version: `("policy", "PodDisruptionBudget")`, `("", "Service")`. */
export function ofKind(deployment: Deployment, group: string, kind: string): readonly Resource[] {
  return byGroupAndKind(deployment).get(`${group}/${kind}`) ?? [];
}

/** Names of the namespaces that the manifests declare. */
const declaredNamespaces = perDeployment(
  (deployment) => new Set(ofKind(deployment, "", "Namespace").map((one) => nameOf(one) ?? "")),
);

/** True when the manifests declare the namespace too, and so can be expected to hold what belongs to it. */
export function declaresNamespace(deployment: Deployment, namespace: string): boolean {
  return declaredNamespaces(deployment).has(namespace);
}

/** Autoscalers by namespace, kind and name of their target; and the namespaces of those whose target is not told. */
const scalers = perDeployment((deployment) => {
  const byTarget = new Map<string, Resource>();
  const loose = new Set<string>();
  for (const scaler of ofKind(deployment, "autoscaling", "HorizontalPodAutoscaler")) {
    const target = valueAt(scaler.values, "spec", "scaleTargetRef");
    const parts = [namespaceOf(scaler), valueAt(target, "kind"), valueAt(target, "name")];
    if (parts.some(isHidden)) loose.add(namespaceOf(scaler));
    else byTarget.set(parts.join("\n"), scaler);
  }
  return { byTarget, loose };
});

/** The autoscaler of a workload; `uncertain` when one of its namespace may be. */
export function scalerOf(
  deployment: Deployment,
  workload: Resource,
): { readonly found: Resource | undefined; readonly uncertain: boolean } {
  const { byTarget, loose } = scalers(deployment);
  const found = byTarget.get([namespaceOf(workload), kindOf(workload), nameOf(workload)].join("\n"));
  return { found, uncertain: found === undefined && loose.has(namespaceOf(workload)) };
}

const limitRanges = perDeployment((deployment) =>
  Map.groupBy(ofKind(deployment, "", "LimitRange"), (range) => namespaceOf(range)),
);

/**
 * What containers of a namespace get that set nothing: `default` for limits, `defaultRequest` for requests. What may
 * give something and is not told is hidden.
 */
export function namespaceDefaults(
  deployment: Deployment,
  namespace: string,
  key: "default" | "defaultRequest",
): readonly Value[] {
  return (limitRanges(deployment).get(namespace) ?? []).flatMap((range) => {
    const limits = valueAt(range.values, "spec", "limits");
    if (isHidden(limits)) return [limits];
    return Array.isArray(limits) ? limits.flatMap((one: Value) => defaultsOf(one, key)) : [];
  });
}

function defaultsOf(limit: Value, key: string): readonly Value[] {
  const given = valueAt(limit, key);
  const type = valueAt(limit, "type");
  if (given === undefined) return [];
  if (isHidden(type)) return [type];
  return type === "Container" ? [given] : [];
}
