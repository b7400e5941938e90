import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, type Value, valueAt } from "../../../domain/resource.ts";
import { isWorld } from "../../../standards/address-range.ts";
import { type Judge, settingIs, settingIsNot, tell } from "../aws-setting.ts";
import { allOf, anyOf, type Check, not, notApplicable, type Truth, worstOf } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { adminPorts, everyPort, openPort, type PortRange } from "../network.ts";
import { blocks, is } from "../values.ts";

const page = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html";
const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html";
const aclTypes = ["aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"];

/** Networks of AWS. */
export const awsVpcChecks: readonly Check[] = [
  {
    id: "aws-vpc/network-acl-admin-ports",
    title: "The network ACL lets the internet reach no port of remote administration",
    severity: "medium",
    types: aclTypes,
    fix: "narrow cidr_block, or deny ports 22 and 3389 before the rule that allows",
    references: [page, hub],
    aka: { ckv: ["CKV_AWS_231", "CKV_AWS_232"], avd: ["AVD-AWS-0105"], cis: ["CIS AWS 3.0.0 5.1"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeAcl((range) => {
      const open = openPort([range], adminPorts);
      return open && `the internet reaches port ${open.port} (${open.service})`;
    }),
  },
  {
    id: "aws-vpc/network-acl-all-ports",
    title: "The network ACL does not let the internet reach every port",
    severity: "medium",
    types: aclTypes,
    fix: "name from_port and to_port of the rules that allow",
    references: [page],
    aka: { ckv: ["CKV_AWS_352"], avd: ["AVD-AWS-0102"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeAcl(({ from, to }) =>
      from <= 1 && to >= everyPort.to ? "the internet reaches every port" : undefined,
    ),
  },
  {
    id: "aws-vpc/subnet-no-public-ip",
    title: "The subnet gives no public addresses by itself",
    severity: "medium",
    types: ["aws_subnet", "aws_default_subnet"],
    fix: "set map_public_ip_on_launch = false",
    references: [hub],
    aka: { ckv: ["CKV_AWS_130"], avd: ["AVD-AWS-0164"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: settingIsNot("map_public_ip_on_launch", ["true"]),
  },
  {
    id: "aws-vpc/flow-logs",
    title: "The traffic of the VPC is logged",
    severity: "medium",
    types: ["aws_vpc"],
    fix: "add aws_flow_log with vpc_id",
    references: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],
    aka: { ckv: ["CKV2_AWS_11"], avd: ["AVD-AWS-0178"], cis: ["CIS AWS 3.0.0 3.7"] },
    controls: ["nist-800-53:AU-12", "nist-800-53:SI-4"],
    judge: judgeFlowLogs,
  },
  {
    id: "aws-vpc/endpoint-service-acceptance",
    title: "Connections to the endpoint service are accepted by hand",
    severity: "low",
    types: ["aws_vpc_endpoint_service"],
    fix: "set acceptance_required = true",
    references: ["https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html"],
    aka: { ckv: ["CKV_AWS_123"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: settingIs("acceptance_required", true),
  },
  {
    id: "aws-vpc/transit-gateway-acceptance",
    title: "The transit gateway does not accept attachments by itself",
    severity: "medium",
    types: ["aws_ec2_transit_gateway"],
    fix: "set auto_accept_shared_attachments = disable",
    references: [hub],
    aka: { ckv: ["CKV_AWS_331"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: settingIsNot("auto_accept_shared_attachments", ["enable"]),
  },
];

type AclRule = {
  readonly number: number | undefined;
  readonly isAllow: Truth;
  readonly world: Truth;
  readonly range: PortRange | undefined;
};

function judgeAcl(complaint: RangeComplaint): Judge {
  return (resource, deployment) => {
    if (!isRule(resource) && isLeftToProvider(resource, "ingress", deployment)) return notApplicable;
    const rules = aclRulesOf(resource);
    if (rules === undefined) return { status: "unknown", at: "ingress" };
    return worstOf(rules.map((rule) => judgeRule(rule, rules, complaint)));
  };
}

function isRule({ type }: Resource): boolean {
  return type === "aws_network_acl_rule";
}

function aclRulesOf(resource: Resource): readonly AclRule[] | undefined {
  const { values } = resource;
  if (!isRule(resource)) return blocks(values, "ingress")?.map((block) => aclRuleOf(block));
  const isEgress = is(values, "egress", true);
  if (isEgress === undefined) return undefined;
  return isEgress ? [] : [aclRuleOf(values)];
}

function aclRuleOf(block: Value): AclRule {
  const number = valueAt(block, "rule_no") ?? valueAt(block, "rule_number");
  const action = valueAt(block, "rule_action") ?? valueAt(block, "action");
  return {
    number: isHidden(number) ? undefined : Number(number ?? 0),
    isAllow: isHidden(action) ? undefined : String(action).toLowerCase() === "allow",
    world: anyOf(["cidr_block", "ipv6_cidr_block"].map((key) => isWorldAt(block, key))),
    range: portsOf(block),
  };
}

function isWorldAt(block: Value, key: string): Truth {
  const value = valueAt(block, key);
  if (isHidden(value)) return undefined;
  return typeof value === "string" && isWorld(value);
}

/** Protocol -1 is all of them with every port; ICMP has none, which is told as port -1. */
function portsOf(block: Value): PortRange | undefined {
  const [protocol, from, to] = ["protocol", "from_port", "to_port"].map((key) => valueAt(block, key));
  if (isHidden(protocol) || isHidden(from) || isHidden(to)) return undefined;
  if (protocol === "-1" || protocol === "all" || protocol === undefined) return everyPort;
  if (!["tcp", "udp", "6", "17"].includes(String(protocol))) return { from: -1, to: -1 };
  return { from: Number(from ?? 0), to: Number(to ?? everyPort.to) };
}

function judgeRule(rule: AclRule, all: readonly AclRule[], complaint: RangeComplaint): Judgement {
  const found = rule.range && complaint(rule.range);
  const isBad = rule.range === undefined ? undefined : found !== undefined;
  const isTaken = anyOf(all.map((other) => isTakenAway(rule, other)));
  return tell(not(allOf([rule.isAllow, rule.world, isBad, not(isTaken)])), "ingress", found ?? "");
}

type RangeComplaint = (range: PortRange) => string | undefined;

/** Rules are asked in the order of their numbers: a denial of all of the range that comes first takes it away. */
function isTakenAway({ number, range }: AclRule, other: AclRule): Truth {
  const isFirst = number === undefined || other.number === undefined ? undefined : other.number < number;
  return allOf([not(other.isAllow), other.world, isFirst, holdsRange(other.range, range)]);
}

function holdsRange(outer: PortRange | undefined, inner: PortRange | undefined): Truth {
  return outer && inner && outer.from <= inner.from && outer.to >= inner.to;
}

function judgeFlowLogs(vpc: Resource, deployment: Deployment): Judgement {
  const { found, uncertain } = pointingTo(deployment, vpc, "aws_flow_log", "vpc_id");
  return tell(found.length > 0 || (uncertain ? undefined : false), "aws_flow_log.vpc_id", "no flow log names this VPC");
}
