import type { Resource, Value } from "../../domain/resource.ts";
import { isHidden, valueAt } from "../../domain/resource.ts";
import { listText } from "../../domain/words.ts";
import { isWorld } from "../../standards/address-range.ts";
import { worldText } from "./addresses.ts";
import { aim, isOmitted, type Pointers, pointers, type Scene } from "./scene.ts";
import { anyOf, itemsAt, type Truth, textAt, textsAt } from "./truth.ts";

const groupTypes = ["aws_security_group", "aws_default_security_group"] as const;

/** One rule that lets traffic in. */
type IngressRule = {
  readonly cidrs: readonly string[];
  /** Security groups, by address, whose members are let in. */
  readonly groups: ReadonlySet<string>;
  /** Some of whom it lets in is not told; so are the addresses of a prefix list. */
  readonly hidden: boolean;
  readonly lists: boolean;
  readonly from: number | undefined;
  readonly to: number | undefined;
};

/** Who is asked for: on a port, or on any. */
export type Guard = {
  /** Whether the internet is let in. */
  readonly world: (port?: number) => Truth;
  /** Whether the internet is let in on some port of which it is not told which. */
  readonly somewhere: () => Truth;
  /** Whether members of these groups are let in. */
  readonly members: (groups: ReadonlySet<string>) => Truth;
  /** Whether the addresses of a prefix list, such as those of CloudFront, are let in. */
  readonly lists: () => boolean;
  readonly groups: ReadonlySet<string>;
  /** `aws_security_group.web admits 0.0.0.0/0 on port 443`, `… does not admit the internet on port 5432, only on port 22`. */
  readonly text: (port?: number) => string;
};

/** Guards of resources by the security groups that some of their attributes name. */
export type Guards = (resource: Resource, attributes: readonly string[]) => Guard;

/** Security groups with the rules of their own and those that stand apart. Each rule is read once. */
export function guardsOf(scene: Scene): Guards {
  const apart = ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"];
  const rules = pointers(scene, apart, ["security_group_id"], groupTypes);
  const known = new Map<string, readonly IngressRule[]>();
  const rulesOf = (group: Resource): readonly IngressRule[] => {
    const found = known.get(group.address) ?? readRules(scene, group, rules);
    known.set(group.address, found);
    return found;
  };
  const guards = new Map<string, Guard>();
  return (resource, attributes) => {
    const aims = attributes.map((attribute) => aim(scene, resource, attribute, groupTypes));
    const groups = [...new Set(aims.flatMap((one) => one.found))];
    // Groups of which only the id is known are not in the plan, nor are those that a VPC gives to what names none.
    const isPartial = aims.some((one) => one.uncertain) || groups.length === 0;
    const key = `${isPartial}\n${groups.map(({ address }) => address).join("\n")}`;
    const guard = guards.get(key) ?? guardOf(groups, groups.flatMap(rulesOf), isPartial);
    guards.set(key, guard);
    return guard;
  };
}

function guardOf(groups: readonly Resource[], rules: readonly IngressRule[], isPartial: boolean): Guard {
  const rest: Truth = isPartial ? undefined : false;
  const names = groups.map(({ address }) => address).join(", ");
  // Many resources share a group, and it is asked of few ports.
  const answers = new Map<number | undefined, { readonly open: Truth; readonly text: string }>();
  const ask = (port: number | undefined) => {
    const known = answers.get(port);
    if (known !== undefined) return known;
    const concerned = rules.filter((rule) => holds(rule, port));
    const open = anyOf([...concerned.map(admitsAll), rest]);
    const answer = { open, text: guardText(names, { rules, concerned, open, port }) };
    answers.set(port, answer);
    return answer;
  };
  return {
    groups: new Set(groups.map(({ address }) => address)),
    world: (port) => ask(port).open,
    somewhere: () =>
      anyOf([...rules.map((rule) => (isForAllPorts(rule) ? admitsAll(rule) : maybe(admitsAll(rule)))), rest]),
    members: (wanted) => anyOf([...rules.map((rule) => admitsMembers(rule, wanted)), rest]),
    lists: () => rules.some((rule) => rule.lists),
    text: (port) => ask(port).text,
  };
}

function admitsAll(rule: IngressRule): Truth {
  if (rule.cidrs.some(isWorld)) return true;
  return rule.hidden || rule.lists ? undefined : false;
}

function admitsMembers(rule: IngressRule, wanted: ReadonlySet<string>): Truth {
  if (rule.cidrs.some(isWorld) || [...rule.groups].some((group) => wanted.has(group))) return true;
  // A range of private addresses may hold those of the members.
  return rule.hidden || rule.lists || rule.cidrs.length > 0 ? undefined : false;
}

/** What is true of some ports may be true of one. */
function maybe(truth: Truth): Truth {
  return truth === true ? undefined : truth;
}

