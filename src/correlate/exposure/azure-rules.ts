import type { Resource, Value } from "../../domain/resource.ts";
import { listText } from "../../domain/words.ts";
import { isEveryone } from "../../standards/azure-source.ts";
import { shorten } from "../../standards/wire.ts";
import { aim, type Pointers, pointers, type Scene } from "./scene.ts";
import { allOf, anyOf, itemsAt, type Truth, textAt, textsAt } from "./truth.ts";

const groupType = "azurerm_network_security_group";
const subnetType = "azurerm_subnet";

/** What guards a network interface: undefined when the plan associates no security group with it or its subnet. */
export type InterfaceGuard = (nic: Resource) => InterfaceAnswer | undefined;

/** Whether the internet is let in; `on`: by which port of the first rule that does, as ` on port 22`. */
export type InterfaceAnswer = { readonly admits: Truth; readonly names: string; readonly on: string };

/** Security groups by what they are associated with. Both those of the interface and of its subnet must let it in. */
export function interfaceGuards(scene: Scene): InterfaceGuard {
  const nics = pointers(
    scene,
    ["azurerm_network_interface_security_group_association"],
    ["network_interface_id"],
    ["azurerm_network_interface"],
  );
  const subnets = pointers(scene, ["azurerm_subnet_network_security_group_association"], ["subnet_id"], [subnetType]);
  const rules = pointers(scene, ["azurerm_network_security_rule"], ["network_security_group_name"], [groupType]);
  return (nic) => {
    const ofSubnets = aim(scene, nic, "ip_configuration", [subnetType]).found.flatMap((one) => subnets.at(one));
    const levels = [nics.at(nic), ofSubnets].map((associations) =>
      associations.flatMap((one) => aim(scene, one, "network_security_group_id", [groupType]).found),
    );
    const groups = levels.flat();
    if (groups.length === 0) return undefined;
    const admits = allOf(
      levels.filter((level) => level.length > 0).map((level) => allOf(level.map((one) => groupAdmits(one, rules)))),
    );
    return { admits, names: groups.map(({ address }) => address).join(", "), on: admittedPorts(groups, rules) };
  };
}

/** Whether a rule of a group lets the internet in before another keeps it out. Rules count by priority, the lowest first. */
function groupAdmits(group: Resource, apart: Pointers): Truth {
  const own = itemsAt(group.values, "security_rule");
  const rules = inboundRules(group, apart);
  const isUnwritten = own.hidden && apart.at(group).length > 0 && !group.references.has("security_rule");
  const rest: Truth = (own.hidden && !isUnwritten) || apart.loose.length > 0 ? undefined : false;
  const judged: Truth[] = [];
  for (const rule of rules) {
    const world = isForWorld(rule);
    const isAllowed = allows(rule);
    if (!isAllowed && world === true && isForAllPorts(rule)) break;
    if (isAllowed) judged.push(world);
  }
  return anyOf([...judged, rest]);
}

/** The rules of a group for traffic to it, those that count first before others. */
function inboundRules(group: Resource, apart: Pointers): readonly Value[] {
  const all: readonly Value[] = [
    ...itemsAt(group.values, "security_rule").items,
    ...apart.at(group).map(({ values }) => values),
  ];
  return all.filter((one) => !says(one, "direction", "outbound")).toSorted((a, b) => priorityOf(a) - priorityOf(b));
}

function admittedPorts(groups: readonly Resource[], apart: Pointers): string {
  const rule = groups
    .flatMap((group) => inboundRules(group, apart))
    .find((one) => allows(one) && isForWorld(one) === true);
  const ports = ["destination_port_range", "destination_port_ranges"].flatMap((key) => textsAt(rule, key).texts);
  if (ports.includes("*")) return " on all ports";
  const named = ports.map((port) => shorten(port, maxPort));
  return named.length === 0 ? "" : ` on port ${listText(named, mostPorts)}`;
}

/** Characters of a range of ports: `1024-65535`. */
const maxPort = 11;

/** Ports that are named in a reason. */
const mostPorts = 3;

function allows(rule: Value): boolean {
  return !says(rule, "access", "deny");
}

/** Azure takes its words in whatever case. */
function says(rule: Value, key: string, word: string): boolean {
  return textAt(rule, key)?.toLowerCase() === word;
}

function priorityOf(rule: Value): number {
  return Number(textAt(rule, "priority") ?? Number.MAX_SAFE_INTEGER);
}

/** Whether a rule is for every source. */
function isForWorld(rule: Value): Truth {
  const named = ["source_address_prefix", "source_address_prefixes"].map((key) => textsAt(rule, key));
  const isAll = named.some(({ texts }) => texts.some(isEveryone));
  return isAll || (named.some(({ hidden }) => hidden) ? undefined : false);
}

function isForAllPorts(rule: Value): boolean {
  return textAt(rule, "destination_port_range") === "*";
}
