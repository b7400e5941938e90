import type { Resource, Value } from "../../domain/resource.ts";
import { listText } from "../../domain/words.ts";
import { shorten } from "../../standards/wire.ts";
import { admitsWorld } from "./addresses.ts";
import { tell } from "./connections.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { aim, namesOf, ofTypes, type Scene } from "./scene.ts";
import { allOf, anyOf, flagAt, itemsAt, not, type Truth, textAt, textsAt } from "./truth.ts";

/** Compute Engine instances with an external address, held against the firewall of their network. */
export function googleInstancePart(scene: Scene): Part {
  const instances = ofTypes(scene, ["google_compute_instance"]);
  const firewall = firewallOf(scene);
  return {
    targets: instances.map((resource) => {
      return { node: resource.address, kind: "instance", resource, images: [], labels: namesOf(resource) };
    }),
    edges: instances.map((one) => instanceEdge(scene, one, firewall)),
  };
}

/** Networks by which rules and instances belong together: those of the plan by address, others by name. */
type Firewall = ReadonlyMap<string, readonly Resource[]>;

function firewallOf(scene: Scene): Firewall {
  const rules = ofTypes(scene, ["google_compute_firewall"]).filter(
    ({ values }) => textAt(values, "direction") !== "EGRESS",
  );
  const placed = rules.flatMap((rule) =>
    networksOf(scene, rule, rule.values, "network").map((network) => ({ network, rule })),
  );
  return new Map(
    [...Map.groupBy(placed, (one) => one.network)].map(([key, all]) => [key, all.map(({ rule }) => rule)]),
  );
}

function networksOf(scene: Scene, holder: Resource, from: Value | undefined, attribute: string): readonly string[] {
  const found = aim(scene, holder, attribute, ["google_compute_network"]).found.map(({ address }) => address);
  const text = textAt(from, "network");
  if (found.length > 0) return found;
  return text === undefined ? [] : [text.slice(text.lastIndexOf("/") + 1)];
}

/** The networks of an instance: by its interfaces, or by their subnetworks. */
function networksOfInstance(scene: Scene, instance: Resource): readonly string[] {
  const subnets = aim(scene, instance, "network_interface", ["google_compute_subnetwork"]).found;
  const bySubnet = subnets.flatMap((one) => networksOf(scene, one, one.values, "network"));
  const { items } = itemsAt(instance.values, "network_interface");
  return [...new Set([...bySubnet, ...items.flatMap((one) => networksOf(scene, instance, one, "network_interface"))])];
}

function instanceEdge(scene: Scene, instance: Resource, firewall: Firewall): Edge {
  const interfaces = itemsAt(instance.values, "network_interface");
  const configs = interfaces.items.map((one) => itemsAt(one, "access_config"));
  const isPublic = anyOf([
    ...configs.map(({ items, hidden }): Truth => items.length > 0 || (hidden ? undefined : false)),
    interfaces.hidden ? undefined : false,
  ]);
  const networks = networksOfInstance(scene, instance);
  const rules = networks.flatMap((network) => firewall.get(network) ?? []);
  // A network that the plan does not make may have rules that are not in it; the default network has some.
  const isPlanned = networks.length > 0 && networks.every((network) => scene.deployment.byAddress.has(network));
  const admits = anyOf([...rules.map((rule) => ruleAdmits(rule, instance)), isPlanned ? false : undefined]);
  const admitting = rules.find((one) => ruleAdmits(one, instance) === true);
  const address = isPublic === false ? "has no external address" : "has an external address";
  const how = tell(
    admits,
    `${admitting?.address ?? "a rule"} admits the internet${admittedPorts(admitting)}`,
    "no firewall rule admits the internet on any port",
    "whom the firewall admits is not all told",
  );
  return { from: internet, to: instance.address, open: allOf([isPublic, admits]), how: `${address}; ${how.how}` };
}

/** ` on tcp 22, 80`; a protocol without ports is all of them. */
function admittedPorts(rule: Resource | undefined): string {
  const allowed = itemsAt(rule?.values, "allow").items.map((one) => {
    const { texts, hidden } = textsAt(one, "ports");
    const ports = hidden ? "ports that are not told" : "(all ports)";
    const named = texts.map((port) => shorten(port, maxPort));
    const protocol = shorten(textAt(one, "protocol") ?? "", maxPort);
    return `${protocol} ${named.length === 0 ? ports : listText(named, mostPorts)}`;
  });
  return allowed.length === 0 ? "" : ` on ${listText(allowed, mostPorts)}`;
}

/** Characters of a range of ports: `1024-65535`. */
const maxPort = 11;

/** Ports that are named in a reason. */
const mostPorts = 3;

/** A rule without sources is for everyone, one without targets for every instance of the network. */
function ruleAdmits({ values }: Resource, instance: Resource): Truth {
  if (itemsAt(values, "allow").items.length === 0 && !itemsAt(values, "allow").hidden) return false;
  const ranges = textsAt(values, "source_ranges");
  const others = ["source_tags", "source_service_accounts"].map((key) => itemsAt(values, key));
  const isOfOthers = others.some(({ items, hidden }) => items.length > 0 || hidden);
  const isForAll = ranges.texts.length === 0 && !ranges.hidden && !isOfOthers;
  return allOf([not(flagAt(values, ["disabled"], false)), isForAll || admitsWorld(ranges), isTarget(values, instance)]);
}

function isTarget(rule: Value, instance: Resource): Truth {
  const accounts = itemsAt(rule, "target_service_accounts");
  if (accounts.items.length > 0 || accounts.hidden) return undefined;
  const wanted = textsAt(rule, "target_tags");
  if (wanted.texts.length === 0) return wanted.hidden ? undefined : true;
  const own = textsAt(instance.values, "tags");
  if (own.texts.some((tag) => wanted.texts.includes(tag))) return true;
  return own.hidden || wanted.hidden ? undefined : false;
}
