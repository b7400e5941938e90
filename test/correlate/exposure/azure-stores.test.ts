import { expect, test } from "bun:test";
import { planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const account = (values: object = {}) => planned("azurerm_storage_account.s", { name: "s", ...values });
const container = (type: string) =>
  planned(
    "azurerm_storage_container.c",
    { storage_account_name: later, container_access_type: type },
    { storage_account_name: "azurerm_storage_account.s" },
  );

test.each([
  ["a private container", [account(), container("private")], "no"],
  ["a public container", [account(), container("blob")], "yes"],
  ["a container that is not told", [account(), container("<unknown>")], "unknown"],
  ["public access forbidden", [account({ allow_nested_items_to_be_public: false }), container("blob")], "no"],
  ["network rules that deny", [account({ network_rules: [{ default_action: "Deny" }] }), container("blob")], "no"],
])("a storage account with %s: %s", (_, written, expected) => {
  expect(verdictOn(...written)).toBe(expected);
});

const rule = (start: string, end: string) =>
  planned(
    "azurerm_mssql_firewall_rule.r",
    { server_id: later, start_ip_address: start, end_ip_address: end },
    { server_id: "azurerm_mssql_server.d" },
  );

test.each([
  ["no rule", [], {}, "no"],
  ["the whole internet", [rule("0.0.0.0", "255.255.255.255")], {}, "yes"],
  ["Azure itself", [rule("0.0.0.0", "0.0.0.0")], {}, "no"],
  ["a rule that is not told", [rule("<unknown>", "<unknown>")], {}, "unknown"],
  ["public access off", [rule("0.0.0.0", "255.255.255.255")], { public_network_access_enabled: false }, "no"],
])("a database server with %s", (_, more, values, expected) => {
  expect(verdictOn(planned("azurerm_mssql_server.d", { ...values }), ...more)).toBe(expected);
});

test.each([
  [{}, "yes"],
  [{ private_cluster_enabled: true }, "no"],
  [{ api_server_access_profile: [{ authorized_ip_ranges: ["203.0.113.0/24"] }] }, "no"],
  [{ private_cluster_enabled: "<unknown>" }, "unknown"],
])("a cluster with %p: %s", (values, expected) => {
  expect(verdictOn(planned("azurerm_kubernetes_cluster.c", { ...values }))).toBe(expected);
});
