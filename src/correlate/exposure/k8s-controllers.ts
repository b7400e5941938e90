import { containersOf, labelsOf, nameOf, namespaceOf } from "../../domain/kubernetes.ts";
import { compareText } from "../../domain/order.ts";
import { type Resource, valueAt } from "../../domain/resource.ts";
import type { Workload, Workloads } from "./k8s-selectors.ts";
import { selectorOf, servicesOf } from "./k8s-services.ts";
import { push, type Scene } from "./scene.ts";
import { itemsAt, textAt, textsAt } from "./truth.ts";

/** A class of ingresses as the manifests tell it. */
export type IngressClass = {
  readonly name: string;
  /** The objects of that name; several when manifests of several clusters are given. */
  readonly objects: readonly Resource[];
  /** Services of its controller, and the workloads that are started for it. */
  readonly services: readonly Resource[];
  readonly workloads: readonly Resource[];
  /** False when Services are only called as the controller is: of several, one may be that of another class. */
  readonly certain: boolean;
};

/** Classes by name, and the one that is taken where none is named. */
export type IngressClasses = {
  readonly named: (name: string) => IngressClass;
  readonly standard: string | undefined;
};

/**
 * Which Services are those of the controller of a class. In this order: Services of workloads that are started for the
 * class or its controller; Services installed with its IngressClass (same `app.kubernetes.io` name and instance);
 * Services of a controller that is called as the class or its controller is.
 */
export function ingressClassesOf(scene: Scene, workloads: Workloads): IngressClasses {
  const objects = Map.groupBy(scene.byKind.get("IngressClass") ?? [], (one) => nameOf(one) ?? "");
  const started = startedFor(scene, workloads);
  const fronts = servicesOf(scene).filter(isFront);
  const installed = Map.groupBy(fronts, installationOf);
  const called = calledServices(fronts);
  const known = new Map<string, IngressClass>();
  const classOf = (name: string): IngressClass => {
    const own = objects.get(name) ?? [];
    const controllers = own.map(controllerOf).filter((controller) => controller !== "");
    const runs = [name, ...controllers].flatMap((one) => started.get(one) ?? []);
    const keys = own.map(installationOf).filter((key) => key !== "");
    const sure = [runs.flatMap(({ services }) => services), keys.flatMap((key) => installed.get(key) ?? [])];
    const words = own.length === 0 ? [name] : controllers.flatMap(wordsOf);
    const alike = words.flatMap((word) => called.get(word) ?? []).filter((one) => mayServe(one, name));
    const found = sure.find((services) => services.length > 0);
    return {
      name,
      objects: own,
      services: [...new Set(found ?? alike)],
      workloads: [...new Set(runs.map(({ workload }) => workload.resource))],
      certain: found !== undefined,
    };
  };
  return {
    named(name) {
      const found = known.get(name) ?? classOf(name);
      known.set(name, found);
      return found;
    },
    standard: [...objects.keys()].toSorted(compareText).find((name) => objects.get(name)?.some(isStandard)),
  };
}

/** `nginx-internal`, `private`, `intranet`, GKE's `…-rilb`: how people name what is not on the internet. A hint, and no proof. */
export function soundsInternal(name: string): boolean {
  return /internal|intranet|private|rilb/i.test(name);
}

/** A Service that sounds internal is hardly that of a class that does not. */
function mayServe(service: Resource, className: string): boolean {
  return soundsInternal(className) || !soundsInternal(nameOf(service) ?? "");
}

/** What an IngressClass names as its controller: `k8s.io/ingress-nginx`. */
export function controllerOf(ingressClass: Resource): string {
  return textAt(ingressClass.values, "spec", "controller") ?? "";
}

function isStandard({ values }: Resource): boolean {
  return textAt(values, "metadata", "annotations", "ingressclass.kubernetes.io/is-default-class") === "true";
}

/** A workload of a controller, and the Services that select it. */
type Run = { readonly workload: Workload; readonly services: readonly Resource[] };

