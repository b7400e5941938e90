import { expect, test } from "bun:test";
import { derived, planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const network = planned("google_compute_network.n", { name: "prod" });
const machine = (values: object = {}) =>
  planned(
    "google_compute_instance.vm",
    { tags: ["web"], network_interface: [{ network: later, access_config: [{}] }], ...values },
    { network_interface: "google_compute_network.n" },
  );
const rule = (values: object = {}) =>
  planned(
    "google_compute_firewall.f",
    { network: later, allow: [{ protocol: "tcp" }], source_ranges: ["0.0.0.0/0"], ...values },
    { network: "google_compute_network.n" },
  );

test("an instance with an external address is reached where a firewall rule admits the internet", () => {
  expect(derived(network, machine(), rule())).toEqual([
    "yes google_compute_instance.vm: internet → google_compute_instance.vm (has an external address; google_compute_firewall.f admits the internet on tcp (all ports))",
  ]);
});

test.each([
  ["no external address", [network, machine({ network_interface: [{ network: later }] }), rule()], "no"],
  ["no rule", [network, machine()], "no"],
  ["a rule for its tag", [network, machine(), rule({ target_tags: ["web"] })], "yes"],
  ["a rule for another tag", [network, machine(), rule({ target_tags: ["db"] })], "no"],
  ["a rule for a range", [network, machine(), rule({ source_ranges: ["10.0.0.0/8"] })], "no"],
  ["a rule that is off", [network, machine(), rule({ disabled: true })], "no"],
  ["a rule that denies", [network, machine(), rule({ allow: [], deny: [{ protocol: "all" }] })], "no"],
  ["a rule for service accounts", [network, machine(), rule({ target_service_accounts: ["a@b"] })], "unknown"],
  ["a range that is not told", [network, machine(), rule({ source_ranges: later })], "unknown"],
  [
    "the default network",
    [planned("google_compute_instance.vm", { network_interface: [{ network: "default", access_config: [{}] }] })],
    "unknown",
  ],
])("an instance with %s: %s", (_, written, expected) => {
  expect(verdictOn(...written)).toBe(expected);
});
