import { expect, test } from "bun:test";
import { judgeFirewall, judgeFirewallWidth } from "../../../src/assess/posture/gcp-firewall.ts";
import { adminPorts } from "../../../src/assess/posture/network.ts";
import { resourcesOf } from "../../support/posture-case.ts";

const ssh = { source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["22"] }] };

test.each([
  [ssh, "fail", "pass"],
  [{ ...ssh, disabled: true }, "pass", "pass"],
  [{ ...ssh, direction: "EGRESS" }, "pass", "pass"],
  [{ ...ssh, allow: [{ protocol: "icmp" }] }, "pass", "pass"],
  [{ ...ssh, allow: [{ protocol: "all" }] }, "fail", "fail"],
  [{ ...ssh, allow: [{ protocol: "tcp", ports: ["0-65535"] }] }, "fail", "fail"],
  [{ ...ssh, allow: [{ protocol: "tcp", ports: ["20-30"] }] }, "fail", "pass"],
  [{ ...ssh, allow: [{ protocol: "tcp", ports: ["443", "<unknown>"] }] }, "unknown", "unknown"],
  [{ ...ssh, source_ranges: "<unknown>" }, "unknown", "pass"],
  [{ ...ssh, source_ranges: [], source_tags: ["web"] }, "pass", "pass"],
  [{ ...ssh, source_ranges: [] }, "fail", "pass"],
  [{ source_ranges: ["0.0.0.0/0"], deny: [{ protocol: "all" }] }, "pass", "pass"],
] as const)("judgeFirewall(), judgeFirewallWidth() %#", (values, ports, width) => {
  const [rule] = resourcesOf({ type: "google_compute_firewall", values });
  expect(rule && judgeFirewall(rule, adminPorts).status).toBe(ports);
  expect(rule && judgeFirewallWidth(rule).status).toBe(width);
});

test("judgeFirewall() reads rules of policies", () => {
  const match = [{ src_ip_ranges: ["::/0"], layer4_configs: [{ ip_protocol: "tcp", ports: ["3389"] }] }];
  const statusOf = (values: object) => {
    const [rule] = resourcesOf({ type: "google_compute_network_firewall_policy_rule", values });
    return rule && judgeFirewall(rule, adminPorts).status;
  };
  expect(statusOf({ direction: "INGRESS", action: "allow", match })).toBe("fail");
  expect(statusOf({ direction: "INGRESS", action: "deny", match })).toBe("pass");
});
