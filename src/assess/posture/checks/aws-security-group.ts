import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { judgeRules, type PortComplaint, rulesOf, type SecurityRule, securityRuleTypes } from "../aws-network.ts";
import { type Judge, tell } from "../aws-setting.ts";
import { anyOf, type Check, not, notApplicable, type Truth } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { adminPorts, databasePorts, everyPort, openPort, type PortRange, type ServicePort } from "../network.ts";
import { isSet, matches } from "../values.ts";

const page = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html";

/** Security groups of AWS: who reaches what. */
export const awsSecurityGroupChecks: readonly Check[] = [
  {
    id: "aws-security-group/ssh-not-public",
    title: "The internet does not reach SSH",
    severity: "critical",
    types: securityRuleTypes,
    fix: "narrow cidr_blocks of the rule for port 22, or use Session Manager",
    references: [page, hub],
    aka: { ckv: ["CKV_AWS_24"], avd: ["AVD-AWS-0107"], cis: ["CIS AWS 3.0.0 5.2", "CIS AWS 3.0.0 5.3"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-17"],
    judge: judgeIngress(portsAmong(adminPorts.filter(({ port }) => port === 22))),
  },
  {
    id: "aws-security-group/rdp-not-public",
    title: "The internet does not reach Remote Desktop",
    severity: "critical",
    types: securityRuleTypes,
    fix: "narrow cidr_blocks of the rule for port 3389",
    references: [page, hub],
    aka: { ckv: ["CKV_AWS_25"], avd: ["AVD-AWS-0107"], cis: ["CIS AWS 3.0.0 5.2", "CIS AWS 3.0.0 5.3"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-17"],
    judge: judgeIngress(portsAmong(adminPorts.filter(({ port }) => port === 3389))),
  },
  {
    id: "aws-security-group/admin-ports-not-public",
    title: "The internet does not reach other ports of remote administration",
    severity: "high",
    types: securityRuleTypes,
    fix: "narrow cidr_blocks of the rule to the addresses that administer",
    references: [page, hub],
    aka: { avd: ["AVD-AWS-0107"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-17"],
    judge: judgeIngress(portsAmong(adminPorts.filter(({ port }) => port !== 22 && port !== 3389))),
  },
  {
    id: "aws-security-group/database-ports-not-public",
    title: "The internet does not reach ports of data stores",
    severity: "high",
    types: securityRuleTypes,
    fix: "let in the security group of the application instead of cidr_blocks",
    references: [page, hub],
    aka: { avd: ["AVD-AWS-0107"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeIngress(portsAmong(databasePorts)),
  },
  {
    id: "aws-security-group/all-ports-not-public",
    title: "No rule opens all ports to the internet",
    severity: "critical",
    types: securityRuleTypes,
    fix: "name from_port, to_port and protocol, and narrow cidr_blocks",
    references: [page, hub],
    aka: { ckv: ["CKV_AWS_277"], avd: ["AVD-AWS-0107"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeIngress((ranges) => (ranges.some(isEveryPort) ? "the internet reaches every port" : undefined)),
  },
  {
    id: "aws-security-group/only-web-ports-public",
    title: "The internet reaches no ports but 80 and 443",
    severity: "medium",
    types: securityRuleTypes,
    fix: "narrow cidr_blocks, or put the service behind a load balancer on port 443",
    references: [page, hub],
    aka: { avd: ["AVD-AWS-0107"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeIngress(otherThanWeb),
  },
  {
    id: "aws-security-group/egress-narrowed",
    title: "No rule lets everything out to everywhere",
    severity: "low",
    types: securityRuleTypes,
    fix: "name the ports and destinations of the egress rule",
    references: [page],
    aka: { ckv: ["CKV_AWS_382"], avd: ["AVD-AWS-0104"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: judgeDirection("egress", (ranges) => (ranges.some(isEveryPort) ? "every port of everywhere" : undefined)),
  },
  {
    id: "aws-security-group/described",
    title: "The group or rule says what it is for",
    severity: "low",
    types: securityRuleTypes.filter((type) => type !== "aws_default_security_group"),
    fix: "set description",
    references: [hub],
    aka: { ckv: ["CKV_AWS_23"], avd: ["AVD-AWS-0099", "AVD-AWS-0124"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:SC-7"],
    judge: ({ values }) => tell(isDescribed(values), "description", "none, or the provider's own words"),
  },
  {
    id: "aws-security-group/default-closed",
    title: "The default group of the VPC has no rules",
    severity: "medium",
    types: ["aws_default_security_group"],
    fix: "remove ingress and egress from the default group, and give resources groups of their own",
    references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],
    aka: { ckv: ["CKV2_AWS_12"], avd: ["AVD-AWS-0173"], cis: ["CIS AWS 3.0.0 5.4"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-6"],
    judge: ({ values }) =>
      tell(not(anyOf(["ingress", "egress"].map((key) => isSet(values, key)))), "ingress", "it has rules"),
  },
];

function judgeIngress(complaint: PortComplaint): Judge {
  return judgeDirection("ingress", complaint);
}

/** A group whose rules the provider fills in has none of its own: they are resources, and judged there. */
function judgeDirection(direction: SecurityRule["direction"], complaint: PortComplaint): Judge {
  return (resource: Resource, deployment: Deployment): Judgement => {
    if (groups.includes(resource.type) && isLeftToProvider(resource, direction, deployment)) return notApplicable;
    return judgeRules(rulesOf(resource, direction, deployment), complaint);
  };
}

const groups = ["aws_security_group", "aws_default_security_group"];

function portsAmong(ports: readonly ServicePort[]): PortComplaint {
  return (ranges) => {
    const open = openPort(ranges, ports);
    return open && `the internet reaches port ${open.port} (${open.service}): ${open.reason}`;
  };
}

function isEveryPort({ from, to }: PortRange): boolean {
  return from <= 1 && to >= everyPort.to;
}

function otherThanWeb(ranges: readonly PortRange[]): string | undefined {
  const other = ranges.find((range) => !isWeb(range));
  return other && `the internet reaches ports ${other.from} to ${other.to}`;
}

function isWeb({ from, to }: PortRange): boolean {
  return from === to && (from === 80 || from === 443);
}

/** "Managed by Terraform" is what the provider writes when nobody wrote anything. */
function isDescribed(values: Resource["values"]): Truth {
  return matches(values, "description", (text) => text !== "" && text !== "Managed by Terraform");
}
