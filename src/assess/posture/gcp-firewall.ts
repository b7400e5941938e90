import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../domain/resource.ts";
import { isWorld } from "../../standards/address-range.ts";
import { allOf, failWhen, not, type Truth } from "./check.ts";
import { everyPort, openPort, type PortRange, portRangeOf, type ServicePort } from "./network.ts";
import { at, blocks, is, isSet, matches, someText, textsAt } from "./values.ts";

/** Rules of a network, and rules of policies of networks, folders and organisations. */
export const firewallTypes = [
  "google_compute_firewall",
  ...["google_compute_network_firewall_policy_rule", "google_compute_region_network_firewall_policy_rule"],
  "google_compute_firewall_policy_rule",
];

/** Says whether a rule lets everyone in the internet reach one of the ports. */
export function judgeFirewall(resource: Resource, ports: readonly ServicePort[]): Judgement {
  const { isOpenToWorld, ranges } = ruleOf(resource);
  const open = openPort(ranges?.filter((one) => one !== undefined) ?? [], ports);
  const reaches = open !== undefined || (ranges?.every((one) => one !== undefined) === true ? false : undefined);
  const isOpen = allOf([isOpenToWorld, reaches]);
  return failWhen(isOpen, {
    at: "source_ranges",
    ...(isOpen === true && open && { found: `the internet to ${open.service} (port ${open.port})` }),
  });
}

/** Says whether a rule lets everyone in the internet reach every port. */
export function judgeFirewallWidth(resource: Resource): Judgement {
  const { isOpenToWorld, ranges } = ruleOf(resource);
  const isWide = ranges?.some((one) => one?.from === 0 && one.to === everyPort.to) ?? false;
  const isTold = ranges?.every((one) => one !== undefined) === true;
  const isOpen = allOf([isOpenToWorld, isWide || (isTold ? false : undefined)]);
  return failWhen(isOpen, { at: "allow", ...(isOpen === true && { found: "the internet to every port" }) });
}

/** Undefined ranges: the plan does not tell; an undefined member: one of them it does not. */
type Rule = { readonly isOpenToWorld: Truth; readonly ranges: readonly (PortRange | undefined)[] | undefined };

function ruleOf({ type, values }: Resource): Rule {
  return type === "google_compute_firewall" ? networkRule(values) : policyRule(values);
}

function networkRule(values: Value): Rule {
  const isOn = allOf([not(is(values, "disabled", true)), not(is(values, "direction", "EGRESS"))]);
  const allowed = blocks(values, "allow");
  return {
    isOpenToWorld: allOf([isOn, isFromWorld(values)]),
    ranges: allowed?.flatMap((one) => rangesOf(at(one, "protocol"), at(one, "ports"))),
  };
}

/** Without any source the rule is for all addresses (Google Cloud VPC, firewall rules: the default is 0.0.0.0/0). */
function isFromWorld(values: Value): Truth {
  const sources = ["source_ranges", "source_tags", "source_service_accounts"].map((key) => textsAt(values, key));
  if (isSet(values, "source_ranges") !== false) return someText(values, "source_ranges", isWorld);
  return sources.some((one) => one === undefined) ? undefined : sources.every((one) => one?.length === 0);
}

function policyRule(values: Value): Rule {
  const match = at(values, ["match", 0]);
  const configs = blocks(match, "layer4_configs");
  const isOn = allOf([
    not(is(values, "disabled", true)),
    is(values, "direction", "INGRESS"),
    matches(values, "action", (action) => action.toLowerCase() === "allow"),
  ]);
  return {
    isOpenToWorld: allOf([isOn, someText(match, "src_ip_ranges", isWorld)]),
    ranges: configs?.flatMap((one) => rangesOf(at(one, "ip_protocol"), at(one, "ports"))),
  };
}

/** TCP, by name and number (IANA), and all protocols. Others have no ports, or none of those that are asked for. */
const tcpProtocols: ReadonlySet<string> = new Set(["tcp", "6", "all"]);

/** No ports are all ports. */
function rangesOf(protocol: Value | undefined, ports: Value | undefined): readonly (PortRange | undefined)[] {
  if (isHidden(protocol)) return [undefined];
  if (!tcpProtocols.has(String(protocol).toLowerCase())) return [];
  if (isHidden(ports)) return [undefined];
  if (!Array.isArray(ports) || ports.length === 0) return [everyPort];
  return ports.map((port: Value) => (isHidden(port) ? undefined : portRangeOf(String(port))));
}
