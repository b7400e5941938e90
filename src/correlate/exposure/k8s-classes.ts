import { kindOf, nameOf } from "../../domain/kubernetes.ts";
import { isHidden, isValueObject, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { shorten } from "../../standards/wire.ts";
import { type Edge, internet, sideOf } from "./graph.ts";
import { controllerOf, type IngressClass, type IngressClasses, soundsInternal } from "./k8s-controllers.ts";
import { annotationsOf, entryState, type State, worstOf } from "./k8s-internal.ts";
import { entriesOf, insideSide } from "./k8s-services.ts";
import type { Scene } from "./scene.ts";
import { textAt } from "./truth.ts";

/**
 * Ways to an Ingress or a route like it. Its class decides by its controller, by what it sets, by annotations that the
 * controller heeds; a name that sounds internal makes it unknown; any other is taken to be for the internet, for letting
 * traffic in from outside the cluster is what an Ingress is for (Kubernetes documentation, "Ingress").
 */
export function classEntries(scene: Scene, entry: Resource, what: string, classes: IngressClasses): readonly Edge[] {
  const to = entry.address;
  if (isHidden(valueAt(entry.values, "spec", "ingressClassName")))
    return [{ from: internet, to, open: undefined, how: `is ${what} whose class is not told` }];
  const name = classNameOf(entry, classes);
  const found = name === undefined ? undefined : classes.named(name);
  const parameters = found && parametersOf(scene, found);
  const annotations = heededBy(found, parameters, annotationsOf(entry));
  const own = entryState(entry, what, annotations);
  if (found === undefined) return [{ from: internet, to, ...own }];
  const named = `is ${what} of class ${shorten(found.name, maxName)}`;
  const ofClass = setByClass(found, parameters, { named, annotations });
  if (ofClass !== undefined) return [{ from: internet, to, ...worstOf([own, ofClass], own) }];
  const served = servedState(found, named) ?? (soundsInternal(found.name) ? doubted(found, what) : own);
  const state = worstOf([own, served], served);
  return [{ from: internet, to, ...state }, ...(served.open === false ? behind(found, entry, own) : [])];
}

/** Names of classes are DNS subdomains, which are longer; so much is told. */
const maxName = 100;

function classNameOf(entry: Resource, { standard }: IngressClasses): string | undefined {
  const own = textAt(entry.values, "spec", "ingressClassName");
  const older = textAt(annotationsOf(entry), "kubernetes.io/ingress.class");
  return own ?? older ?? (kindOf(entry) === "Ingress" ? standard : undefined);
}

type Said = { readonly named: string; readonly annotations: Value | undefined };

const schemeAnnotation = "alb.ingress.kubernetes.io/scheme";

/** What the class sets, or the scheme that an annotation gives: nothing when its controller's Service decides. */
function setByClass(
  found: IngressClass,
  parameters: Resource | undefined,
  { named, annotations }: Said,
): State | undefined {
  const set = textAt(parameters?.values, "spec", "scheme");
  if (parameters !== undefined && set === "internal")
    return { open: false, how: `${named}, which ${parameters.address} makes internal (scheme: internal)` };
  const scheme = valueAt(annotations, schemeAnnotation) ?? valueAt(parameters?.values, "spec", "scheme");
  if (isHidden(scheme)) return { open: undefined, how: `${named} whose scheme is not told` };
  if (scheme !== undefined) return { open: true, how: `${named} for the internet` };
  if (found.name === "alb" || found.objects.some((one) => controllerOf(one).endsWith("/alb")))
    return { open: undefined, how: `${named} without a scheme: internal unless the class says otherwise` };
  if (found.name === "gce-internal" && found.objects.length === 0)
    return { open: false, how: `${named}, for which GKE makes an internal load balancer` };
  return undefined;
}

/** IngressClassParams of the AWS load balancer controller, whose scheme goes before that of annotations (its documentation). */
function parametersOf(scene: Scene, { objects }: IngressClass): Resource | undefined {
  const names = new Set(objects.map(({ values }) => textAt(values, "spec", "parameters", "name")));
  const known = (scene.byKind.get("IngressClassParams") ?? []).filter(
    (one) => names.has(nameOf(one) ?? "") && valueAt(one.values, "spec", "scheme") !== undefined,
  );
  return known.find(({ values }) => textAt(values, "spec", "scheme") !== "internal") ?? known[0];
}

/**
 * What the Services of the controller say; nothing when none of them is a load balancer or has a public address, for
 * then something else stands in front of it that the manifests do not hold.
 */
function servedState({ services, certain }: IngressClass, named: string): State | undefined {
  const states = services.flatMap((service) =>
    entriesOf(service)
      .filter(({ unmade }) => unmade !== true)
      .map((one): State => ({ open: one.open, how: `${named}; ${service.address} of its controller ${one.how}` })),
  );
  const isBalanced = services.some(({ values }) => textAt(values, "spec", "type") === "LoadBalancer");
  const [open, closed] = [states.find((one) => one.open), states.find((one) => one.open === false)];
  const isSplit = !certain && open !== undefined && closed !== undefined;
  if (!isBalanced && open === undefined) return undefined;
  if (isSplit) return { open: undefined, how: `${named}; which of several controllers serves it is not told` };
  return open ?? states.find((one) => one.open === undefined) ?? closed;
}

function doubted({ name }: IngressClass, what: string): State {
  const how = `is ${what}; the class ${shorten(name, maxName)} may be internal: its controller is not among the manifests`;
  return { open: undefined, how };
}

/** What reaches the controller in another way, such as through another Ingress in front of it, reaches what it serves. */
function behind({ services, workloads }: IngressClass, { address }: Resource, own: State): readonly Edge[] {
  const nodes = [
    ...services.map((service) => sideOf(service.address, insideSide)),
    ...workloads.map((workload) => workload.address),
  ];
  const how = own.open === true ? "is served by it" : own.how;
  return nodes.map((node) => ({ from: node, to: address, open: own.open, how }));
}

/** Prefixes of annotations that one controller heeds, with what it is called in classes and by IngressClass objects. */
const heeding: readonly (readonly [prefix: string, called: RegExp])[] = [
  ["alb.ingress.kubernetes.io/", /alb/],
  ["appgw.ingress.kubernetes.io/", /azure|appgw|application-gateway/],
  ["nginx.ingress.kubernetes.io/", /nginx/],
];

/** Controllers that are known by what they are called. */
const knownController = /alb|azure|appgw|application-gateway|nginx|traefik|kong|contour|haproxy|gce|istio|cilium/;

/** Annotations without those of other controllers than that of the class, where it is known, and what the class sets. */
function heededBy(
  found: IngressClass | undefined,
  parameters: Resource | undefined,
  annotations: Value | undefined,
): Value | undefined {
  const called = found === undefined ? "" : [found.name, ...found.objects.map(controllerOf)].join(" ").toLowerCase();
  const foreign = knownController.test(called) ? heeding.filter(([, own]) => !own.test(called)) : [];
  const others = [...foreign.map(([prefix]) => prefix), ...(parameters === undefined ? [] : [schemeAnnotation])];
  if (!isValueObject(annotations) || others.length === 0) return annotations;
  return Object.fromEntries(
    Object.entries(annotations).filter(([name]) => !others.some((prefix) => name.startsWith(prefix))),
  );
}
