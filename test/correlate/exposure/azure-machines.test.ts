import { expect, test } from "bun:test";
import { derived, planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const machine = planned(
  "azurerm_linux_virtual_machine.vm",
  { network_interface_ids: [later] },
  { network_interface_ids: "azurerm_network_interface.n" },
);
const nic = (configuration: object, refs: object = {}) =>
  planned("azurerm_network_interface.n", { ip_configuration: [configuration] }, refs);
const open = nic({ public_ip_address_id: later }, { ip_configuration: "azurerm_public_ip.ip" });
const address = planned("azurerm_public_ip.ip");
const group = (prefix: string) => [
  planned("azurerm_network_security_group.g", {
    security_rule: [{ direction: "Inbound", access: "Allow", source_address_prefix: prefix }],
  }),
  planned(
    "azurerm_network_interface_security_group_association.a",
    { network_interface_id: later, network_security_group_id: later },
    {
      network_interface_id: "azurerm_network_interface.n",
      network_security_group_id: "azurerm_network_security_group.g",
    },
  ),
];

test("a machine is reached by the public address of its interface", () => {
  expect(derived(machine, open, address, ...group("*"))).toEqual([
    "yes azurerm_linux_virtual_machine.vm: internet → azurerm_public_ip.ip (is a public address) → azurerm_network_interface.n (has it; azurerm_network_security_group.g admits the internet) → azurerm_linux_virtual_machine.vm (has it as its network interface)",
  ]);
});

const balancer = (front: object, refs: object = {}) => [
  planned("azurerm_lb.lb", { frontend_ip_configuration: [front] }, refs),
  planned("azurerm_lb_backend_address_pool.p", { loadbalancer_id: later }, { loadbalancer_id: "azurerm_lb.lb" }),
  planned(
    "azurerm_network_interface_backend_address_pool_association.x",
    { network_interface_id: later, backend_address_pool_id: later },
    {
      network_interface_id: "azurerm_network_interface.n",
      backend_address_pool_id: "azurerm_lb_backend_address_pool.p",
    },
  ),
];

test.each([
  ["a closed group", [open, address, ...group("10.0.0.0/8")], "no"],
  ["no group", [open, address], "unknown"],
  ["no public address", [nic({ private_ip_address: "10.0.0.4" }), ...group("*")], "no"],
  [
    "an address that is not told",
    [nic({ public_ip_address_id: later }, { ip_configuration: "local.ip" }), ...group("*")],
    "unknown",
  ],
  ["an interface that is not in the plan", [], "unknown"],
  [
    "a public load balancer",
    [
      nic({}),
      address,
      ...group("*"),
      ...balancer({ public_ip_address_id: later }, { frontend_ip_configuration: "azurerm_public_ip.ip" }),
    ],
    "yes",
  ],
  ["an internal load balancer", [nic({}), address, ...group("*"), ...balancer({ subnet_id: "s" })], "no"],
])("a machine with %s: %s", (_, more, expected) => {
  expect(verdictOn(machine, ...more)).toBe(expected);
});
