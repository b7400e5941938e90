import { kindOf, labelsOf, namespaceOf, type PodTemplate, podTemplateOf } from "../../domain/kubernetes.ts";
import { isHidden, isValueObject, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { push, type Scene } from "./scene.ts";
import { allOf, itemsAt, type Truth, textAt, textsAt } from "./truth.ts";

/** Something that runs pods. */
export type Workload = {
  readonly resource: Resource;
  readonly namespace: string;
  readonly template: PodTemplate;
  readonly labels: Value | undefined;
};

/** All workloads, and those that a selector may mean. */
export type Workloads = {
  readonly all: readonly Workload[];
  readonly selected: (namespace: string, selector: Value | undefined) => readonly Selected[];
};

/** A workload that is selected, or of which the labels do not tell. */
export type Selected = { readonly workload: Workload; readonly certain: boolean };

/** Workloads indexed by namespace and label, so that each selector looks at few of them. */
export function workloadsOf(scene: Scene): Workloads {
  const all = scene.deployment.resources.flatMap(workloadOf);
  const byLabel = new Map<string, Workload[]>();
  const veiled = new Map<string, Workload[]>();
  for (const workload of all) {
    const { namespace, labels } = workload;
    for (const [key, value] of labelsOf(labels)) push(byLabel, `${namespace}\n${key}\n${value}`, workload);
    if (holdsHidden(labels)) push(veiled, namespace, workload);
  }
  const inNamespace = Map.groupBy(all, (one) => one.namespace);
  return {
    all,
    selected(namespace, selector) {
      if (selector === undefined) return [];
      const [key, value] = labelsOf(selector).entries().next().value ?? [];
      const known = key === undefined ? inNamespace.get(namespace) : byLabel.get(`${namespace}\n${key}\n${value}`);
      const candidates = new Set([...(known ?? []), ...(veiled.get(namespace) ?? [])]);
      return [...candidates].flatMap((workload): readonly Selected[] => {
        const truth = matchesAll(selector, workload.labels);
        return truth === false ? [] : [{ workload, certain: truth === true }];
      });
    },
  };
}

function workloadOf(resource: Resource): readonly Workload[] {
  if (kindOf(resource) === "PodTemplate") return [];
  const template = podTemplateOf(resource);
  if (template === undefined) return [];
  const labels = valueAt(template.metadata, "labels");
  return [{ resource, template, labels, namespace: namespaceOf(resource) }];
}

function holdsHidden(labels: Value | undefined): boolean {
  return isHidden(labels) || (isValueObject(labels) && Object.values(labels).some(isHidden));
}

/** A map selector, as a Service has it: every pair is among the labels. */
export function matchesAll(selector: Value | undefined, labels: Value | undefined): Truth {
  if (isHidden(selector) || isHidden(labels)) return undefined;
  if (!isValueObject(selector)) return false;
  return allOf(Object.keys(selector).map((key) => isPair(selector[key], valueAt(labels, key))));
}

function isPair(wanted: Value | undefined, found: Value | undefined): Truth {
  if (found === undefined) return false;
  return isHidden(wanted) || isHidden(found) ? undefined : wanted === found;
}

/** A LabelSelector (`matchLabels`, `matchExpressions`); an empty one matches everything. Kubernetes API, LabelSelector. */
export function matchesSelector(selector: Value | undefined, labels: Value | undefined): Truth {
  if (isHidden(selector)) return undefined;
  const pairs = valueAt(selector, "matchLabels");
  const { items, hidden } = itemsAt(selector, "matchExpressions");
  const truths = items.map((one) => matchesExpression(one, labels));
  return allOf([pairs === undefined || matchesAll(pairs, labels), hidden ? undefined : true, ...truths]);
}

function matchesExpression(expression: Value, labels: Value | undefined): Truth {
  const found = valueAt(labels, textAt(expression, "key") ?? "");
  const operator = textAt(expression, "operator");
  if (isHidden(found) || isHidden(labels)) return undefined;
  if (operator === "Exists") return found !== undefined;
  if (operator === "DoesNotExist") return found === undefined;
  const { texts, hidden } = textsAt(expression, "values");
  if (hidden || operator === undefined) return undefined;
  const isAmong = typeof found === "string" && texts.includes(found);
  return operator === "In" ? isAmong : !isAmong;
}
