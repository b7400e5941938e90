import { isHidden, isValueObject, type Resource, type Value, valueAt } from "./resource.ts";

/** Parts of Kubernetes objects that checks, exposure and provenance all look at. */

/** Kind of workload, without API version → where its pod template stands. */
const templatePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["Pod", []],
  ["PodTemplate", ["template"]],
  ["Deployment", ["spec", "template"]],
  ["ReplicaSet", ["spec", "template"]],
  ["ReplicationController", ["spec", "template"]],
  ["StatefulSet", ["spec", "template"]],
  ["DaemonSet", ["spec", "template"]],
  ["Job", ["spec", "template"]],
  ["CronJob", ["spec", "jobTemplate", "spec", "template"]],
  // Of others than Kubernetes itself, with the same template: OpenShift, Argo Rollouts, OpenKruise, Knative.
  ["DeploymentConfig", ["spec", "template"]],
  ["Rollout", ["spec", "template"]],
  ["CloneSet", ["spec", "template"]],
  ["Service", ["spec", "template"]],
]);

/** Kind that runs pods in one API group only; what Kubernetes itself calls so does not. */
const groupOfKind: ReadonlyMap<string, string> = new Map([["Service", "serving.knative.dev"]]);

/** Kinds that run pods, as `Check.types` spells kinds. */
export const workloadKinds: readonly string[] = [...templatePaths.keys()];

/** `apps/v1/Deployment` → `Deployment`. */
export function kindOf({ type }: Resource): string {
  return type.slice(type.lastIndexOf("/") + 1);
}

/** `apps/v1/Deployment` → `apps`; `""` for the core group, as in `v1/Pod`. */
export function groupOf({ type }: Resource): string {
  const first = type.indexOf("/");
  return first === type.lastIndexOf("/") ? "" : type.slice(0, first);
}

/** Metadata and spec of the pods that a workload runs; undefined for what runs none. */
export type PodTemplate = {
  readonly metadata: Value | undefined;
  readonly spec: Value | undefined;
  readonly at: string;
};

export function podTemplateOf(resource: Resource): PodTemplate | undefined {
  const kind = kindOf(resource);
  const path = resource.platform === "kubernetes" ? templatePaths.get(kind) : undefined;
  const group = groupOfKind.get(kind);
  if (path === undefined || (group !== undefined && group !== groupOf(resource))) return undefined;
  const template = valueAt(resource.values, ...path);
  return {
    metadata: valueAt(template, "metadata"),
    spec: valueAt(template, "spec"),
    at: [...path, "spec"].join("."),
  };
}

/** A container with where it stands, by name: `spec.template.spec.containers[web]`. */
export type Container = {
  readonly value: Value;
  readonly role: "container" | "init" | "ephemeral";
  readonly at: string;
};

const containerLists = [
  ["containers", "container"],
  ["initContainers", "init"],
  ["ephemeralContainers", "ephemeral"],
] as const;

/** All containers of a pod: those that run, those that prepare, those that were attached; a hidden list is one hidden container. */
export function containersOf({ spec, at }: PodTemplate): readonly Container[] {
  return containerLists.flatMap(([key, role]) => {
    const list = valueAt(spec, key);
    if (isHidden(list)) return [{ value: list, role, at: `${at}.${key}` }];
    if (!Array.isArray(list)) return [];
    return list.map((value: Value, index): Container => {
      const name = valueAt(value, "name");
      return { value, role, at: `${at}.${key}[${typeof name === "string" ? name.slice(0, maxName) : index}]` };
    });
  });
}

/** Container names are DNS labels (RFC 1123). */
const maxName = 63;

/** `default` where the manifest names none: that is where it lands without further flags. */
export function namespaceOf({ values }: Resource): string {
  const found = valueAt(values, "metadata", "namespace");
  return typeof found === "string" ? found : "default";
}

/** The name of an object, or that which its names begin with. */
export function nameOf({ values }: Resource): string | undefined {
  const name = valueAt(values, "metadata", "name") ?? valueAt(values, "metadata", "generateName");
  return typeof name === "string" ? name : undefined;
}

/** The string members of a mapping, such as labels. */
export function labelsOf(value: Value | undefined): ReadonlyMap<string, string> {
  if (!isValueObject(value)) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
