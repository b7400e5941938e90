import { type Container, containersOf, type PodTemplate, podTemplateOf } from "../../domain/kubernetes.ts";
import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { shorten } from "../../standards/wire.ts";
import { failWhen, not, notApplicable, type Truth, worstOf } from "./check.ts";
import { is, type Path } from "./values.ts";

/** A value with where it stands in its resource. */
export type Place = { readonly value: Value | undefined; readonly at: string };

/** The pods of a workload and all their containers. */
export type Workload = { readonly pod: Place; readonly metadata: Value | undefined; readonly containers: Containers };

type Containers = readonly Container[];

/** Workloads that were taken apart: some fifty checks ask for the same one. */
const known = new WeakMap<Resource, Workload>();

/** Pods and containers of a resource; undefined for what runs none. */
export function workloadOf(resource: Resource): Workload | undefined {
  const found = known.get(resource);
  if (found !== undefined) return found;
  const template = podTemplateOf(resource);
  if (template === undefined) return undefined;
  const workload = takeApart(template);
  known.set(resource, workload);
  return workload;
}

function takeApart(template: PodTemplate): Workload {
  return {
    pod: { value: template.spec, at: template.at },
    metadata: template.metadata,
    containers: containersOf(template),
  };
}

/** Asks about the pods of a workload; a workload without a pod template answers nothing. */
export function onPod(resource: Resource, question: (pod: Place, workload: Workload) => Judgement): Judgement {
  const workload = workloadOf(resource);
  if (workload === undefined) return notApplicable;
  const { pod } = workload;
  if (pod.value === undefined) return { status: "unknown", at: pod.at, found: "no pod template in the manifest" };
  return question(pod, workload);
}

/** Asks about each container of a workload, and gives the worst answer. A question may pass over containers. */
export function onContainers(
  resource: Resource,
  question: (container: Container, workload: Workload) => Judgement,
): Judgement {
  return onPod(resource, (pod, workload) => {
    const { containers } = workload;
    if (containers.length === 0) return { status: "unknown", at: pod.at, found: "no containers in the manifest" };
    return worstOf(containers.map((container) => question(container, workload)));
  });
}

/** Asks about the security context of the pods and that of each container, and gives the worst answer. */
export function onSecurityContexts(resource: Resource, question: (context: Place) => Judgement): Judgement {
  return onPod(resource, (pod, { containers }) =>
    worstOf([pod, ...containers].map((place) => question(below(place, "securityContext")))),
  );
}

/** True for pods that say they run on Windows: Linux's own settings do not concern them. */
export function isWindows({ pod }: Workload): Truth {
  return is(pod.value, ["os", "name"], "windows");
}

/** True for containers that stay: the main ones, and init containers that are sidecars. */
export function isLongRunning({ value, role }: Container): Truth {
  return role === "init" ? is(value, "restartPolicy", "Always") : role === "container";
}

/** The value at a path below a place. */
export function below(place: Place, ...path: readonly (string | number)[]): Place {
  return { value: valueAt(place.value, ...path), at: [place.at, ...path].join(".") };
}

/** The elements of a list below a place; a list that is hidden is one hidden element. */
export function elementsBelow(place: Place, ...path: readonly string[]): readonly Place[] {
  const list = below(place, ...path);
  if (isHidden(list.value)) return [list];
  if (!Array.isArray(list.value)) return [];
  return list.value.map((value: Value, index) => ({ value, at: `${list.at}[${index}]` }));
}

/** True when something is at the path, be it empty. */
export function isThere(from: Value | undefined, ...path: readonly string[]): Truth {
  const value = valueAt(from, ...path);
  return isHidden(value) ? undefined : value !== undefined;
}

/** True when nothing is at the path, or one of these. */
export function isAbsentOr(from: Value | undefined, path: Path, ...allowed: readonly string[]): Truth {
  const value = valueAt(from, ...(typeof path === "string" ? [path] : path));
  if (isHidden(value)) return undefined;
  return value === undefined || allowed.includes(String(value));
}

/** Text of a manifest, such as a name or a path, as a finding shows it; nothing for what is no text. */
export function shown({ value }: Place): string {
  return typeof value === "string" || typeof value === "number" ? shorten(String(value), maxShown) : "";
}

/** Paths and names are rarely longer. */
const maxShown = 100;

/** A failure with its words when it is true; otherwise where was looked. */
export function failIf(bad: Truth, at: string, found: string): Judgement {
  return failWhen(bad, bad === true ? { at, found } : { at });
}

/** A failure with its words when it is false; otherwise where was looked. */
export function passIf(good: Truth, at: string, found: string): Judgement {
  return failIf(not(good), at, found);
}