/** Whether a rule is about a port; a range that is not told may hold it. */
function holds(rule: IngressRule, port: number | undefined): boolean {
  const { from, to } = rule;
  if (port === undefined || from === undefined || to === undefined || isForAllPorts(rule)) return true;
  return from <= port && port <= to;
}

function isForAllPorts({ from, to }: IngressRule): boolean {
  return from === -1 || (from === 0 && (to === 0 || to === lastPort));
}

const lastPort = 65_535;

type Answer = {
  readonly rules: readonly IngressRule[];
  readonly concerned: readonly IngressRule[];
  readonly open: Truth;
  readonly port: number | undefined;
};

function guardText(names: string, { rules, concerned, open, port }: Answer): string {
  if (names === "") return "its security groups are not part of the plan";
  const asked = port === undefined ? "any port" : `port ${port}`;
  if (open === undefined) return `whom ${names} admits on ${asked} is not all told`;
  const isForAll = (one: IngressRule): boolean => one.cidrs.some(isWorld);
  const rule = concerned.find(isForAll);
  if (open && rule !== undefined) return `${names} admits ${worldText(rule.cidrs)} on ${portText(rule)}`;
  const others = [...new Set(rules.filter(isForAll).map(portText))];
  const elsewhere = others.length === 0 ? "" : `, only on ${listText(others, mostPorts)}`;
  return `${names} does not admit the internet on ${asked}${elsewhere}`;
}

/** Ports that are named in a reason. */
const mostPorts = 3;

function portText(rule: IngressRule): string {
  const { from, to } = rule;
  if (isForAllPorts(rule)) return "all ports";
  if (from === undefined || to === undefined) return "ports that are not told";
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}

/**
 * The rules of a group. Terraform fills `ingress` in when nobody wrote it: beside rules that stand apart that is taken
 * as none, for the provider's documentation forbids to use both; without them it is not told.
 */
function readRules(scene: Scene, group: Resource, apart: Pointers): readonly IngressRule[] {
  const separate = apart.at(group);
  const own = itemsAt(group.values, "ingress");
  const ownGroups = new Set(aim(scene, group, "ingress", groupTypes).found.map(({ address }) => address));
  const isUnwritten = own.hidden && separate.length > 0 && isOmitted(scene, group, "ingress");
  const veiled = (own.hidden && !isUnwritten) || apart.loose.length > 0;
  return [
    ...own.items.map((rule) => inlineRule(rule, group, ownGroups)),
    ...separate.filter(isIngress).map((rule) => separateRule(scene, rule)),
    ...(veiled ? [hiddenRule] : []),
  ];
}

const hiddenRule: IngressRule = {
  cidrs: [],
  groups: new Set(),
  hidden: true,
  lists: false,
  from: undefined,
  to: undefined,
};

function isIngress({ type, values }: Resource): boolean {
  return type !== "aws_security_group_rule" || textAt(values, "type") !== "egress";
}

function inlineRule(rule: Value, group: Resource, groups: ReadonlySet<string>): IngressRule {
  const named = itemsAt(rule, "security_groups");
  return ruleOf(rule, [
    ...(named.hidden || named.items.length > 0 ? groups : []),
    ...(textAt(rule, "self") === "true" ? [group.address] : []),
  ]);
}

function separateRule(scene: Scene, rule: Resource): IngressRule {
  const sources = ["source_security_group_id", "referenced_security_group_id"];
  const aims = sources.map((attribute) => aim(scene, rule, attribute, groupTypes));
  const isSelf = textAt(rule.values, "self") === "true";
  const own = isSelf ? aim(scene, rule, "security_group_id", groupTypes).found : [];
  return ruleOf(
    rule.values,
    [...aims.flatMap((one) => one.found), ...own].map(({ address }) => address),
  );
}

function ruleOf(rule: Value, groups: readonly string[]): IngressRule {
  const lists = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"].map((key) => textsAt(rule, key));
  const prefixes = ["prefix_list_ids", "prefix_list_id"].map((key) => itemsAt(rule, key));
  return {
    cidrs: lists.flatMap(({ texts }) => texts),
    groups: new Set(groups),
    hidden: lists.some(({ hidden }) => hidden),
    lists: prefixes.some(({ items, hidden }) => hidden || items.some((one) => one !== "")),
    from: portAt(rule, "from_port"),
    to: portAt(rule, "to_port"),
  };
}

/** Protocol -1 is all of them, whatever the ports. */
function portAt(rule: Value, key: string): number | undefined {
  if (["-1", "all"].includes(textAt(rule, "protocol") ?? textAt(rule, "ip_protocol") ?? "")) return -1;
  const value = valueAt(rule, key);
  return isHidden(value) || value === undefined ? undefined : Number(value);
}
