import { namespaceOf } from "../../domain/kubernetes.ts";
import { isHidden, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { type Edge, internet, sideOf } from "./graph.ts";
import { entryState } from "./k8s-internal.ts";
import { annotationOf } from "./k8s-policies.ts";
import { insideSide } from "./k8s-services.ts";
import type { Scene } from "./scene.ts";
import { itemsAt, textAt } from "./truth.ts";

type Services = ReadonlyMap<string, readonly Resource[]>;

/** Kinds of other controllers than Kubernetes' own Ingress that put a Service on the internet in the same way. */
const routeKinds = ["IngressRoute", "IngressRouteTCP", "HTTPProxy"] as const;

/** The internet → Ingress, OpenShift Route, Traefik IngressRoute, Contour HTTPProxy → the Services behind them. */
export function ingressEdges(scene: Scene, services: Services): readonly Edge[] {
  const ingresses = (scene.byKind.get("Ingress") ?? []).filter(({ type }) => !type.startsWith("config.openshift.io/"));
  const routes = (scene.byKind.get("Route") ?? []).filter(({ type }) => type.startsWith("route.openshift.io/"));
  const others = routeKinds.flatMap((kind) => scene.byKind.get(kind) ?? []);
  return [
    ...ingresses.flatMap((one) => [
      { from: internet, to: one.address, ...ingressState(one) },
      ...toServices(one, ingressBackends(one), services),
    ]),
    ...routes.flatMap((one) => [
      { from: internet, to: one.address, ...entryState(one, "a Route of the cluster's router") },
      ...toServices(one, routeBackends(one), services),
    ]),
    ...others.flatMap((one) => [
      { from: internet, to: one.address, ...entryState(one, "a route of the ingress controller") },
      ...toServices(one, serviceNames(itemsAt(one.values, "spec", "routes").items), services),
    ]),
  ];
}

/** Names of Services, one undefined when some are not told. */
type Backends = readonly (string | undefined)[];

/** Each Service that stands behind, for traffic of the controller, which comes from inside the cluster. */
export function toServices(from: Resource, backends: Backends, services: Services): readonly Edge[] {
  const namespace = namespaceOf(from);
  return [...new Set(backends)].flatMap((name): readonly Edge[] => {
    if (name === undefined) return untold(from, namespace, services);
    const key = name.includes("/") ? name : `${namespace}/${name}`;
    return (services.get(key) ?? []).map((service) => ({
      from: from.address,
      to: sideOf(service.address, insideSide),
      open: true,
      how: "is its backend",
    }));
  });
}

/** A backend that is not told may be any Service of the namespace. */
function untold(from: Resource, namespace: string, services: Services): readonly Edge[] {
  const all = [...services].filter(([key]) => key.startsWith(`${namespace}/`)).flatMap(([, found]) => found);
  const how = "may be its backend, which is not told";
  return all.map(({ address }) => ({ from: from.address, to: sideOf(address, insideSide), open: undefined, how }));
}

/** Class and scheme of an Ingress decide; the AWS load balancer controller's are internal unless told otherwise. */
function ingressState(ingress: Resource): Pick<Edge, "open" | "how"> {
  const chosen = valueAt(ingress.values, "spec", "ingressClassName");
  if (isHidden(chosen)) return { open: undefined, how: "is an Ingress whose class is not told" };
  const name =
    textAt(ingress.values, "spec", "ingressClassName") ?? annotationOf(ingress, "kubernetes.io/ingress.class");
  if (name !== undefined && internalClass.test(name)) {
    return { open: false, how: "is an Ingress of a class that is internal by its name" };
  }
  const scheme = annotationOf(ingress, "alb.ingress.kubernetes.io/scheme");
  if (name === "alb" && scheme === undefined) {
    return {
      open: undefined,
      how: "is an Ingress of class alb without a scheme: internal unless the class says otherwise",
    };
  }
  return entryState(ingress, "an Ingress");
}

/** `gce-internal`, `nginx-internal`, `private`: how people name classes whose load balancer is not on the internet. */
const internalClass = /(?:^|[-_./])(?:internal|private|intranet)(?:$|[-_./])/i;

/** Backends in the form of networking.k8s.io/v1 and of the versions before it. */
function ingressBackends(ingress: Resource): Backends {
  const { values } = ingress;
  const defaults: readonly (Value | undefined)[] = [
    valueAt(values, "spec", "defaultBackend"),
    valueAt(values, "spec", "backend"),
  ];
  const rules = itemsAt(values, "spec", "rules");
  const paths = rules.items.map((rule) => itemsAt(rule, "http", "paths"));
  const backends: readonly (Value | undefined)[] = paths.flatMap(({ items }) =>
    items.map((path) => valueAt(path, "backend")),
  );
  const isVeiled = rules.hidden || paths.some(({ hidden }) => hidden);
  return [...defaults.filter((one) => one !== undefined), ...backends]
    .map(backendName)
    .concat(isVeiled ? [undefined] : []);
}

function backendName(backend: Value | undefined): string | undefined {
  return textAt(backend, "service", "name") ?? textAt(backend, "serviceName") ?? otherBackend(backend);
}

/** A backend that is a resource, such as a bucket, is no Service. */
function otherBackend(backend: Value | undefined): string | undefined {
  return valueAt(backend, "resource") === undefined ? undefined : "";
}

function routeBackends(route: Resource): Backends {
  const backends: readonly (Value | undefined)[] = [
    valueAt(route.values, "spec", "to"),
    ...itemsAt(route.values, "spec", "alternateBackends").items,
  ];
  return backends.map((one) => textAt(one, "name"));
}

/** `services[].name` of routes as Traefik and Contour write them. */
function serviceNames(routes: readonly Value[]): Backends {
  return routes.flatMap((route) => itemsAt(route, "services").items.map((one) => textAt(one, "name")));
}
