import { namespaceOf } from "../../domain/kubernetes.ts";
import { type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { type Edge, internet, sideOf } from "./graph.ts";
import { classEntries } from "./k8s-classes.ts";
import type { IngressClasses } from "./k8s-controllers.ts";
import { entryState } from "./k8s-internal.ts";
import { portsText } from "./k8s-ports.ts";
import { insideSide } from "./k8s-services.ts";
import type { Scene } from "./scene.ts";
import { itemsAt, textAt } from "./truth.ts";

type Services = ReadonlyMap<string, readonly Resource[]>;

/** Kinds of other controllers than Kubernetes' own Ingress that put a Service on the internet in the same way. */
const routeKinds = ["IngressRoute", "IngressRouteTCP", "HTTPProxy"] as const;

/** The internet → Ingress, OpenShift Route, Traefik IngressRoute, Contour HTTPProxy → the Services behind them. */
export function ingressEdges(scene: Scene, services: Services, classes: IngressClasses): readonly Edge[] {
  const ingresses = (scene.byKind.get("Ingress") ?? []).filter(({ type }) => !type.startsWith("config.openshift.io/"));
  const routes = (scene.byKind.get("Route") ?? []).filter(({ type }) => type.startsWith("route.openshift.io/"));
  const others = routeKinds.flatMap((kind) => scene.byKind.get(kind) ?? []);
  return [
    ...ingresses.flatMap((one) => [
      ...classEntries(scene, one, "an Ingress", classes),
      ...toServices(one, ingressBackends(one), services),
    ]),
    ...routes.flatMap((one) => [
      { from: internet, to: one.address, ...entryState(one, "a Route of the cluster's router") },
      ...toServices(one, routeBackends(one), services),
    ]),
    ...others.flatMap((one) => [
      ...classEntries(scene, one, "a route of the ingress controller", classes),
      ...toServices(one, serviceNames(itemsAt(one.values, "spec", "routes").items), services),
    ]),
  ];
}

/** A Service, as `name` or `namespace/name`, and the port of it that is meant; without a name, it is not told. */
export type Backend = { readonly name: string | undefined; readonly port?: string | undefined };

type Backends = readonly Backend[];

/** Each Service that stands behind, for traffic of the controller, which comes from inside the cluster. */
export function toServices(from: Resource, backends: Backends, services: Services): readonly Edge[] {
  const namespace = namespaceOf(from);
  return [...Map.groupBy(backends, ({ name }) => name)].flatMap(([name, same]): readonly Edge[] => {
    if (name === undefined) return untold(from, namespace, services);
    const key = name.includes("/") ? name : `${namespace}/${name}`;
    const ports = same.map(({ port }) => port).filter((port) => port !== undefined);
    return (services.get(key) ?? []).map((service) => ({
      from: from.address,
      to: sideOf(service.address, insideSide),
      open: true,
      how: `is its backend${portsText(ports)}`,
    }));
  });
}

/** A backend that is not told may be any Service of the namespace. */
function untold(from: Resource, namespace: string, services: Services): readonly Edge[] {
  const all = [...services].filter(([key]) => key.startsWith(`${namespace}/`)).flatMap(([, found]) => found);
  const how = "may be its backend, which is not told";
  return all.map(({ address }) => ({ from: from.address, to: sideOf(address, insideSide), open: undefined, how }));
}

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
    .map(backendOf)
    .concat(isVeiled ? [{ name: undefined }] : []);
}

function backendOf(backend: Value | undefined): Backend {
  const port = ["number", "name"]
    .map((key) => textAt(backend, "service", "port", key))
    .find((one) => one !== undefined);
  return {
    name: textAt(backend, "service", "name") ?? textAt(backend, "serviceName") ?? otherBackend(backend),
    port: port ?? textAt(backend, "servicePort"),
  };
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
  return backends.map((one) => ({
    name: textAt(one, "name"),
    port: textAt(route.values, "spec", "port", "targetPort"),
  }));
}

/** `services[].name` of routes as Traefik and Contour write them. */
function serviceNames(routes: readonly Value[]): Backends {
  return routes.flatMap((route) => itemsAt(route, "services").items.map(namedBackend));
}

/** `name` and `port`, as most kinds write a backend. */
function namedBackend(backend: Value): Backend {
  return { name: textAt(backend, "name"), port: textAt(backend, "port") };
}
