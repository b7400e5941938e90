import { kindOf } from "../../domain/kubernetes.ts";
import { type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { listText } from "../../domain/words.ts";
import { shorten } from "../../standards/wire.ts";
import { itemsAt, textAt } from "./truth.ts";

/** ` on port 443`, ` on ports 80 and 443`; empty when none is told. */
export function portsText(ports: readonly string[]): string {
  const names = [...new Set(ports)].map((port) => shorten(port, maxPort));
  if (names.length === 0) return "";
  return ` on port${names.length === 1 ? "" : "s"} ${listText(names, mostPorts)}`;
}

/** Names of ports have 15 characters at most (RFC 6335). */
const maxPort = 15;

const mostPorts = 5;

/** Where an entry of the cluster listens: ports of a Service, of a Gateway's listeners, of an Ingress; others do not tell. */
export function onPorts(entry: Resource, annotations: Value | undefined): string {
  const kind = kindOf(entry);
  if (kind === "Service") return portsText(texts(itemsAt(entry.values, "spec", "ports").items, "port"));
  if (kind === "Gateway") return portsText(texts(itemsAt(entry.values, "spec", "listeners").items, "port"));
  return kind === "Ingress" ? portsText(ingressPorts(entry, annotations)) : "";
}

/** An Ingress takes HTTP on 80, and HTTPS on 443 where it has certificates; an ALB listens on what it is told. */
function ingressPorts(ingress: Resource, annotations: Value | undefined): readonly string[] {
  const listed = textAt(annotations, "alb.ingress.kubernetes.io/listen-ports")?.match(/\d{1,5}/g) ?? [];
  if (listed.length > 0) return listed;
  return itemsAt(ingress.values, "spec", "tls").items.length > 0 ? ["80", "443"] : ["80"];
}

/** The ports of the nodes that a Service opens; chosen by the cluster where it names none. */
export function nodePorts(service: Resource): string {
  const ports = texts(itemsAt(service.values, "spec", "ports").items, "nodePort");
  return ports.length === 0 ? "a port" : portsText(ports).slice(" on ".length);
}

/** Where the pods of a Service take its traffic. */
export function targetPorts(service: Resource): readonly string[] {
  const ports = itemsAt(service.values, "spec", "ports").items;
  const keyOf = (port: Value): string => (valueAt(port, "targetPort") === undefined ? "port" : "targetPort");
  return ports.map((port) => textAt(port, keyOf(port))).filter((port) => port !== undefined);
}

function texts(items: readonly Value[], key: string): readonly string[] {
  return items.map((item) => textAt(item, key)).filter((text) => text !== undefined);
}
