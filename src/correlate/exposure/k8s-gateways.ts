import { nameOf, namespaceOf } from "../../domain/kubernetes.ts";
import { type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { isPrivate } from "../../standards/address-range.ts";
import { shorten } from "../../standards/wire.ts";
import { type Edge, internet } from "./graph.ts";
import { soundsInternal } from "./k8s-controllers.ts";
import { type Backend, toServices } from "./k8s-ingresses.ts";
import { annotatedInternal, entryState, type State, worstOf } from "./k8s-internal.ts";
import { push, type Scene } from "./scene.ts";
import { anyOf, itemsAt, type Truth, textAt } from "./truth.ts";

/** Routes of the Gateway API (gateway.networking.k8s.io). */
const routeKinds = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"] as const;

/** The internet → Gateway → route → the Services behind it; and Istio's VirtualServices, whose gateway is not looked into. */
export function gatewayEdges(scene: Scene, services: ReadonlyMap<string, readonly Resource[]>): readonly Edge[] {
  const gateways = (scene.byKind.get("Gateway") ?? []).filter(({ type }) =>
    type.startsWith("gateway.networking.k8s.io/"),
  );
  const byName = new Map<string, Resource[]>();
  for (const gateway of gateways) push(byName, `${namespaceOf(gateway)}/${nameOf(gateway) ?? ""}`, gateway);
  const routes = routeKinds.flatMap((kind) => scene.byKind.get(kind) ?? []);
  const virtual = scene.byKind.get("VirtualService") ?? [];
  return [
    ...gateways.map((one) => ({ from: internet, to: one.address, ...gatewayState(one) })),
    ...routes.flatMap((one) => [...parentsOf(one, byName), ...toServices(one, backendsOf(one), services)]),
    ...virtual.flatMap((one) => [virtualEntry(one), ...toServices(one, destinationsOf(one), services)]),
  ];
}

/** Classes of GKE whose load balancers are internal (Google Cloud documentation, "GatewayClass capabilities"). */
const internalClasses: ReadonlySet<string> = new Set([
  "gke-l7-rilb",
  "gke-l7-rilb-mc",
  "gke-l7-cross-regional-internal-managed-mc",
]);

/** Characters of the name of a class. */
const maxName = 100;

function gatewayState(gateway: Resource): State {
  const spec = valueAt(gateway.values, "spec");
  const name = textAt(spec, "gatewayClassName") ?? "";
  if (internalClasses.has(name)) return { open: false, how: `is a Gateway of class ${name}, which GKE makes internal` };
  const addresses = itemsAt(spec, "addresses").items.map((one) => textAt(one, "value"));
  if (addresses.length > 0 && addresses.every((one) => one !== undefined && isPrivate(one))) {
    return { open: false, how: "is a Gateway with private addresses only" };
  }
  const { internal, by } = annotatedInternal(valueAt(spec, "infrastructure", "annotations"));
  if (internal === true) return { open: false, how: `is a Gateway that is internal by its annotation ${by}` };
  const own = entryState(gateway, "a Gateway");
  const how = `is a Gateway; the class ${shorten(name, maxName)} may be internal: its controller is not among the manifests`;
  return worstOf(soundsInternal(name) ? [own, { open: undefined, how }] : [own], own);
}

/** A route hangs on Gateways, or on Services for traffic within the cluster. */
function parentsOf(route: Resource, gateways: ReadonlyMap<string, readonly Resource[]>): readonly Edge[] {
  return itemsAt(route.values, "spec", "parentRefs")
    .items.filter((parent) => (textAt(parent, "kind") ?? "Gateway") === "Gateway")
    .flatMap((parent): readonly Edge[] => {
      const namespace = textAt(parent, "namespace") ?? namespaceOf(route);
      const found = gateways.get(`${namespace}/${textAt(parent, "name") ?? ""}`) ?? [];
      if (found.length > 0) return found.map((gateway) => attachment(gateway, route));
      const how = "hangs on a Gateway that is not among the manifests: whether that is on the internet is not told";
      return [{ from: internet, to: route.address, open: undefined, how }];
    });
}

/** Listeners let in the routes of their own namespace unless they say otherwise (Gateway API, AllowedRoutes). */
function attachment(gateway: Resource, route: Resource): Edge {
  const isSame = namespaceOf(gateway) === namespaceOf(route);
  const listeners = itemsAt(gateway.values, "spec", "listeners").items.map((one) =>
    textAt(one, "allowedRoutes", "namespaces", "from"),
  );
  const open = anyOf(listeners.map((from = "Same"): Truth => (from === "Same" ? isSame : from === "All" || undefined)));
  const how = open === false ? "hangs on it, which takes no routes of its namespace" : "hangs on it";
  return {
    from: gateway.address,
    to: route.address,
    open,
    how: open === undefined ? `${how}, if it takes its namespace` : how,
  };
}

function backendsOf(route: Resource): readonly Backend[] {
  const refs = itemsAt(route.values, "spec", "rules").items.flatMap((rule) => itemsAt(rule, "backendRefs").items);
  return refs
    .filter((one) => (textAt(one, "kind") ?? "Service") === "Service")
    .map((one) => ({
      name: qualifiedName(one),
      port: textAt(one, "port"),
    }));
}

function qualifiedName(ref: Value): string | undefined {
  const [name, namespace] = [textAt(ref, "name"), textAt(ref, "namespace")];
  return namespace === undefined || name === undefined ? name : `${namespace}/${name}`;
}

/** `gateways: [mesh]`, or none, is traffic within the mesh. */
function virtualEntry(service: Resource): Edge {
  const gateways = itemsAt(service.values, "spec", "gateways");
  const isMesh = !gateways.hidden && gateways.items.every((one) => one === "mesh");
  const how = isMesh
    ? "is a VirtualService for traffic within the mesh"
    : "is a VirtualService of an ingress gateway: whether that is on the internet is not told";
  return { from: internet, to: service.address, open: isMesh ? false : undefined, how };
}

/** `reviews.prod.svc.cluster.local` is Service `reviews` of namespace `prod`. */
function destinationsOf(service: Resource): readonly Backend[] {
  const routes = ["http", "tls", "tcp"].flatMap((key) => itemsAt(service.values, "spec", key).items);
  return routes
    .flatMap((one) => itemsAt(one, "route").items)
    .map((one) => {
      const [name, namespace] = textAt(one, "destination", "host")?.split(".") ?? [];
      const port = textAt(one, "destination", "port", "number");
      return { name: namespace === undefined ? name : `${namespace}/${name}`, port };
    });
}
