import { type Deployment, pointingTo, targetsOf } from "../../domain/deployment.ts";
import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { isWorld } from "../../standards/address-range.ts";
import { anyOf, passWhen, type Truth, worstOf } from "./check.ts";
import { everyPort, type PortRange } from "./network.ts";
import { blocks } from "./values.ts";

/** One rule of a security group, however it is written. */
export type SecurityRule = {
  readonly direction: "ingress" | "egress";
  /** Whether its peer is the internet. */
  readonly world: Truth;
  /** Undefined when the plan does not tell; empty for protocols without ports. */
  readonly ranges: readonly PortRange[] | undefined;
  readonly at: string;
};

/** Types that hold rules: groups with rules of their own, and rules that stand alone. */
export const securityRuleTypes = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

/** The rules of a resource; undefined for a list of rules that the plan does not tell. */
export function rulesOf(
  resource: Resource,
  direction: SecurityRule["direction"],
  deployment: Deployment,
): readonly SecurityRule[] | undefined {
  const given = { resource, direction, deployment };
  if (
    resource.type === "aws_vpc_security_group_ingress_rule" ||
    resource.type === "aws_vpc_security_group_egress_rule"
  ) {
    return resource.type.includes(`_${direction}_`) ? [ruleOf(given, resource.values, "")] : [];
  }
  if (resource.type !== "aws_security_group_rule") return inlineRules(given);
  const type = valueAt(resource.values, "type");
  if (isHidden(type)) return undefined;
  return type === direction ? [ruleOf(given, resource.values, "")] : [];
}

type Given = {
  readonly resource: Resource;
  readonly direction: SecurityRule["direction"];
  readonly deployment: Deployment;
};

function inlineRules(given: Given): readonly SecurityRule[] | undefined {
  const { resource, direction } = given;
  return blocks(resource.values, direction)?.map((block, index) => ruleOf(given, block, `${direction}[${index}]`));
}

function ruleOf(given: Given, block: Value, at: string): SecurityRule {
  const ranges = anyOf(
    ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"].map((key) => holdsWorld(block, key)),
  );
  const lists = anyOf(["prefix_list_ids", "prefix_list_id"].map((key) => listsHoldWorld(given, block, { key, at })));
  return { direction: given.direction, world: anyOf([ranges, lists]), ranges: portsOf(block), at };
}

function holdsWorld(block: Value, key: string): Truth {
  const value = valueAt(block, key);
  if (isHidden(value)) return undefined;
  return anyOf(asList(value).map((one) => (isHidden(one) ? undefined : typeof one === "string" && isWorld(one))));
}

function asList(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A prefix list is looked at when the plan has it; of another's entries nothing is known. */
function listsHoldWorld(
  { resource, deployment }: Given,
  block: Value,
  { key, at }: { key: string; at: string },
): Truth {
  const value = valueAt(block, key);
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return false;
  const attribute = at === "" ? key : at.replace(/\[.*/, "");
  const { found } = targetsOf(deployment, resource, attribute, ["aws_ec2_managed_prefix_list"]);
  return found.length === 0 ? undefined : anyOf(found.map((list) => prefixListHoldsWorld(list, deployment)));
}

function prefixListHoldsWorld(list: Resource, deployment: Deployment): Truth {
  const inline = blocks(list.values, "entry")?.map((entry) => holdsWorld(entry, "cidr"));
  const apart = pointingTo(deployment, list, "aws_ec2_managed_prefix_list_entry", "prefix_list_id");
  const entries = apart.found.map((entry) => holdsWorld(entry.values, "cidr"));
  return anyOf([
    ...(inline ?? (entries.length > 0 ? [] : [undefined])),
    ...entries,
    apart.uncertain ? undefined : false,
  ]);
}

/** TCP and UDP have ports; -1 is every protocol with all its ports. Source: IANA protocol numbers. */
function portsOf(block: Value): readonly PortRange[] | undefined {
  const protocol = valueAt(block, "ip_protocol") ?? valueAt(block, "protocol");
  if (isHidden(protocol)) return undefined;
  const name = String(protocol ?? "-1").toLowerCase();
  if (name === "-1" || name === "all") return [everyPort];
  if (!["tcp", "6", "udp", "17"].includes(name)) return [];
  const ends = ["from_port", "to_port"].map((key) => valueAt(block, key));
  if (ends.some(isHidden)) return undefined;
  const [from, to] = ends;
  return [{ from: Number(from ?? everyPort.from), to: Number(to ?? everyPort.to) }];
}

/** What is wrong with ports that the internet reaches, in words; undefined when nothing is. */
export type PortComplaint = (ranges: readonly PortRange[]) => string | undefined;

/** The worst of a resource's rules that the internet reaches, or that reach it; no rules: not applicable. */
export function judgeRules(rules: readonly SecurityRule[] | undefined, complaint: PortComplaint): Judgement {
  if (rules === undefined) return { status: "unknown", found: "the plan does not tell the rules" };
  return worstOf(rules.map((rule) => judgeRule(rule, complaint)));
}

function judgeRule({ world, ranges, at }: SecurityRule, complaint: PortComplaint): Judgement {
  const place = at === "" ? {} : { at };
  if (world === false) return passWhen(true, place);
  if (ranges === undefined) return passWhen(undefined, place);
  const found = complaint(ranges);
  if (found === undefined) return passWhen(true, place);
  return world ? passWhen(false, { ...place, found }) : passWhen(undefined, place);
}
