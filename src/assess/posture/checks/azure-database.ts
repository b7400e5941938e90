import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { type Check, notApplicable, passWhen, worstOf } from "../check.ts";
import { isModernTls, mustBe, mustBeSet, mustMatch, settingOf } from "../setting.ts";
import { at } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";
const singleServers = ["azurerm_mysql_server", "azurerm_postgresql_server", "azurerm_mariadb_server"];
const flexibleServers = ["azurerm_mysql_flexible_server", "azurerm_postgresql_flexible_server"];
const parameterTypes = [
  ...["azurerm_postgresql_configuration", "azurerm_postgresql_flexible_server_configuration"],
  ...["azurerm_mysql_configuration", "azurerm_mysql_flexible_server_configuration"],
];

/** Databases of Azure. */
export const azureDatabaseChecks: readonly Check[] = [
  {
    id: "azure-database/no-public-network",
    title: "The database server has no public endpoint",
    severity: "high",
    types: ["azurerm_mssql_server", "azurerm_cosmosdb_account", ...singleServers, ...flexibleServers],
    fix: "set public_network_access_enabled = false and use a private endpoint",
    references: [`${learn}/azure-sql/database/connectivity-settings`],
    aka: {
      ckv: ["CKV_AZURE_48", "CKV_AZURE_53", "CKV_AZURE_68", "CKV_AZURE_101", "CKV_AZURE_113"],
      avd: ["AVD-AZU-0022"],
    },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgePublicNetwork,
  },
  {
    id: "azure-database/no-public-data-endpoint",
    title: "The managed instance has no public data endpoint",
    severity: "high",
    types: ["azurerm_mssql_managed_instance"],
    fix: "set public_data_endpoint_enabled = false",
    references: [`${learn}/azure-sql/managed-instance/public-endpoint-overview`],
    aka: {},
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: ({ values }) => mustBe(values, "public_data_endpoint_enabled", false, true),
  },
  {
    id: "azure-database/tls-version",
    title: "The database server takes TLS 1.2 or later",
    severity: "medium",
    types: [
      ...["azurerm_mssql_server", "azurerm_mssql_managed_instance", "azurerm_cosmosdb_account"],
      ...singleServers,
    ],
    fix: 'set minimum_tls_version = "1.2" (ssl_minimal_tls_version_enforced = "TLS1_2" on single servers)',
    references: [`${learn}/azure-sql/database/connectivity-settings`],
    aka: { ckv: ["CKV_AZURE_52", "CKV_AZURE_54", "CKV_AZURE_147", "CKV2_AZURE_37"], avd: ["AVD-AZU-0026"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // Version 1.2 is the default of all of them since azurerm 3; earlier defaults stand in the plan.
    judge: ({ values }) =>
      mustMatch(
        values,
        ["minimum_tls_version", "minimal_tls_version", "ssl_minimal_tls_version_enforced"],
        isModernTls,
        true,
      ),
  },
  {
    id: "azure-database/ssl-enforced",
    title: "The database server refuses connections without TLS",
    severity: "high",
    types: singleServers,
    fix: "set ssl_enforcement_enabled = true",
    references: [`${learn}/postgresql/single-server/concepts-ssl-connection-security`],
    aka: { ckv: ["CKV_AZURE_28", "CKV_AZURE_29", "CKV_AZURE_47"], avd: ["AVD-AZU-0020"] },
    controls: ["nist-800-53:SC-8"],
    judge: ({ values }) =>
      mustMatch(
        values,
        ["ssl_enforcement_enabled", "ssl_enforcement"],
        (text) => text === "true" || text === "Enabled",
        false,
      ),
  },
  {
    id: "azure-database/secure-transport",
    title: "No parameter lets clients connect without TLS",
    severity: "high",
    types: parameterTypes,
    fix: 'set value = "ON" for require_secure_transport',
    references: [`${learn}/mysql/flexible-server/how-to-connect-tls-ssl`],
    aka: {},
    controls: ["nist-800-53:SC-8"],
    judge: (resource) => judgeParameter(resource, ["require_secure_transport"]),
  },
  {
    id: "azure-database/log-checkpoints",
    title: "PostgreSQL logs its checkpoints",
    severity: "low",
    types: parameterTypes.slice(0, 2),
    fix: 'set value = "on" for log_checkpoints',
    references: [`${learn}/postgresql/single-server/concepts-server-logs`],
    aka: { ckv: ["CKV_AZURE_30"], avd: ["AVD-AZU-0024"] },
    controls: ["nist-800-53:AU-12"],
    judge: (resource) => judgeParameter(resource, ["log_checkpoints"]),
  },
  {
    id: "azure-database/log-connections",
    title: "PostgreSQL logs connections and their ends",
    severity: "low",
    types: parameterTypes.slice(0, 2),
    fix: 'set value = "on" for log_connections and log_disconnections',
    references: [`${learn}/postgresql/single-server/concepts-server-logs`],
    aka: { ckv: ["CKV_AZURE_31"], avd: ["AVD-AZU-0019"] },
    controls: ["nist-800-53:AU-12"],
    judge: (resource) => judgeParameter(resource, ["log_connections", "log_disconnections"]),
  },
  {
    id: "azure-database/connection-throttling",
    title: "PostgreSQL slows down addresses whose logins fail",
    severity: "low",
    types: parameterTypes.slice(0, 2),
    fix: 'set value = "on" for connection_throttling (connection_throttle.enable on flexible servers)',
    references: [`${learn}/postgresql/single-server/concepts-server-logs`],
    aka: { ckv: ["CKV_AZURE_32"], avd: ["AVD-AZU-0021"] },
    controls: ["nist-800-53:AC-7", "nist-800-53:SC-5"],
    judge: (resource) => judgeParameter(resource, ["connection_throttling", "connection_throttle.enable"]),
  },
  {
    id: "azure-database/auditing",
    title: "The SQL server writes an audit log",
    severity: "medium",
    types: ["azurerm_mssql_server"],
    fix: "add an azurerm_mssql_server_extended_auditing_policy for the server",
    references: [`${learn}/azure-sql/database/auditing-overview`],
    aka: { ckv: ["CKV_AZURE_23"], avd: ["AVD-AZU-0027"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeAuditing,
  },
  {
    id: "azure-database/audit-retention",
    title: "The SQL server's audit log is kept for 90 days or more",
    severity: "low",
    types: ["azurerm_mssql_server_extended_auditing_policy", "azurerm_mssql_database_extended_auditing_policy"],
    fix: "set retention_in_days = 90 or more (0 keeps for ever)",
    references: [`${learn}/azure-sql/database/auditing-overview`],
    aka: { ckv: ["CKV_AZURE_24"], avd: ["AVD-AZU-0025"] },
    controls: ["nist-800-53:AU-11"],
    judge: ({ values }) =>
      mustMatch(values, "retention_in_days", (days) => days === "0" || Number(days) >= auditDays, true),
  },
  {
    id: "azure-database/threat-detection",
    title: "Threat detection of the single server is on",
    severity: "medium",
    types: ["azurerm_mysql_server", "azurerm_postgresql_server"],
    fix: "set threat_detection_policy.enabled = true",
    references: [`${learn}/defender-for-cloud/defender-for-databases-introduction`],
    aka: { ckv: ["CKV_AZURE_127", "CKV_AZURE_128"] },
    controls: ["nist-800-53:SI-4"],
    judge: ({ values }) => mustBe(values, "threat_detection_policy.0.enabled", true, false),
  },
  {
    id: "azure-database/transparent-encryption",
    title: "The SQL database is encrypted at rest",
    severity: "high",
    types: ["azurerm_mssql_database"],
    fix: "set transparent_data_encryption_enabled = true",
    references: [`${learn}/azure-sql/database/transparent-data-encryption-tde-overview`],
    aka: { ckv: ["CKV2_AZURE_25"] },
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => mustBe(values, "transparent_data_encryption_enabled", true, true),
  },
  {
    id: "azure-database/entra-admin",
    title: "The SQL server has an Entra ID administrator",
    severity: "medium",
    types: ["azurerm_mssql_server"],
    fix: "add azuread_administrator, with azuread_authentication_only = true where no SQL logins are needed",
    references: [`${learn}/azure-sql/database/authentication-aad-overview`],
    aka: { ckv: ["CKV2_AZURE_27"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:AC-2"],
    judge: ({ values }) => mustBeSet(values, "azuread_administrator"),
  },
  {
    id: "azure-database/cosmos-no-keys",
    title: "Cosmos DB takes no account keys, only Entra ID",
    severity: "medium",
    types: ["azurerm_cosmosdb_account"],
    fix: "set local_authentication_enabled = false (local_authentication_disabled = true before azurerm 5)",
    references: [`${learn}/cosmos-db/how-to-setup-rbac`],
    aka: { ckv: ["CKV_AZURE_140"] },
    controls: ["nist-800-53:IA-2"],
    judge: ({ values }) =>
      settingOf(values, "local_authentication_enabled").value === undefined
        ? mustBe(values, "local_authentication_disabled", true, false)
        : mustBe(values, "local_authentication_enabled", false, false),
  },
];

/** A quarter, as CIS asks of audit logs of SQL servers. */
const auditDays = 90;

/** A flexible server in a subnet of its own has no public endpoint; else the provider's default is a public one. */
function judgePublicNetwork({ values }: Resource): Judgement {
  const subnet = settingOf(values, "delegated_subnet_id").value;
  if (typeof subnet === "string") return passWhen(true, { at: "delegated_subnet_id", found: "in a subnet" });
  const names = ["public_network_access_enabled", "public_network_access"];
  const judgement = mustMatch(values, names, (text) => text === "false" || text === "Disabled", false);
  return isHidden(subnet) && judgement.status === "fail"
    ? passWhen(undefined, { at: "delegated_subnet_id" })
    : judgement;
}

function judgeParameter({ values }: Resource, names: readonly string[]): Judgement {
  const name = at(values, "name");
  if (isHidden(name)) return passWhen(undefined, { at: "name" });
  if (!names.includes(String(name))) return notApplicable;
  return mustMatch(values, "value", (text) => /^(?:on|1|true)$/i.test(text), false);
}

function judgeAuditing(server: Resource, deployment: Deployment): Judgement {
  const type = "azurerm_mssql_server_extended_auditing_policy";
  const { found, uncertain } = pointingTo(deployment, server, type, "server_id");
  if (found.length > 0) return worstOf(found.map(({ values }) => mustBe(values, "enabled", true, true)));
  // A block of the server before azurerm 3.
  const inline = mustBeSet(server.values, "extended_auditing_policy");
  return inline.status === "fail" && uncertain ? passWhen(undefined, { at: "extended_auditing_policy" }) : inline;
}
