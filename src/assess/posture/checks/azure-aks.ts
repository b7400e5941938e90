import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { isEveryone } from "../../../standards/azure-source.ts";
import { judgeDiagnostics } from "../azure-diagnostics.ts";
import { anyOf, type Check, notApplicable, passWhen } from "../check.ts";
import { mustBe, mustBeGiven, mustBeSet, settingOf } from "../setting.ts";
import { is, isSet, textsAt } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure/aks";

/** Kubernetes clusters of Azure. */
export const azureAksChecks: readonly Check[] = [
  {
    id: "azure-aks/rbac",
    title: "The cluster decides by roles who may do what",
    severity: "high",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set role_based_access_control_enabled = true",
    references: [`${learn}/concepts-identity`],
    aka: { ckv: ["CKV_AZURE_5"], avd: ["AVD-AZU-0042"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    // The default is true since azurerm 3; version 2 had a block, without which there was none.
    judge: ({ values }) =>
      mustBe(values, ["role_based_access_control_enabled", "role_based_access_control.0.enabled"], true, true),
  },
  {
    id: "azure-aks/no-local-accounts",
    title: "There are no accounts besides those of Entra ID",
    severity: "medium",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set local_account_disabled = true",
    references: [`${learn}/manage-local-accounts-managed-azure-ad`],
    aka: { ckv: ["CKV_AZURE_141"] },
    controls: ["nist-800-53:AC-2", "nist-800-53:IA-2"],
    judge: ({ values }) => mustBe(values, "local_account_disabled", true, false),
  },
  {
    id: "azure-aks/api-server-access",
    title: "Only known networks reach the API server",
    severity: "high",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set private_cluster_enabled = true or api_server_access_profile.authorized_ip_ranges",
    references: [`${learn}/api-server-authorized-ip-ranges`],
    aka: { ckv: ["CKV_AZURE_6", "CKV_AZURE_115"], avd: ["AVD-AZU-0041", "AVD-AZU-0065"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeApiServer,
  },
  {
    id: "azure-aks/network-policy",
    title: "The cluster enforces network policies",
    severity: "medium",
    types: ["azurerm_kubernetes_cluster"],
    fix: 'set network_profile.network_policy = "cilium", "azure" or "calico"',
    references: [`${learn}/use-network-policies`],
    aka: { ckv: ["CKV_AZURE_7"], avd: ["AVD-AZU-0043"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: ({ values }) => mustBeSet(values, "network_profile.0.network_policy"),
  },
  {
    id: "azure-aks/own-disk-key",
    title: "Disks of nodes are encrypted with a key of one's own",
    severity: "low",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set disk_encryption_set_id",
    references: [`${learn}/azure-disk-customer-managed-keys`],
    aka: { ckv: ["CKV_AZURE_117"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "disk_encryption_set_id"),
  },
  {
    id: "azure-aks/monitoring",
    title: "Logs of the cluster go to Azure Monitor",
    severity: "medium",
    types: ["azurerm_kubernetes_cluster"],
    fix: "add oms_agent with log_analytics_workspace_id, or an azurerm_monitor_diagnostic_setting with logs",
    references: [`${learn}/monitor-aks`],
    aka: { ckv: ["CKV_AZURE_4"], avd: ["AVD-AZU-0040"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeMonitoring,
  },
  {
    id: "azure-aks/azure-policy",
    title: "Azure Policy watches over what runs in the cluster",
    severity: "low",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set azure_policy_enabled = true",
    references: ["https://learn.microsoft.com/en-us/azure/governance/policy/concepts/policy-for-kubernetes"],
    aka: { ckv: ["CKV_AZURE_116"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:CM-7"],
    judge: ({ values }) =>
      mustBe(values, ["azure_policy_enabled", "addon_profile.0.azure_policy.0.enabled"], true, false),
  },
  {
    id: "azure-aks/no-public-nodes",
    title: "Nodes have no public addresses",
    severity: "high",
    types: ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"],
    fix: "set node_public_ip_enabled = false (enable_node_public_ip before azurerm 4)",
    references: [`${learn}/use-node-public-ips`],
    aka: { ckv: ["CKV_AZURE_143"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: (resource) => judgePool(resource, ["node_public_ip_enabled", "enable_node_public_ip"], false, true),
  },
  {
    id: "azure-aks/host-encryption",
    title: "Nodes encrypt their temporary disks and caches",
    severity: "low",
    types: ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"],
    fix: "set host_encryption_enabled = true (enable_host_encryption before azurerm 4)",
    references: [`${learn}/enable-host-encryption`],
    aka: { ckv: ["CKV_AZURE_227"] },
    controls: ["nist-800-53:SC-28"],
    judge: (resource) => judgePool(resource, ["host_encryption_enabled", "enable_host_encryption"], true, false),
  },
  {
    id: "azure-aks/automatic-upgrades",
    title: "The cluster takes upgrades by itself",
    severity: "low",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set automatic_upgrade_channel (automatic_channel_upgrade before azurerm 4)",
    references: [`${learn}/auto-upgrade-cluster`],
    aka: { ckv: ["CKV_AZURE_171"] },
    controls: ["nist-800-53:SI-2"],
    judge: ({ values }) => mustBeSet(values, ["automatic_upgrade_channel", "automatic_channel_upgrade"]),
  },
  {
    id: "azure-aks/secret-rotation",
    title: "Secrets that the cluster takes from Key Vault are renewed",
    severity: "low",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set key_vault_secrets_provider.secret_rotation_enabled = true",
    references: [`${learn}/csi-secrets-store-configuration-options`],
    aka: { ckv: ["CKV_AZURE_172"] },
    controls: ["nist-800-53:IA-5"],
    judge: judgeSecretRotation,
  },
  {
    id: "azure-aks/no-http-routing",
    title: "The development add-on for HTTP routing is off",
    severity: "medium",
    types: ["azurerm_kubernetes_cluster"],
    fix: "set http_application_routing_enabled = false",
    references: [`${learn}/http-application-routing`],
    aka: { ckv: ["CKV_AZURE_246"] },
    controls: ["nist-800-53:CM-7"],
    judge: ({ values }) =>
      mustBe(
        values,
        ["http_application_routing_enabled", "addon_profile.0.http_application_routing.0.enabled"],
        false,
        true,
      ),
  },
];

function judgeApiServer({ values }: Resource): Judgement {
  const names = ["api_server_access_profile.0.authorized_ip_ranges", "api_server_authorized_ip_ranges"];
  const { at, value } = settingOf(values, names);
  const isPrivate = is(values, "private_cluster_enabled", true);
  const ranges = textsAt({ ranges: value ?? null }, "ranges");
  const open = ranges?.find(isEveryone);
  const isLimited = ranges === undefined ? undefined : ranges.length > 0 && open === undefined;
  const isClosed = anyOf([isPrivate, isLimited]);
  return passWhen(isClosed, { at, ...(isClosed === false && { found: `open to ${open ?? "every address"}` }) });
}

function judgeMonitoring(cluster: Resource, deployment: Deployment): Judgement {
  const { status } = judgeDiagnostics(cluster, deployment);
  const isOn = anyOf([
    isSet(cluster.values, "oms_agent"),
    is(cluster.values, ["addon_profile", 0, "oms_agent", 0, "enabled"], true),
    status === "unknown" ? undefined : status === "pass",
  ]);
  return passWhen(isOn, { at: "oms_agent" });
}

/** The setting of a pool, which is a resource of its own or a block of the cluster. */
function judgePool(
  { type, values }: Resource,
  names: readonly string[],
  expected: boolean,
  absent: boolean,
): Judgement {
  const isCluster = type === "azurerm_kubernetes_cluster";
  return mustBe(values, isCluster ? names.map((name) => `default_node_pool.0.${name}`) : names, expected, absent);
}

function judgeSecretRotation({ values }: Resource): Judgement {
  const provider = settingOf(values, "key_vault_secrets_provider").value;
  if (provider === undefined) return notApplicable;
  if (isHidden(provider)) return passWhen(undefined, { at: "key_vault_secrets_provider" });
  return mustBe(values, "key_vault_secrets_provider.0.secret_rotation_enabled", true, false);
}
