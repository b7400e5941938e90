import { nameOf, namespaceOf } from "../../domain/kubernetes.ts";
import { isHidden, isValueObject, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { isPrivate } from "../../standards/address-range.ts";
import { type Edge, internet, sideOf } from "./graph.ts";
import { entryState, type State } from "./k8s-internal.ts";
import { type Gate, gateText } from "./k8s-policies.ts";
import { nodePorts, onPorts, portsText, targetPorts } from "./k8s-ports.ts";
import type { Workload, Workloads } from "./k8s-selectors.ts";
import { push, type Scene } from "./scene.ts";
import { allOf, type Truth, textAt, textsAt } from "./truth.ts";

/** Side of a Service or workload that traffic of an ingress controller takes. */
export const insideSide = "inside";

/** Services of Kubernetes itself: Knative and others have a kind of the same name. */
export function servicesOf(scene: Scene): readonly Resource[] {
  return (scene.byKind.get("Service") ?? []).filter(({ type }) => type === "v1/Service");
}

/** Services by `namespace/name`. */
export function servicesByName(scene: Scene): ReadonlyMap<string, readonly Resource[]> {
  const byName = new Map<string, Resource[]>();
  for (const service of servicesOf(scene)) push(byName, `${namespaceOf(service)}/${nameOf(service) ?? ""}`, service);
  return byName;
}

/** The internet → Services by their type, and Services → the workloads that they select. */
export function serviceEdges(scene: Scene, workloads: Workloads, gateOf: (one: Workload) => Gate): readonly Edge[] {
  return servicesOf(scene).flatMap((service) => [
    ...entriesOf(service).map((state) => ({ from: internet, to: service.address, ...state })),
    ...workloads
      .selected(namespaceOf(service), selectorOf(service))
      .flatMap(({ workload, certain }) => waysTo(service, workload, certain, gateOf(workload))),
  ]);
}

/** What a Service selects by. An empty selector selects nothing: such a Service has its endpoints written by hand. */
export function selectorOf(service: Resource): Value | undefined {
  const selector = valueAt(service.values, "spec", "selector");
  if (isHidden(selector)) return selector;
  return isValueObject(selector) && Object.keys(selector).length > 0 ? selector : undefined;
}

/** What leads from outside the cluster to a Service, by its type and by its external addresses. */
export function entriesOf(service: Resource): readonly (State & Pick<Edge, "unmade">)[] {
  const byAddress = externalAddress(service);
  return [...(byAddress === undefined ? [] : [byAddress]), typeState(service)];
}

function typeState(service: Resource): State & Pick<Edge, "unmade"> {
  const type = valueAt(service.values, "spec", "type");
  if (isHidden(type)) return { open: undefined, how: "has a type that is not told" };
  if (type === "LoadBalancer") return entryState(service, "a load balancer");
  if (type === "NodePort") {
    const how = `opens ${nodePorts(service)} on every node; whether the internet reaches the nodes is not told`;
    return { open: undefined, how };
  }
  const isHeadless = textAt(service.values, "spec", "clusterIP") === "None";
  const how = `is ${isHeadless ? "headless" : "of type ClusterIP"}: it is reached from inside the cluster only`;
  return { open: false, how, unmade: true };
}

/** What `externalIPs` do: traffic for the address that arrives at a node goes to the Service. */
function externalAddress(service: Resource): State | undefined {
  const { texts, hidden } = textsAt(service.values, "spec", "externalIPs");
  if (texts.length === 0)
    return hidden ? { open: undefined, how: "has an external address that is not told" } : undefined;
  const open = texts.some((address) => !isPrivate(address));
  const what = open ? "has a public address among its externalIPs" : "has private addresses as its externalIPs";
  return { open, how: `${what}${onPorts(service, undefined)}` };
}

function waysTo(service: Resource, workload: Workload, certain: boolean, gate: Gate): readonly Edge[] {
  const ports = portsText(targetPorts(service));
  const select = certain ? `is selected by it${ports}` : `may be selected by it${ports}, its labels are not all told`;
  const way = (from: string, passes: Truth): Edge => ({
    from,
    to: workload.resource.address,
    open: allOf([certain ? true : undefined, passes]),
    how: `${select}${gateText(passes, gate)}`,
  });
  return [way(service.address, gate.direct), way(sideOf(service.address, insideSide), gate.inside)];
}
