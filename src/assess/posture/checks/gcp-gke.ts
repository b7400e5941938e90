import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { isWorld } from "../../../standards/address-range.ts";
import { anyOf, type Check, failWhen, not, passWhen, unlessElse } from "../check.ts";
import { mustBe, mustBeSet, mustMatch, settingOf } from "../setting.ts";
import { blocks, is, isSet, matches } from "../values.ts";

const cloud = "https://cloud.google.com";

/** Kubernetes clusters of Google Cloud. */
export const gcpGkeChecks: readonly Check[] = [
  {
    id: "gcp-gke/no-legacy-authorization",
    title: "The cluster decides by RBAC, not by legacy rules",
    severity: "high",
    types: ["google_container_cluster"],
    fix: "set enable_legacy_abac = false",
    references: [`${cloud}/kubernetes-engine/docs/how-to/hardening-your-cluster`],
    aka: { ckv: ["CKV_GCP_7"], avd: ["AVD-GCP-0062"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    judge: ({ values }) => mustBe(values, "enable_legacy_abac", false, true),
  },
  {
    id: "gcp-gke/no-basic-auth",
    title: "Nobody logs in to the API server with a password",
    severity: "high",
    types: ["google_container_cluster"],
    fix: "remove master_auth.username and password",
    references: [`${cloud}/kubernetes-engine/docs/how-to/hardening-your-cluster`],
    aka: { avd: ["AVD-GCP-0064"] },
    controls: ["nist-800-53:IA-2"],
    judge: ({ values }) => failWhen(isSet(values, ["master_auth", 0, "username"]), { at: "master_auth[0].username" }),
  },
  {
    id: "gcp-gke/no-client-certificate",
    title: "The cluster issues no client certificate",
    severity: "medium",
    types: ["google_container_cluster"],
    fix: "set master_auth.client_certificate_config.issue_client_certificate = false",
    references: [`${cloud}/kubernetes-engine/docs/how-to/hardening-your-cluster`],
    aka: { ckv: ["CKV_GCP_13"], avd: ["AVD-GCP-0064"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:IA-5"],
    judge: ({ values }) =>
      mustBe(values, "master_auth.0.client_certificate_config.0.issue_client_certificate", false, true),
  },
  {
    id: "gcp-gke/private-nodes",
    title: "Nodes have no public addresses",
    severity: "high",
    types: ["google_container_cluster"],
    fix: "set private_cluster_config.enable_private_nodes = true",
    references: [`${cloud}/kubernetes-engine/docs/concepts/private-cluster-concept`],
    aka: { ckv: ["CKV_GCP_25", "CKV_GCP_64"], avd: ["AVD-GCP-0059"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "private_cluster_config.0.enable_private_nodes", true, false),
  },
  {
    id: "gcp-gke/api-server-networks",
    title: "The API server is reached from named networks only",
    severity: "high",
    types: ["google_container_cluster"],
    fix: "add master_authorized_networks_config, or set private_cluster_config.enable_private_endpoint = true",
    references: [`${cloud}/kubernetes-engine/docs/how-to/authorized-networks`],
    aka: { ckv: ["CKV_GCP_20"], avd: ["AVD-GCP-0061"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeApiServer,
  },
  {
    id: "gcp-gke/api-server-not-open",
    title: "No network that may reach the API server is the internet",
    severity: "critical",
    types: ["google_container_cluster"],
    fix: "name networks instead of 0.0.0.0/0 in cidr_blocks",
    references: [`${cloud}/kubernetes-engine/docs/how-to/authorized-networks`],
    aka: { ckv: ["CKV_GCP_18"], avd: ["AVD-GCP-0053"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeApiNetworks,
  },
  {
    id: "gcp-gke/network-policy",
    title: "The cluster enforces network policies",
    severity: "medium",
    types: ["google_container_cluster"],
    fix: 'set datapath_provider = "ADVANCED_DATAPATH", or network_policy.enabled = true',
    references: [`${cloud}/kubernetes-engine/docs/how-to/network-policy`],
    aka: { ckv: ["CKV_GCP_12"], avd: ["AVD-GCP-0056"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: judgeNetworkPolicy,
  },
  {
    id: "gcp-gke/shielded-nodes",
    title: "Nodes prove who they are when they join",
    severity: "medium",
    types: ["google_container_cluster"],
    fix: "set enable_shielded_nodes = true",
    references: [`${cloud}/kubernetes-engine/docs/how-to/shielded-gke-nodes`],
    aka: { ckv: ["CKV_GCP_71"], avd: ["AVD-GCP-0055"] },
    controls: ["nist-800-53:SI-7"],
    // The default is true since google 4; before, false stands in the plan.
    judge: ({ values }) => mustBe(values, "enable_shielded_nodes", true, true),
  },
  {
    id: "gcp-gke/workload-identity",
    title: "Pods act as accounts of their own",
    severity: "medium",
    types: ["google_container_cluster"],
    fix: "set workload_identity_config.workload_pool",
    references: [`${cloud}/kubernetes-engine/docs/how-to/workload-identity`],
    aka: {},
    controls: ["nist-800-53:AC-6", "nist-800-53:IA-2"],
    judge: judgeWorkloadIdentity,
  },
  {
    id: "gcp-gke/binary-authorization",
    title: "Only images that a policy allows are started",
    severity: "low",
    types: ["google_container_cluster"],
    fix: 'set binary_authorization.evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"',
    references: [`${cloud}/binary-authorization/docs/overview`],
    aka: { ckv: ["CKV_GCP_66"] },
    controls: ["nist-800-53:CM-7", "nist-800-53:SI-7"],
    judge: judgeBinaryAuthorization,
  },
  {
    id: "gcp-gke/release-channel",
    title: "The cluster takes upgrades by itself",
    severity: "low",
    types: ["google_container_cluster"],
    fix: "set release_channel.channel",
    references: [`${cloud}/kubernetes-engine/docs/concepts/release-channels`],
    aka: { ckv: ["CKV_GCP_70"] },
    controls: ["nist-800-53:SI-2"],
    judge: ({ values }) =>
      mustMatch(values, "release_channel.0.channel", (channel) => channel !== "UNSPECIFIED", false),
  },
  {
    id: "gcp-gke/logging",
    title: "Logs of the cluster go to Cloud Logging",
    severity: "medium",
    types: ["google_container_cluster"],
    fix: 'remove logging_service = "none"',
    references: [`${cloud}/kubernetes-engine/docs/concepts/about-logs`],
    aka: { ckv: ["CKV_GCP_1"], avd: ["AVD-GCP-0060"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    // On by default.
    judge: ({ values }) => mustMatch(values, "logging_service", (service) => service !== "none", true),
  },
  {
    id: "gcp-gke/monitoring",
    title: "The cluster is watched by Cloud Monitoring",
    severity: "low",
    types: ["google_container_cluster"],
    fix: 'remove monitoring_service = "none"',
    references: [`${cloud}/kubernetes-engine/docs/how-to/configure-metrics`],
    aka: { ckv: ["CKV_GCP_8"], avd: ["AVD-GCP-0052"] },
    controls: ["nist-800-53:SI-4"],
    // On by default.
    judge: ({ values }) => mustMatch(values, "monitoring_service", (service) => service !== "none", true),
  },
  {
    id: "gcp-gke/secrets-encrypted",
    title: "Secrets of the cluster are encrypted with a key of one's own",
    severity: "medium",
    types: ["google_container_cluster"],
    fix: 'set database_encryption.state = "ENCRYPTED" and key_name',
    references: [`${cloud}/kubernetes-engine/docs/how-to/encrypting-secrets`],
    aka: {},
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: ({ values }) =>
      mustMatch(
        values,
        "database_encryption.0.state",
        (state) => /^(?:ALL_OBJECTS_ENCRYPTION_ENABLED|ENCRYPTED)$/.test(state),
        false,
      ),
  },
  {
    id: "gcp-gke/no-alpha",
    title: "The cluster is not an alpha cluster",
    severity: "low",
    types: ["google_container_cluster"],
    fix: "set enable_kubernetes_alpha = false",
    references: [`${cloud}/kubernetes-engine/docs/concepts/alpha-clusters`],
    aka: { ckv: ["CKV2_GCP_19"] },
    controls: ["nist-800-53:CM-7"],
    judge: ({ values }) => mustBe(values, "enable_kubernetes_alpha", false, true),
  },
];

function judgeApiServer({ values }: Resource): Judgement {
  const isLimited = anyOf([
    isSet(values, "master_authorized_networks_config"),
    is(values, ["private_cluster_config", 0, "enable_private_endpoint"], true),
  ]);
  return passWhen(isLimited, { at: "master_authorized_networks_config" });
}

function judgeApiNetworks({ values }: Resource): Judgement {
  const networks = blocks(values, ["master_authorized_networks_config", 0, "cidr_blocks"]);
  const isOpen = networks && anyOf(networks.map((one) => matches(one, "cidr_block", isWorld)));
  return failWhen(isOpen, { at: "master_authorized_networks_config[0].cidr_blocks" });
}

/** Autopilot and the advanced datapath have them built in. */
function judgeNetworkPolicy({ values }: Resource): Judgement {
  const isEnforced = anyOf([
    is(values, ["network_policy", 0, "enabled"], true),
    is(values, "datapath_provider", "ADVANCED_DATAPATH"),
    is(values, "enable_autopilot", true),
  ]);
  return passWhen(isEnforced, { at: "network_policy[0].enabled" });
}

function judgeWorkloadIdentity({ values }: Resource): Judgement {
  const names = ["workload_identity_config.0.workload_pool", "workload_identity_config.0.identity_namespace"];
  return unlessElse(is(values, "enable_autopilot", true), "enable_autopilot", () => mustBeSet(values, names));
}

/** A switch before google 4, a block since. */
function judgeBinaryAuthorization({ values }: Resource): Judgement {
  const old = is(values, "enable_binary_authorization", true);
  const { at, value } = settingOf(values, "binary_authorization.0.evaluation_mode");
  const isOff = value === undefined ? true : is({ mode: value }, "mode", "DISABLED");
  return passWhen(anyOf([old, not(isOff)]), { at });
}
