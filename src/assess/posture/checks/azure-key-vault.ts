import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { judgeDiagnostics } from "../azure-diagnostics.ts";
import { anyOf, type Check, passWhen } from "../check.ts";
import { mustBe, mustBeSet } from "../setting.ts";
import { is, isSet } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure/key-vault";

/** Keys and secrets of Azure. */
export const azureKeyVaultChecks: readonly Check[] = [
  {
    id: "azure-key-vault/purge-protection",
    title: "What is deleted from the vault cannot be purged at once",
    severity: "medium",
    types: ["azurerm_key_vault"],
    fix: "set purge_protection_enabled = true",
    references: [`${learn}/general/soft-delete-overview`],
    aka: { ckv: ["CKV_AZURE_110"], avd: ["AVD-AZU-0016"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:CP-9"],
    judge: ({ values }) => mustBe(values, "purge_protection_enabled", true, false),
  },
  {
    id: "azure-key-vault/network-default-deny",
    title: "The vault's firewall denies what no rule allows",
    severity: "high",
    types: ["azurerm_key_vault", "azurerm_key_vault_managed_hardware_security_module"],
    fix: 'set network_acls.default_action = "Deny", or public_network_access_enabled = false',
    references: [`${learn}/general/network-security`],
    aka: { ckv: ["CKV_AZURE_109", "CKV_AZURE_189"], avd: ["AVD-AZU-0013"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) =>
      is(values, "public_network_access_enabled", false) === true
        ? passWhen(true, { at: "public_network_access_enabled", found: "public_network_access_enabled is false" })
        : mustBe(values, "network_acls.0.default_action", "Deny", false),
  },
  {
    id: "azure-key-vault/rbac",
    title: "Rights on the vault are Azure role assignments, not access policies",
    severity: "low",
    types: ["azurerm_key_vault"],
    fix: "set rbac_authorization_enabled = true (enable_rbac_authorization before azurerm 5)",
    references: [`${learn}/general/rbac-access-policy`],
    aka: {},
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    judge: ({ values }) => mustBe(values, ["rbac_authorization_enabled", "enable_rbac_authorization"], true, false),
  },
  {
    id: "azure-key-vault/audit-log",
    title: "Use of the vault is logged",
    severity: "medium",
    types: ["azurerm_key_vault"],
    fix: "add an azurerm_monitor_diagnostic_setting for the vault with enabled_log for AuditEvent",
    references: [`${learn}/general/logging`],
    aka: {},
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeDiagnostics,
  },
  {
    id: "azure-key-vault/key-expiry",
    title: "The key expires, or is rotated by a policy",
    severity: "medium",
    types: ["azurerm_key_vault_key"],
    fix: "set expiration_date, or add rotation_policy",
    references: [`${learn}/keys/how-to-configure-key-rotation`],
    aka: { ckv: ["CKV_AZURE_40"], avd: ["AVD-AZU-0014"] },
    controls: ["nist-800-53:SC-12"],
    judge: judgeKeyExpiry,
  },
  {
    id: "azure-key-vault/secret-expiry",
    title: "The secret expires",
    severity: "low",
    types: ["azurerm_key_vault_secret"],
    fix: "set expiration_date",
    references: [`${learn}/secrets/about-secrets`],
    aka: { ckv: ["CKV_AZURE_41"], avd: ["AVD-AZU-0017"] },
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-12"],
    judge: ({ values }) => mustBeSet(values, "expiration_date"),
  },
  {
    id: "azure-key-vault/app-configuration-private",
    title: "App Configuration has no public endpoint",
    severity: "medium",
    types: ["azurerm_app_configuration"],
    fix: 'set public_network_access = "Disabled" and use a private endpoint',
    references: ["https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-public-access"],
    aka: { ckv: ["CKV_AZURE_185"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "public_network_access", "Disabled", false),
  },
];

function judgeKeyExpiry({ values }: Resource): Judgement {
  const isLimited = anyOf([isSet(values, "expiration_date"), isSet(values, "rotation_policy")]);
  return passWhen(isLimited, {
    at: "expiration_date",
    ...(isLimited === false && { found: "expiration_date is not set" }),
  });
}
