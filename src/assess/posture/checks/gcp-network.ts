import { type Deployment, targetsOf } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, failWhen, not, passWhen, unlessElse, whereConcerned, worstOf } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { firewallTypes, judgeFirewall, judgeFirewallWidth } from "../gcp-firewall.ts";
import { adminPorts, databasePorts } from "../network.ts";
import { mustBe, mustBeGiven, mustBeSet, mustMatch } from "../setting.ts";
import { at, blocks, is, matches } from "../values.ts";

const cloud = "https://cloud.google.com";

/** Networks, load balancers and names of Google Cloud. */
export const gcpNetworkChecks: readonly Check[] = [
  {
    id: "gcp-network/admin-ports",
    title: "No rule lets the internet reach a port of remote administration",
    severity: "critical",
    types: firewallTypes,
    fix: "set source_ranges to the networks of administrators, or use Identity-Aware Proxy",
    references: [`${cloud}/firewall/docs/firewalls`],
    aka: { ckv: ["CKV_GCP_2", "CKV_GCP_3"], cis: ["CIS GCP 2.0.0 3.6", "CIS GCP 2.0.0 3.7"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-17"],
    judge: (resource) => judgeFirewall(resource, adminPorts),
  },
  {
    id: "gcp-network/database-ports",
    title: "No rule lets the internet reach a port of a data store",
    severity: "high",
    types: firewallTypes,
    fix: "set source_ranges or source_tags to the applications",
    references: [`${cloud}/firewall/docs/firewalls`],
    aka: { ckv: ["CKV_GCP_88"] },
    controls: ["nist-800-53:SC-7"],
    judge: (resource) => judgeFirewall(resource, databasePorts),
  },
  {
    id: "gcp-network/not-every-port",
    title: "No rule lets the internet reach every port",
    severity: "high",
    types: firewallTypes,
    fix: "name the ports in allow",
    references: [`${cloud}/firewall/docs/firewalls`],
    aka: { ckv: ["CKV2_GCP_12"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: judgeFirewallWidth,
  },
  {
    id: "gcp-network/flow-logs",
    title: "Traffic of the subnet is logged",
    severity: "low",
    types: ["google_compute_subnetwork"],
    fix: "add log_config",
    references: [`${cloud}/vpc/docs/using-flow-logs`],
    aka: { ckv: ["CKV_GCP_26"], avd: ["AVD-GCP-0029"], cis: ["CIS GCP 2.0.0 3.8"] },
    controls: ["nist-800-53:AU-12", "nist-800-53:SI-4"],
    judge: judgeFlowLogs,
  },
  {
    id: "gcp-network/private-google-access",
    title: "Machines of the subnet reach Google without public addresses",
    severity: "low",
    types: ["google_compute_subnetwork"],
    fix: "set private_ip_google_access = true",
    references: [`${cloud}/vpc/docs/private-google-access`],
    aka: { ckv: ["CKV_GCP_74"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgePrivateAccess,
  },
  {
    id: "gcp-network/no-default-network",
    title: "The project is made without the default network and its open rules",
    severity: "medium",
    types: ["google_project"],
    fix: "set auto_create_network = false",
    references: [`${cloud}/vpc/docs/vpc`],
    aka: { ckv: ["CKV_GCP_27"], avd: ["AVD-GCP-0010"], cis: ["CIS GCP 2.0.0 3.1"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    // The provider's default is true.
    judge: ({ values }) => mustBe(values, "auto_create_network", false, false),
  },
  {
    id: "gcp-network/tls-version",
    title: "The policy of load balancers takes TLS 1.2 or later",
    severity: "medium",
    types: ["google_compute_ssl_policy", "google_compute_region_ssl_policy"],
    fix: 'set min_tls_version = "TLS_1_2"',
    references: [`${cloud}/load-balancing/docs/ssl-policies-concepts`],
    aka: { avd: ["AVD-GCP-0039"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // The provider's default is TLS_1_0.
    judge: ({ values }) => mustBe(values, "min_tls_version", "TLS_1_2", false),
  },
  {
    id: "gcp-network/tls-ciphers",
    title: "The policy of load balancers offers no weak ciphers",
    severity: "medium",
    types: ["google_compute_ssl_policy", "google_compute_region_ssl_policy"],
    fix: 'set profile = "MODERN" with min_tls_version = "TLS_1_2", or "RESTRICTED"',
    references: [`${cloud}/load-balancing/docs/ssl-policies-concepts`],
    aka: { ckv: ["CKV_GCP_4"], cis: ["CIS GCP 2.0.0 3.9"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // The default, COMPATIBLE, has them. A custom list is judged by its names.
    judge: judgeCiphers,
  },
  {
    id: "gcp-network/proxy-tls-policy",
    title: "The load balancer has a TLS policy of its own",
    severity: "low",
    types: [
      "google_compute_target_https_proxy",
      "google_compute_target_ssl_proxy",
      "google_compute_region_target_https_proxy",
    ],
    fix: 'set ssl_policy to one with min_tls_version = "TLS_1_2"',
    references: [`${cloud}/load-balancing/docs/use-ssl-policies`],
    aka: {},
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // Without one, TLS 1.0 is taken.
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "ssl_policy"),
  },
  {
    id: "gcp-network/http-redirects",
    title: "The load balancer without TLS does nothing but redirect",
    severity: "medium",
    types: ["google_compute_target_http_proxy", "google_compute_region_target_http_proxy"],
    fix: "set default_url_redirect.https_redirect = true in the url map of the proxy",
    references: [`${cloud}/load-balancing/docs/https/setting-up-global-http-https-redirect`],
    aka: {},
    controls: ["nist-800-53:SC-8"],
    judge: judgeHttpProxy,
  },
  {
    id: "gcp-network/dnssec",
    title: "The public zone is signed",
    severity: "medium",
    types: ["google_dns_managed_zone"],
    fix: 'set dnssec_config.state = "on"',
    references: [`${cloud}/dns/docs/dnssec-config`],
    aka: { ckv: ["CKV_GCP_16"], avd: ["AVD-GCP-0013"], cis: ["CIS GCP 2.0.0 3.3"] },
    controls: ["nist-800-53:SC-20"],
    judge: ({ values }) =>
      whereConcerned(not(is(values, "visibility", "private")), "visibility", () =>
        mustBe(values, "dnssec_config.0.state", "on", false),
      ),
  },
  {
    id: "gcp-network/dnssec-algorithm",
    title: "Keys of the zone are not signed with SHA-1",
    severity: "medium",
    types: ["google_dns_managed_zone"],
    fix: 'set dnssec_config.default_key_specs.algorithm = "rsasha256" or "ecdsap256sha256"',
    references: [`${cloud}/dns/docs/dnssec-advanced`],
    aka: { ckv: ["CKV_GCP_17"], avd: ["AVD-GCP-0012"], cis: ["CIS GCP 2.0.0 3.4", "CIS GCP 2.0.0 3.5"] },
    controls: ["nist-800-53:SC-13", "nist-800-53:SC-20"],
    // The default is rsasha256.
    judge: judgeDnsAlgorithm,
  },
];

/** Subnets of proxies have no machines, and take neither setting. The provider's purpose is another. */
function forMachines(subnet: Resource, deployment: Deployment, judge: () => Judgement): Judgement {
  const isForProxies = isLeftToProvider(subnet, "purpose", deployment)
    ? false
    : matches(subnet.values, "purpose", (purpose) => /MANAGED_PROXY|INTERNAL_HTTPS_LOAD_BALANCER/.test(purpose));
  return whereConcerned(not(isForProxies), "purpose", judge);
}

/** `enable_flow_logs` was the switch before google 3. */
function judgeFlowLogs(subnet: Resource, deployment: Deployment): Judgement {
  const isOn = isLeftToProvider(subnet, "enable_flow_logs", deployment)
    ? false
    : is(subnet.values, "enable_flow_logs", true);
  return forMachines(subnet, deployment, () =>
    unlessElse(isOn, "enable_flow_logs", () => mustBeSet(subnet.values, "log_config")),
  );
}

function judgePrivateAccess(subnet: Resource, deployment: Deployment): Judgement {
  return forMachines(subnet, deployment, () => mustBe(subnet.values, "private_ip_google_access", true, false));
}

/** Ciphers without forward secrecy or without authentication of data (RFC 9325 §4). */
const weakCipher = /^TLS_RSA_|_CBC_|3DES/;

function judgeCiphers({ values }: Resource): Judgement {
  if (is(values, "profile", "CUSTOM") !== true) {
    return mustMatch(values, "profile", (profile) => /^(?:MODERN|RESTRICTED|FIPS_202205)$/.test(profile), false);
  }
  const features = blocks(values, "custom_features");
  return failWhen(
    features?.some((one) => weakCipher.test(String(one))),
    { at: "custom_features" },
  );
}

function judgeHttpProxy(proxy: Resource, deployment: Deployment): Judgement {
  const types = ["google_compute_url_map", "google_compute_region_url_map"];
  const { found } = targetsOf(deployment, proxy, "url_map", types);
  if (found.length === 0) return passWhen(undefined, { at: "url_map" });
  return worstOf(found.map(({ values }) => mustBe(values, "default_url_redirect.0.https_redirect", true, false)));
}

function judgeDnsAlgorithm({ values }: Resource): Judgement {
  const specs = blocks(at(values, ["dnssec_config", 0]), "default_key_specs");
  const isOld = specs && anyOf(specs.map((spec) => is(spec, "algorithm", "rsasha1")));
  return failWhen(isOld, { at: "dnssec_config[0].default_key_specs" });
}
