import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../../domain/resource.ts";
import { type Check, passWhen } from "../check.ts";
import { at, is } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";
const firewallRules = [
  ...["azurerm_mssql_firewall_rule", "azurerm_sql_firewall_rule", "azurerm_mariadb_firewall_rule"],
  ...["azurerm_mysql_firewall_rule", "azurerm_mysql_flexible_server_firewall_rule", "azurerm_redis_firewall_rule"],
  ...["azurerm_postgresql_firewall_rule", "azurerm_postgresql_flexible_server_firewall_rule"],
  ...["azurerm_synapse_firewall_rule"],
];

/** Addresses that databases of Azure let in. */
export const azureDatabaseFirewallChecks: readonly Check[] = [
  {
    id: "azure-database-firewall/not-open",
    title: "No firewall rule lets the whole internet in",
    severity: "critical",
    types: firewallRules,
    fix: "set start_ip_address and end_ip_address to the addresses of known clients",
    references: [`${learn}/azure-sql/database/firewall-configure`],
    aka: { ckv: ["CKV_AZURE_11"], avd: ["AVD-AZU-0029"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeRange,
  },
  {
    id: "azure-database-firewall/no-all-azure",
    title: "No firewall rule lets in all of Azure, other customers included",
    severity: "medium",
    types: firewallRules,
    fix: "remove the rule from 0.0.0.0 to 0.0.0.0 and use a private endpoint or a virtual network rule",
    references: [`${learn}/azure-sql/database/firewall-configure`],
    aka: { ckv: ["CKV2_AZURE_6", "CKV2_AZURE_34"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeAllOfAzure,
  },
];

function judgeRange({ values }: Resource): Judgement {
  const start = at(values, ["start_ip_address"]) ?? at(values, ["start_ip"]);
  const end = at(values, ["end_ip_address"]) ?? at(values, ["end_ip"]);
  if (isHidden(start) || isHidden(end)) return passWhen(undefined, { at: "start_ip_address" });
  const size = numberOf(end) - numberOf(start) + 1;
  // Two rules of one half each are a way round a comparison with the whole.
  return passWhen(size < 2 ** 31, { at: "start_ip_address", found: `${size} addresses` });
}

/** An IPv4 address as a number; NaN for what is none. */
function numberOf(address: Value | undefined): number {
  const parts = typeof address === "string" ? address.split(".").map(Number) : [];
  return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + part, 0) : Number.NaN;
}

/** Microsoft reads the range from 0.0.0.0 to 0.0.0.0 as "addresses within Azure". */
function judgeAllOfAzure({ values }: Resource): Judgement {
  const start = is(values, "start_ip_address", "0.0.0.0");
  const end = is(values, "end_ip_address", "0.0.0.0");
  if (start === false || end === false) return passWhen(true, { at: "start_ip_address" });
  return passWhen(start && end ? false : undefined, { at: "start_ip_address", found: "0.0.0.0 to 0.0.0.0" });
}
