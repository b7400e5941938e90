import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { type Check, truthOf, unlessElse } from "../check.ts";
import { isModernTls, mustBe, mustBeGiven, mustMatch } from "../setting.ts";

const learn = "https://learn.microsoft.com/en-us/azure";
const keyedTypes = [
  ...[
    "azurerm_eventhub_namespace",
    "azurerm_servicebus_namespace",
    "azurerm_eventgrid_topic",
    "azurerm_eventgrid_domain",
  ],
  ...["azurerm_search_service", "azurerm_cognitive_account", "azurerm_app_configuration"],
];

/** Data, messaging and other managed services of Azure. */
export const azureServiceChecks: readonly Check[] = [
  {
    id: "azure-service/redis-tls-only",
    title: "Redis has no port without TLS",
    severity: "high",
    types: ["azurerm_redis_cache"],
    fix: "set non_ssl_port_enabled = false (enable_non_ssl_port before azurerm 4)",
    references: [`${learn}/azure-cache-for-redis/cache-configure`],
    aka: { ckv: ["CKV_AZURE_91"] },
    controls: ["nist-800-53:SC-8"],
    judge: ({ values }) => mustBe(values, ["non_ssl_port_enabled", "enable_non_ssl_port"], false, true),
  },
  {
    id: "azure-service/redis-no-public-network",
    title: "Redis has no public endpoint",
    severity: "high",
    types: ["azurerm_redis_cache"],
    fix: "set public_network_access_enabled = false and use a private endpoint or subnet_id",
    references: [`${learn}/azure-cache-for-redis/cache-private-link`],
    aka: { ckv: ["CKV_AZURE_89"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeRedisNetwork,
  },
  {
    id: "azure-service/tls-version",
    title: "Redis, Event Hubs and Service Bus take TLS 1.2 or later",
    severity: "medium",
    types: ["azurerm_redis_cache", "azurerm_eventhub_namespace", "azurerm_servicebus_namespace"],
    fix: 'set minimum_tls_version = "1.2"',
    references: [`${learn}/service-bus-messaging/transport-layer-security-enforce-minimum-version`],
    aka: { ckv: ["CKV_AZURE_148", "CKV_AZURE_205", "CKV_AZURE_223"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // The default is 1.2 in azurerm 4; earlier defaults stand in the plan.
    judge: ({ values }) => mustMatch(values, "minimum_tls_version", isModernTls, true),
  },
  {
    id: "azure-service/messaging-no-public-network",
    title: "Event Hubs, Service Bus and Event Grid have no public endpoint",
    severity: "medium",
    types: [
      "azurerm_eventhub_namespace",
      "azurerm_servicebus_namespace",
      "azurerm_eventgrid_topic",
      "azurerm_eventgrid_domain",
    ],
    fix: "set public_network_access_enabled = false and use a private endpoint",
    references: [`${learn}/service-bus-messaging/private-link-service`],
    aka: { ckv: ["CKV_AZURE_106", "CKV_AZURE_193", "CKV_AZURE_204"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "public_network_access_enabled", false, false),
  },
  {
    id: "azure-service/no-shared-keys",
    title: "The service takes no shared keys, only Entra ID",
    severity: "medium",
    types: keyedTypes,
    fix: "set local_auth_enabled = false (local_authentication_enabled in newer resources)",
    references: [`${learn}/service-bus-messaging/disable-local-authentication`],
    aka: { ckv: ["CKV_AZURE_184", "CKV_AZURE_192", "CKV_AZURE_195", "CKV_AZURE_203", "CKV_AZURE_236"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:AC-3"],
    // Keys are on by default in all of them.
    judge: ({ values }) => mustBe(values, ["local_auth_enabled", "local_authentication_enabled"], false, false),
  },
  {
    id: "azure-service/ai-no-public-network",
    title: "Search, AI and machine learning have no public endpoint",
    severity: "medium",
    types: ["azurerm_search_service", "azurerm_cognitive_account", "azurerm_machine_learning_workspace"],
    fix: "set public_network_access_enabled = false and use a private endpoint",
    references: [`${learn}/ai-services/cognitive-services-virtual-networks`],
    aka: { ckv: ["CKV_AZURE_124", "CKV_AZURE_134", "CKV_AZURE_144"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeAiNetwork,
  },
  {
    id: "azure-service/data-no-public-network",
    title: "Data Factory, Synapse and Databricks have no public endpoint",
    severity: "medium",
    types: ["azurerm_data_factory", "azurerm_synapse_workspace", "azurerm_databricks_workspace"],
    fix: "set public_network_access_enabled = false (public_network_enabled in Data Factory)",
    references: [`${learn}/data-factory/data-factory-private-link`],
    aka: { ckv: ["CKV_AZURE_104", "CKV_AZURE_158"], avd: ["AVD-AZU-0035"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, ["public_network_enabled", "public_network_access_enabled"], false, false),
  },
  {
    id: "azure-service/iot-no-public-network",
    title: "IoT Hub and Batch have no public endpoint",
    severity: "medium",
    types: ["azurerm_iothub", "azurerm_batch_account", "azurerm_iothub_dps"],
    fix: "set public_network_access_enabled = false and use a private endpoint",
    references: [`${learn}/iot-hub/virtual-network-support`],
    aka: { ckv: ["CKV_AZURE_108"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "public_network_access_enabled", false, false),
  },
  {
    id: "azure-service/synapse-managed-network",
    title: "Synapse works in a network of its own",
    severity: "medium",
    types: ["azurerm_synapse_workspace"],
    fix: "set managed_virtual_network_enabled = true",
    references: [`${learn}/synapse-analytics/security/synapse-workspace-managed-vnet`],
    aka: { ckv: ["CKV_AZURE_58"], avd: ["AVD-AZU-0034"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "managed_virtual_network_enabled", true, false),
  },
  {
    id: "azure-service/synapse-no-exfiltration",
    title: "Synapse sends data to known tenants only",
    severity: "medium",
    types: ["azurerm_synapse_workspace"],
    fix: "set data_exfiltration_protection_enabled = true",
    references: [`${learn}/synapse-analytics/security/workspace-data-exfiltration-protection`],
    aka: { ckv: ["CKV_AZURE_157"] },
    controls: ["nist-800-53:AC-4"],
    judge: ({ values }) => mustBe(values, "data_exfiltration_protection_enabled", true, false),
  },
  {
    id: "azure-service/databricks-no-public-ip",
    title: "Nodes of Databricks have no public addresses",
    severity: "high",
    types: ["azurerm_databricks_workspace"],
    fix: "set custom_parameters.no_public_ip = true",
    references: [`${learn}/databricks/security/network/classic/secure-cluster-connectivity`],
    aka: {},
    controls: ["nist-800-53:SC-7"],
    // The default has changed between versions: without the setting it is not known.
    judge: ({ values }) => mustBe(values, "custom_parameters.0.no_public_ip", true, undefined),
  },
  {
    id: "azure-service/data-explorer-encryption",
    title: "Data Explorer encrypts its disks",
    severity: "medium",
    types: ["azurerm_kusto_cluster"],
    fix: "set disk_encryption_enabled = true",
    references: [`${learn}/data-explorer/cluster-encryption-disk`],
    aka: { ckv: ["CKV_AZURE_74"] },
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => mustBe(values, ["disk_encryption_enabled", "enable_disk_encryption"], true, false),
  },
  {
    id: "azure-service/automation-variable-encrypted",
    title: "The automation variable is encrypted",
    severity: "medium",
    types: [
      "azurerm_automation_variable_bool",
      "azurerm_automation_variable_datetime",
      "azurerm_automation_variable_int",
      "azurerm_automation_variable_string",
    ],
    fix: "set encrypted = true",
    references: [`${learn}/automation/shared-resources/variables`],
    aka: { ckv: ["CKV_AZURE_73"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:IA-5"],
    judge: ({ values }) => mustBe(values, "encrypted", true, false),
  },
];

/** A cache in a subnet of its own has no public endpoint. */
function judgeRedisNetwork(cache: Resource, deployment: Deployment): Judgement {
  const isInSubnet = truthOf(mustBeGiven(cache, deployment, "subnet_id"));
  return unlessElse(isInSubnet, "subnet_id", () => mustBe(cache.values, "public_network_access_enabled", false, false));
}

/** Rules that deny by default leave the endpoint to known networks. */
function judgeAiNetwork({ values }: Resource): Judgement {
  const own = mustBe(values, "public_network_access_enabled", false, false);
  const rules = mustBe(values, "network_acls.0.default_action", "Deny", false);
  return own.status === "fail" && rules.status !== "fail" ? rules : own;
}