/** Workloads that are told what class or controller they are, by what they are told. */
function startedFor(scene: Scene, workloads: Workloads): ReadonlyMap<string, readonly Run[]> {
  const told = workloads.all.map((workload) => ({ workload, words: classesToldTo(workload) }));
  const running = new Map(told.filter(({ words }) => words.length > 0).map((one) => [one.workload, one.words]));
  const services = new Map<Workload, Resource[]>();
  for (const service of running.size === 0 ? [] : servicesOf(scene)) {
    const selected = workloads.selected(namespaceOf(service), selectorOf(service));
    for (const { workload } of selected.filter((one) => running.has(one.workload))) push(services, workload, service);
  }
  const byWord = new Map<string, Run[]>();
  for (const [workload, words] of running) {
    for (const word of new Set(words)) push(byWord, word, { workload, services: services.get(workload) ?? [] });
  }
  return byWord;
}

/** Options by which controllers are told their class, or the name that IngressClass objects call them by. */
const classOptions: ReadonlySet<string> = new Set([
  // ingress-nginx, NGINX, Contour, HAProxy, Kong
  "ingress-class",
  "controller-class",
  "ingress-class-name",
  "ingress.class",
  // Traefik
  "providers.kubernetesingress.ingressclass",
]);

/** Variables for the same (Kong). */
const classVariables: ReadonlySet<string> = new Set(["CONTROLLER_INGRESS_CLASS"]);

function classesToldTo({ template }: Workload): readonly string[] {
  return containersOf(template).flatMap(({ value }) => {
    const words = [...textsAt(value, "command").texts, ...textsAt(value, "args").texts];
    const variables = itemsAt(value, "env").items.filter((one) => classVariables.has(textAt(one, "name") ?? ""));
    return [...words.map(optionValue), ...variables.map((one) => textAt(one, "value"))].filter(
      (found) => found !== undefined,
    );
  });
}

/** `--ingress-class=nginx`, or the word after `--ingress-class`. */
function optionValue(word: string, index: number, all: readonly string[]): string | undefined {
  if (!word.startsWith("-")) return undefined;
  const end = word.indexOf("=");
  const option = word.slice(word.startsWith("--") ? 2 : 1, end === -1 ? undefined : end).toLowerCase();
  if (!classOptions.has(option)) return undefined;
  return end === -1 ? all[index + 1] : word.slice(end + 1);
}

/** What is reached inside the cluster only, as the webhook of a controller is, is no front of it. */
function isFront(service: Resource): boolean {
  const type = valueAt(service.values, "spec", "type");
  return type !== undefined && type !== "ClusterIP" && type !== "ExternalName";
}

function nameLabels({ values }: Resource): ReadonlyMap<string, string> {
  return labelsOf(valueAt(values, "metadata", "labels"));
}

/** Name and instance by which what is installed together is labelled (Kubernetes, Recommended Labels); else empty. */
function installationOf(resource: Resource): string {
  const labels = nameLabels(resource);
  const [name, instance] = [labels.get("app.kubernetes.io/name"), labels.get("app.kubernetes.io/instance")];
  return name === undefined || instance === undefined ? "" : `${name}\n${instance}`;
}

/** Services that are those of some controller by their names, by what they are called. */
function calledServices(fronts: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const byWord = new Map<string, Resource[]>();
  for (const service of fronts) {
    const labels = nameLabels(service);
    const name = nameOf(service) ?? "";
    const names = [
      name,
      labels.get("app.kubernetes.io/name"),
      labels.get("app.kubernetes.io/instance"),
      labels.get("app"),
    ];
    const told = names.filter((one) => one !== undefined);
    if (![namespaceOf(service), ...told].some((one) => controllerWord.test(one))) continue;
    for (const word of new Set(told.flatMap(callsOf))) push(byWord, word, service);
  }
  return byWord;
}

/** How people who install a controller call it; an application's own load balancer is not meant. */
const controllerWord = /ingress|traefik|kong|contour/;

/** `ingress-nginx-controller` is called so, `ingress-nginx` and `nginx`. */
function callsOf(name: string): readonly string[] {
  const base = name.replace(/-(?:controller|proxy)$/, "");
  return [name, base, base.replace(/^ingress-|-ingress$/, "")];
}

const commonWords: ReadonlySet<string> = new Set(["", "k8s", "io", "com", "org", "ingress", "ingress-controller"]);

/** `k8s.io/ingress-nginx` has the word `ingress-nginx`. */
function wordsOf(controller: string): readonly string[] {
  return controller.split(/[./]/).filter((word) => !commonWords.has(word));
}
