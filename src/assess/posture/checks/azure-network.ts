import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../../domain/resource.ts";
import { isUdp, judgeInboundRule } from "../azure-rules.ts";
import {
  allOf,
  anyOf,
  type Check,
  not,
  notApplicable,
  passWhen,
  type Truth,
  truthOf,
  whereConcerned,
  worstOf,
} from "../check.ts";
import { adminPorts, databasePorts, type ServicePort } from "../network.ts";
import { mustBe, mustBeGiven, mustMatch, settingOf } from "../setting.ts";
import { at, blocks, is, isSet, matches } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";
const groupTypes = ["azurerm_network_security_group", "azurerm_network_security_rule"];

/** Who reaches what in networks of Azure. */
export const azureNetworkChecks: readonly Check[] = [
  {
    id: "azure-network/admin-ports",
    title: "No rule lets the internet reach a port of remote administration",
    severity: "critical",
    types: groupTypes,
    fix: "set source_address_prefix to the networks of administrators, or use Azure Bastion",
    references: [`${learn}/security/fundamentals/network-best-practices`],
    aka: { ckv: ["CKV_AZURE_9", "CKV_AZURE_10"], avd: ["AVD-AZU-0048", "AVD-AZU-0050"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-17"],
    judge: (resource) => judgeRules(resource, (rule, where) => judgeInboundRule(rule, adminPorts, where)),
  },
  {
    id: "azure-network/database-ports",
    title: "No rule lets the internet reach a port of a data store",
    severity: "high",
    types: groupTypes,
    fix: "set source_address_prefix to the networks of the applications",
    references: [`${learn}/security/fundamentals/network-best-practices`],
    aka: {},
    controls: ["nist-800-53:SC-7"],
    judge: (resource) => judgeRules(resource, (rule, where) => judgeInboundRule(rule, databasePorts, where)),
  },
  {
    id: "azure-network/udp",
    title: "No rule lets the internet send UDP to services that amplify it",
    severity: "medium",
    types: groupTypes,
    fix: "set source_address_prefix of rules for UDP to known networks",
    references: [`${learn}/security/fundamentals/network-best-practices`],
    aka: { ckv: ["CKV_AZURE_77"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:SC-5"],
    judge: (resource) => judgeRules(resource, judgeUdp),
  },
  {
    id: "azure-network/no-ip-forwarding",
    title: "The network interface forwards no packets of others",
    severity: "medium",
    types: ["azurerm_network_interface"],
    fix: "set ip_forwarding_enabled = false (enable_ip_forwarding before azurerm 4)",
    references: [`${learn}/virtual-network/virtual-network-network-interface`],
    aka: { ckv: ["CKV_AZURE_118"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: ({ values }) => mustBe(values, ["ip_forwarding_enabled", "enable_ip_forwarding"], false, true),
  },
  {
    id: "azure-network/subnet-guarded",
    title: "The subnet has a network security group",
    severity: "medium",
    types: ["azurerm_subnet"],
    fix: "add an azurerm_subnet_network_security_group_association for the subnet",
    references: [`${learn}/virtual-network/network-security-groups-overview`],
    aka: { ckv: ["CKV2_AZURE_31"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeSubnet,
  },
  {
    id: "azure-network/flow-log-retention",
    title: "The flow log is on and kept for 90 days or more",
    severity: "low",
    types: ["azurerm_network_watcher_flow_log"],
    fix: "set enabled = true and retention_policy.days = 90 or more (0 keeps for ever)",
    references: [`${learn}/network-watcher/nsg-flow-logs-overview`],
    aka: { ckv: ["CKV_AZURE_12"], avd: ["AVD-AZU-0049"] },
    controls: ["nist-800-53:AU-11", "nist-800-53:AU-12"],
    judge: ({ values }) =>
      worstOf([mustBe(values, "enabled", true, false), mustMatch(values, "retention_policy.0.days", isKept, false)]),
  },
  {
    id: "azure-network/gateway-tls",
    title: "The application gateway takes TLS 1.2 or later",
    severity: "medium",
    types: ["azurerm_application_gateway"],
    fix: 'set ssl_policy.policy_name = "AppGwSslPolicy20220101" or later',
    references: [`${learn}/application-gateway/application-gateway-ssl-policy-overview`],
    aka: { ckv: ["CKV_AZURE_218"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    judge: judgeGatewayTls,
  },
  {
    id: "azure-network/gateway-https",
    title: "Listeners without TLS do nothing but redirect",
    severity: "medium",
    types: ["azurerm_application_gateway"],
    fix: 'set protocol = "Https" in http_listener, or redirect_configuration_name in its request_routing_rule',
    references: [`${learn}/application-gateway/redirect-overview`],
    aka: { ckv: ["CKV_AZURE_217"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeListeners,
  },
  {
    id: "azure-network/firewall-threat-intelligence",
    title: "Azure Firewall denies traffic with known malicious addresses",
    severity: "medium",
    types: ["azurerm_firewall", "azurerm_firewall_policy"],
    fix: 'set threat_intel_mode = "Deny" (threat_intelligence_mode in a policy)',
    references: [`${learn}/firewall/threat-intel`],
    aka: { ckv: ["CKV_AZURE_216"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:SI-4"],
    judge: judgeThreatIntelligence,
  },
];

/** Judges the rule that the resource is, or those that stand in the group. */
function judgeRules({ type, values }: Resource, judge: (rule: Value, where: string) => Judgement): Judgement {
  if (type === "azurerm_network_security_rule") return judge(values, "source_address_prefix");
  const rules = at(values, "security_rule");
  if (isHidden(rules)) return passWhen(undefined, { at: "security_rule" });
  const list = Array.isArray(rules) ? rules : [];
  return worstOf([passWhen(true), ...list.map((rule: Value, index) => judge(rule, `security_rule[${index}]`))]);
}

/** Ports of protocols that answer a small question with a large answer (CISA TA14-017A), and are no public service. */
const amplifiers: readonly ServicePort[] = [
  { port: 19, service: "chargen", reason: "amplifies" },
  { port: 69, service: "TFTP", reason: "amplifies" },
  { port: 111, service: "portmap", reason: "amplifies" },
  { port: 123, service: "NTP", reason: "amplifies" },
  { port: 137, service: "NetBIOS", reason: "amplifies" },
  { port: 161, service: "SNMP", reason: "amplifies" },
  { port: 389, service: "CLDAP", reason: "amplifies" },
  { port: 1900, service: "SSDP", reason: "amplifies" },
  { port: 11211, service: "Memcached", reason: "amplifies" },
];

function judgeUdp(rule: Value, where: string): Judgement {
  const udp = isUdp(rule);
  if (udp === false) return passWhen(true, { at: where });
  const judgement = judgeInboundRule(rule, amplifiers, where);
  return udp === undefined && judgement.status === "fail" ? passWhen(undefined, { at: where }) : judgement;
}

/** Days: 90 is what a quarter's review needs; 0 is for ever. */
function isKept(days: string): boolean {
  return days === "0" || Number(days) >= 90;
}

/** Subnets of Azure's own gateways take no group, or manage theirs. */
const managedSubnets: ReadonlySet<string> = new Set([
  ...["gatewaysubnet", "azurefirewallsubnet", "azurefirewallmanagementsubnet"],
  ...["azurebastionsubnet", "routeserversubnet"],
]);

function judgeSubnet(subnet: Resource, deployment: Deployment): Judgement {
  const isManaged = matches(subnet.values, "name", (name) => managedSubnets.has(name.toLowerCase()));
  if (isManaged === true) return notApplicable;
  const type = "azurerm_subnet_network_security_group_association";
  const { found, uncertain } = pointingTo(deployment, subnet, type, "subnet_id");
  if (found.length > 0) return passWhen(true, { found: "associated" });
  const isTold = isManaged === false && !uncertain;
  return passWhen(isTold ? false : undefined, { found: "no network security group" });
}

/** Predefined policies whose least version is 1.2 (the last two offer 1.3). */
const modernPolicies: ReadonlySet<string> = new Set([
  ...["appgwsslpolicy20170401s", "appgwsslpolicy20220101", "appgwsslpolicy20220101s"],
]);

/** Without a policy the version depends on when the gateway was made: not known. */
function judgeGatewayTls({ values }: Resource): Judgement {
  if (settingOf(values, "ssl_policy.0.policy_name").value !== undefined) {
    return mustMatch(values, "ssl_policy.0.policy_name", (name) => modernPolicies.has(name.toLowerCase()), undefined);
  }
  return mustMatch(values, "ssl_policy.0.min_protocol_version", (text) => /^TLSv1_[23]$/.test(text), undefined);
}

function judgeListeners({ values }: Resource): Judgement {
  const listeners = blocks(values, "http_listener");
  const rules = blocks(values, "request_routing_rule");
  if (listeners === undefined) return passWhen(undefined, { at: "http_listener" });
  return worstOf(
    listeners.map((listener) => {
      const isPlain = matches(listener, "protocol", (text) => text.toLowerCase() === "http");
      if (isPlain !== true) return passWhen(isPlain === false ? true : undefined, { at: "http_listener" });
      const isRedirect = rules && anyOf(rules.map((rule) => redirects(rule, at(listener, "name"))));
      return passWhen(isRedirect, { at: "http_listener", found: "a listener without TLS and without redirect" });
    }),
  );
}

/** Whether a rule is the listener's, and redirects: a listener has one rule. */
function redirects(rule: Value, listener: Value | undefined): Truth {
  const isItsOwn = isHidden(listener) ? undefined : is(rule, "http_listener_name", String(listener));
  return allOf([isItsOwn, isSet(rule, "redirect_configuration_name")]);
}

/** The default is Alert; a firewall with a policy takes the policy's, even one whose id comes with the apply. */
function judgeThreatIntelligence(resource: Resource, deployment: Deployment): Judgement {
  const { type, values } = resource;
  if (type === "azurerm_firewall_policy") return mustBe(values, "threat_intelligence_mode", "Deny", false);
  const policy = mustBeGiven(resource, deployment, "firewall_policy_id");
  return whereConcerned(not(truthOf(policy)), "firewall_policy_id", () =>
    mustBe(values, "threat_intel_mode", "Deny", false),
  );
}
