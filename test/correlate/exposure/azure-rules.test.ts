import { expect, test } from "bun:test";
import { interfaceGuards } from "../../../src/correlate/exposure/azure-rules.ts";
import { found, planned, sceneFrom } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const later = "<unknown>";
const nic = planned(
  "azurerm_network_interface.n",
  { ip_configuration: [{ subnet_id: later }] },
  { ip_configuration: "azurerm_subnet.s" },
);
const subnet = planned("azurerm_subnet.s");
const group = (name: string, rules: unknown) =>
  planned(`azurerm_network_security_group.${name}`, { security_rule: rules });
const ofNic = planned(
  "azurerm_network_interface_security_group_association.a",
  { network_interface_id: later, network_security_group_id: later },
  {
    network_interface_id: "azurerm_network_interface.n",
    network_security_group_id: "azurerm_network_security_group.a",
  },
);
const ofSubnet = planned(
  "azurerm_subnet_network_security_group_association.b",
  { subnet_id: later, network_security_group_id: later },
  { subnet_id: "azurerm_subnet.s", network_security_group_id: "azurerm_network_security_group.b" },
);
const allow = (values: object = {}) => ({
  priority: 200,
  direction: "Inbound",
  access: "Allow",
  source_address_prefix: "*",
  destination_port_range: "443",
  ...values,
});
const deny = { ...allow(), priority: 100, access: "Deny", destination_port_range: "*" };

function admits(...written: readonly WrittenResource[]) {
  const scene = sceneFrom(nic, subnet, ...written);
  return interfaceGuards(scene)(found(scene, "azurerm_network_interface.n"))?.admits;
}

test.each([
  ["everyone", [allow()], true],
  ["the internet", [allow({ source_address_prefix: "Internet" })], true],
  ["a range", [allow({ source_address_prefix: "10.0.0.0/8" })], false],
  ["outbound traffic", [allow({ direction: "Outbound" })], false],
  ["everyone after all are denied", [allow(), deny], false],
  ["everyone before all are denied", [allow({ priority: 50 }), deny], true],
  ["whom it does not tell", [allow({ source_address_prefix: later })], undefined],
  ["nobody", [], false],
])("a group of the interface that admits %s", (_, rules, expected) => {
  expect(admits(group("a", rules), ofNic)).toBe(expected);
});

test("the groups of interface and subnet must both admit", () => {
  expect(admits(group("a", [allow()]), ofNic, group("b", []), ofSubnet)).toBe(false);
  expect(admits(group("a", [allow()]), ofNic, group("b", [allow()]), ofSubnet)).toBe(true);
});

test("a rule apart counts, and without a group nothing is said", () => {
  const rule = planned(
    "azurerm_network_security_rule.r",
    { network_security_group_name: later, ...allow() },
    { network_security_group_name: "azurerm_network_security_group.a" },
  );
  expect(admits(group("a", later), ofNic, rule)).toBe(true);
  expect(admits()).toBeUndefined();
});
