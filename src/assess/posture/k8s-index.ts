import type { Deployment } from "../../domain/deployment.ts";
import { groupOf, kindOf, nameOf, namespaceOf } from "../../domain/kubernetes.ts";
import { isHidden, type Resource, unknownValue, type Value, valueAt } from "../../domain/resource.ts";

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

/** The namespace of an object; undefined when it is not told. */
export function homeOf(resource: Resource): string | undefined {
  return isHidden(valueAt(resource.values, "metadata", "namespace")) ? undefined : namespaceOf(resource);
}

/** True for an object that has a name or a namespace that is not told: it may be the one that is looked for. */
export function isUnnamed(resource: Resource): boolean {
  return homeOf(resource) === undefined || isHidden(valueAt(resource.values, "metadata", "name"));
}

/** Whether one of the objects that live in these namespaces lives in `home`, or may. */
export function mayLiveIn(homes: ReadonlySet<string | undefined>, home: string | undefined): boolean {
  return home === undefined ? homes.size > 0 : homes.has(home) || homes.has(undefined);
}

/** Autoscalers by namespace, kind and name of their target; and where all live, and those without a target. */
const scalers = perDeployment((deployment) => {
  const all = ofKind(deployment, "autoscaling", "HorizontalPodAutoscaler");
  const byTarget = new Map<string, Resource>();
  const loose = new Set<string | undefined>();
  for (const scaler of all) {
    const target = valueAt(scaler.values, "spec", "scaleTargetRef");
    const parts = [homeOf(scaler), valueAt(target, "kind"), valueAt(target, "name")];
    if (parts[0] === undefined || parts.some(isHidden)) loose.add(homeOf(scaler));
    else byTarget.set(parts.join("\n"), scaler);
  }
  return { byTarget, loose, homes: new Set(all.map(homeOf)) };
});

/** The autoscaler of a workload; `uncertain` when one of its namespace may be. */
export function scalerOf(
  deployment: Deployment,
  workload: Resource,
): { readonly found: Resource | undefined; readonly uncertain: boolean } {
  const { byTarget, loose, homes } = scalers(deployment);
  const home = homeOf(workload);
  if (isUnnamed(workload)) return { found: undefined, uncertain: mayLiveIn(homes, home) };
  const found = byTarget.get([home, kindOf(workload), nameOf(workload)].join("\n"));
  return { found, uncertain: found === undefined && mayLiveIn(loose, home) };
}

const limitRanges = perDeployment((deployment) => Map.groupBy(ofKind(deployment, "", "LimitRange"), homeOf));

/**
 * What containers of a namespace get that set nothing: `default` for limits, `defaultRequest` for requests. What may
 * give something and is not told is hidden.
 */
export function namespaceDefaults(
  deployment: Deployment,
  home: string | undefined,
  key: "default" | "defaultRequest",
): readonly Value[] {
  const ranges = limitRanges(deployment);
  if (home === undefined) return ranges.size > 0 ? [unknownValue] : [];
  const own = (ranges.get(home) ?? []).flatMap(({ values }) => {
    const limits = valueAt(values, "spec", "limits");
    if (isHidden(limits)) return [limits];
    return Array.isArray(limits) ? limits.flatMap((one: Value) => defaultsOf(one, key)) : [];
  });
  return ranges.has(undefined) ? [...own, unknownValue] : own;
}

function defaultsOf(limit: Value, key: string): readonly Value[] {
  const given = valueAt(limit, key);
  const type = valueAt(limit, "type");
  if (given === undefined) return [];
  if (isHidden(type)) return [type];
  return type === "Container" ? [given] : [];
}
