import type { Deployment } from "../../domain/deployment.ts";
import { labelsOf, namespaceOf } from "../../domain/kubernetes.ts";
import { isHidden, isValueObject, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { allOf, not, type Truth } from "./check.ts";
import { homeOf, ofKind, perDeployment } from "./k8s-index.ts";
import { workloadOf } from "./k8s-workload.ts";

/** Label selectors: which policies and budgets take in which pods. */

/** Objects that select pods of their namespace. */
export type Selectors = {
  /** Namespace, line feed, `label=value` → those that ask for this label. */
  readonly byLabel: ReadonlyMap<string, readonly Resource[]>;
  /** Namespace → those that ask for no certain label: they may select any pod. */
  readonly open: ReadonlyMap<string, readonly Resource[]>;
  /** Namespaces in which there is one at all. */
  readonly namespaces: ReadonlySet<string>;
  /** Those whose namespace is not told. */
  readonly loose: readonly Resource[];
  readonly selectorOf: (selecting: Resource) => Value | undefined;
};

/** An index of the objects of these kinds, `[group, kind]`, whose selector stands at the path. */
export function selectorsOf(
  kinds: readonly (readonly [string, string])[],
  path: readonly string[],
): (deployment: Deployment) => Selectors {
  const selectorOf = (one: Resource): Value | undefined => valueAt(one.values, ...path);
  return perDeployment((deployment) => {
    const given = kinds.flatMap(([group, kind]) => ofKind(deployment, group, kind));
    const all = given.filter((one) => !isHomeless(one));
    const isOpen = (one: Resource): boolean => firstLabel(selectorOf(one)) === undefined;
    return {
      byLabel: Map.groupBy(
        all.filter((one) => !isOpen(one)),
        (one) => `${namespaceOf(one)}\n${firstLabel(selectorOf(one))}`,
      ),
      open: Map.groupBy(all.filter(isOpen), (one) => namespaceOf(one)),
      namespaces: new Set(all.map((one) => namespaceOf(one))),
      loose: given.filter(isHomeless),
      selectorOf,
    };
  });
}

function isHomeless(resource: Resource): boolean {
  return homeOf(resource) === undefined;
}

/** Those that select a workload's pods; `uncertain` when one may that is not known to. */
export function selecting(
  selectors: Selectors,
  workload: Resource,
): { readonly found: readonly Resource[]; readonly uncertain: boolean } {
  const namespace = namespaceOf(workload);
  if (isHomeless(workload))
    return { found: [], uncertain: selectors.loose.length > 0 || selectors.namespaces.size > 0 };
  const labels = valueAt(workloadOf(workload)?.metadata, "labels");
  const asking = [...labelsOf(labels)].flatMap(
    ([key, value]) => selectors.byLabel.get(`${namespace}\n${key}=${value}`) ?? [],
  );
  const answers = [...asking, ...(selectors.open.get(namespace) ?? [])].map(
    (one) => [one, selects(selectors.selectorOf(one), labels)] as const,
  );
  const hasHidden = isHidden(labels) || (isValueObject(labels) && Object.values(labels).some(isHidden));
  return {
    found: answers.filter(([, truth]) => truth === true).map(([one]) => one),
    uncertain:
      selectors.loose.length > 0 ||
      answers.some(([, truth]) => truth === undefined) ||
      (hasHidden && selectors.namespaces.has(namespace)),
  };
}

/** Whether a selector takes in what has these labels; an empty one takes in everything (meta/v1 LabelSelector). */
export function selects(selector: Value | undefined, labels: Value | undefined): Truth {
  if (isHidden(selector)) return undefined;
  const equal = valueAt(selector, "matchLabels");
  const expressions = valueAt(selector, "matchExpressions");
  if (isHidden(equal) || isHidden(expressions)) return undefined;
  return allOf([
    ...Object.entries(isValueObject(equal) ? equal : {}).map(([key, value]) => isLabelled(labels, key, [value])),
    ...(Array.isArray(expressions) ? expressions : []).map((one) => holds(one, labels)),
  ]);
}

function holds(expression: Value, labels: Value | undefined): Truth {
  const key = valueAt(expression, "key");
  const values = valueAt(expression, "values");
  if (typeof key !== "string" || isHidden(values)) return undefined;
  const named = Array.isArray(values) ? values : [];
  const has = valueAt(labels, key);
  switch (valueAt(expression, "operator")) {
    case "In":
      return isLabelled(labels, key, named);
    case "NotIn":
      return not(isLabelled(labels, key, named));
    case "Exists":
      return isHidden(labels) ? undefined : has !== undefined;
    case "DoesNotExist":
      return isHidden(labels) ? undefined : has === undefined;
    default:
      return undefined;
  }
}

function isLabelled(labels: Value | undefined, key: string, values: readonly Value[]): Truth {
  const label = valueAt(labels, key);
  if (isHidden(label) || values.some(isHidden)) return undefined;
  return label !== undefined && values.includes(label);
}

/** The first label with a value that a selector asks for, `app=web`. */
function firstLabel(selector: Value | undefined): string | undefined {
  const [first] = labelsOf(valueAt(selector, "matchLabels"));
  return first?.join("=");
}
