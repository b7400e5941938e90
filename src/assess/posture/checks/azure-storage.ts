import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, passWhen, unlessElse } from "../check.ts";
import { isModernTls, mustBe, mustBeSet, mustMatch, settingOf } from "../setting.ts";
import { is, isSet } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure/storage";

/** Storage accounts of Azure and what is in them. */
export const azureStorageChecks: readonly Check[] = [
  {
    id: "azure-storage/no-anonymous-blobs",
    title: "No container of the storage account can be opened to everyone",
    severity: "high",
    types: ["azurerm_storage_account"],
    fix: "set allow_nested_items_to_be_public = false (allow_blob_public_access before azurerm 3)",
    references: [`${learn}/blobs/anonymous-read-access-prevent`],
    aka: { ckv: ["CKV_AZURE_190", "CKV2_AZURE_47"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    // azurerm 3 and later: true when it is not set. Version 2 wrote its default, false, into the plan.
    judge: ({ values }) =>
      mustBe(values, ["allow_nested_items_to_be_public", "allow_blob_public_access"], false, false),
  },
  {
    id: "azure-storage/container-private",
    title: "The container gives nothing to anonymous readers",
    severity: "critical",
    types: ["azurerm_storage_container"],
    fix: 'set container_access_type = "private"',
    references: [`${learn}/blobs/anonymous-read-access-configure`],
    aka: { ckv: ["CKV_AZURE_34"], avd: ["AVD-AZU-0007"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    // The provider's default is private.
    judge: ({ values }) => mustBe(values, "container_access_type", "private", true),
  },
  {
    id: "azure-storage/https-only",
    title: "The storage account refuses requests without TLS",
    severity: "high",
    types: ["azurerm_storage_account"],
    fix: "set https_traffic_only_enabled = true (enable_https_traffic_only before azurerm 4)",
    references: [`${learn}/common/storage-require-secure-transfer`],
    aka: { ckv: ["CKV_AZURE_3"], avd: ["AVD-AZU-0008"] },
    controls: ["nist-800-53:SC-8"],
    // The provider's default is true.
    judge: ({ values }) => mustBe(values, ["https_traffic_only_enabled", "enable_https_traffic_only"], true, true),
  },
  {
    id: "azure-storage/tls-version",
    title: "The storage account takes TLS 1.2 or later",
    severity: "medium",
    types: ["azurerm_storage_account"],
    fix: 'set min_tls_version = "TLS1_2"',
    references: [`${learn}/common/transport-layer-security-configure-minimum-version`],
    aka: { ckv: ["CKV_AZURE_44"], avd: ["AVD-AZU-0011"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // TLS1_2 is the default since azurerm 3; version 2 wrote its default, TLS1_0, into the plan.
    judge: ({ values }) => mustMatch(values, "min_tls_version", isModernTls, true),
  },
  {
    id: "azure-storage/network-default-deny",
    title: "The storage account's firewall denies what no rule allows",
    severity: "high",
    types: ["azurerm_storage_account"],
    fix: 'set network_rules.default_action = "Deny", or add an azurerm_storage_account_network_rules that does',
    references: [`${learn}/common/storage-network-security`],
    aka: { ckv: ["CKV_AZURE_35"], avd: ["AVD-AZU-0012"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeNetworkAccess,
  },
  {
    id: "azure-storage/no-shared-key",
    title: "The storage account takes no shared keys, only Entra ID",
    severity: "medium",
    types: ["azurerm_storage_account"],
    fix: "set shared_access_key_enabled = false",
    references: [`${learn}/common/shared-key-authorization-prevent`],
    aka: { ckv: ["CKV2_AZURE_40"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:AC-3"],
    judge: ({ values }) => mustBe(values, "shared_access_key_enabled", false, false),
  },
  {
    id: "azure-storage/double-encryption",
    title: "The storage account is encrypted a second time below the service",
    severity: "low",
    types: ["azurerm_storage_account"],
    fix: "set infrastructure_encryption_enabled = true when the account is made",
    references: [`${learn}/common/infrastructure-encryption-enable`],
    aka: {},
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => mustBe(values, "infrastructure_encryption_enabled", true, false),
  },
  {
    id: "azure-storage/own-key",
    title: "The storage account is encrypted with a key of one's own",
    severity: "low",
    types: ["azurerm_storage_account"],
    fix: "add customer_managed_key, or an azurerm_storage_account_customer_managed_key",
    references: [`${learn}/common/customer-managed-keys-overview`],
    aka: { ckv: ["CKV2_AZURE_1"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: judgeOwnKey,
  },
  {
    id: "azure-storage/blob-soft-delete",
    title: "Deleted blobs can be brought back",
    severity: "low",
    types: ["azurerm_storage_account"],
    fix: "add blob_properties.delete_retention_policy with days",
    references: [`${learn}/blobs/soft-delete-blob-overview`],
    aka: { ckv: ["CKV2_AZURE_38"] },
    controls: ["nist-800-53:CP-9"],
    judge: ({ values }) => mustBeSet(values, "blob_properties.0.delete_retention_policy"),
  },
  {
    id: "azure-storage/no-cross-tenant-replication",
    title: "Blobs cannot be replicated to an account of another tenant",
    severity: "medium",
    types: ["azurerm_storage_account"],
    fix: "set cross_tenant_replication_enabled = false",
    references: [`${learn}/blobs/object-replication-prevent-cross-tenant-policies`],
    aka: {},
    controls: ["nist-800-53:AC-4"],
    // False is the default since azurerm 4; version 3 wrote its default, true, into the plan.
    judge: ({ values }) => mustBe(values, "cross_tenant_replication_enabled", false, true),
  },
];

/** Where nothing is reached from outside, no rules are needed. */
function judgeNetworkAccess(account: Resource, deployment: Deployment): Judgement {
  const at = "public_network_access_enabled";
  return unlessElse(is(account.values, at, false), at, () => judgeNetworkRules(account, deployment));
}

function judgeNetworkRules(account: Resource, deployment: Deployment): Judgement {
  const inline = settingOf(account.values, "network_rules.0.default_action");
  if (inline.value !== undefined && !isHidden(inline.value)) {
    return mustBe(account.values, "network_rules.0.default_action", "Deny", false);
  }
  const rules = rulesOf(account, deployment);
  const [joined] = rules.found;
  if (joined !== undefined) return mustBe(joined.values, "default_action", "Deny", false);
  // Without rules the service lets everyone connect.
  const isUnknown = rules.uncertain || isHidden(inline.value);
  return passWhen(isUnknown ? undefined : false, { at: "network_rules", found: "no rules" });
}

/** `storage_account_name` was the reference before azurerm 3. */
function rulesOf(account: Resource, deployment: Deployment): { found: readonly Resource[]; uncertain: boolean } {
  const type = "azurerm_storage_account_network_rules";
  const byId = pointingTo(deployment, account, type, "storage_account_id");
  const byName = pointingTo(deployment, account, type, "storage_account_name");
  return { found: [...byId.found, ...byName.found], uncertain: byId.uncertain || byName.uncertain };
}

function judgeOwnKey(account: Resource, deployment: Deployment): Judgement {
  const type = "azurerm_storage_account_customer_managed_key";
  const { found, uncertain } = pointingTo(deployment, account, type, "storage_account_id");
  const joined = found.length > 0 || (uncertain ? undefined : false);
  return passWhen(anyOf([isSet(account.values, "customer_managed_key"), joined]), { at: "customer_managed_key" });
}
