import { describe, expect, test } from "bun:test";
import { judgeRules, rulesOf, securityRuleTypes } from "../../../src/assess/posture/aws-network.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

function rules(...written: readonly WrittenResource[]) {
  const resources = resourcesOf(written);
  const [first] = resources;
  return first && rulesOf(first, "ingress", deploymentOf(resources));
}

const ssh = { from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };

describe("rulesOf()", () => {
  test.each<[string, object, object]>([
    ["a range", ssh, { world: true, ranges: [{ from: 22, to: 22 }] }],
    ["a protocol by number", { ...ssh, protocol: "6" }, { world: true, ranges: [{ from: 22, to: 22 }] }],
    ["every protocol", { ...ssh, protocol: "-1" }, { world: true, ranges: [{ from: 0, to: 65535 }] }],
    ["one without ports", { ...ssh, protocol: "icmp" }, { world: true, ranges: [] }],
    ["a hidden port", { ...ssh, to_port: "<unknown>" }, { world: true, ranges: undefined }],
    ["a hidden peer", { ...ssh, cidr_blocks: ["10.0.0.0/8", "<unknown>"] }, { world: undefined }],
    ["IPv6", { ...ssh, cidr_blocks: [], ipv6_cidr_blocks: ["::/0"] }, { world: true }],
    ["a group", { ...ssh, cidr_blocks: [], security_groups: ["sg-1"] }, { world: false }],
    ["an unknown prefix list", { ...ssh, cidr_blocks: [], prefix_list_ids: ["pl-1"] }, { world: undefined }],
  ])("%s", (_, block, expected) => {
    expect(rules({ type: "aws_security_group", values: { ingress: [block] } })).toMatchObject([expected]);
  });

  test("looks into a prefix list, inline and apart", () => {
    const rule = {
      type: "aws_vpc_security_group_ingress_rule",
      values: { prefix_list_id: "<unknown>", ip_protocol: "-1" },
      refs: { prefix_list_id: "aws_ec2_managed_prefix_list.p" },
    };
    const entry = (cidr: string) => ({
      type: "aws_ec2_managed_prefix_list_entry",
      values: { cidr, prefix_list_id: "<unknown>" },
      refs: { prefix_list_id: "aws_ec2_managed_prefix_list.p" },
    });
    const list = { type: "aws_ec2_managed_prefix_list", name: "p", values: { entry: [{ cidr: "10.0.0.0/8" }] } };
    expect(rules(rule, list)).toMatchObject([{ world: false }]);
    expect(rules(rule, list, entry("0.0.0.0/0"))).toMatchObject([{ world: true }]);
    expect(rules(rule, { ...list, values: { entry: "<unknown>" } })).toMatchObject([{ world: undefined }]);
  });

  test("tells directions apart", () => {
    expect(rules({ type: "aws_security_group_rule", values: { ...ssh, type: "egress" } })).toEqual([]);
    expect(rules({ type: "aws_security_group_rule", values: { ...ssh, type: "<unknown>" } })).toBeUndefined();
    expect(rules({ type: "aws_vpc_security_group_egress_rule", values: {} })).toEqual([]);
    expect(securityRuleTypes).toContain("aws_vpc_security_group_egress_rule");
  });
});

test("judgeRules() tells the worst", () => {
  const complaint = () => "open";
  const closed = { direction: "ingress", world: false, ranges: [], at: "ingress[0]" } as const;
  const doubtful = { ...closed, world: undefined, at: "ingress[1]" };
  const bad = { ...closed, world: true, at: "ingress[2]" };
  expect(judgeRules(undefined, complaint).status).toBe("unknown");
  expect(judgeRules([], complaint).status).toBe("not_applicable");
  expect(judgeRules([closed, doubtful], complaint)).toEqual({ status: "unknown", at: "ingress[1]" });
  expect(judgeRules([closed, doubtful, bad], complaint)).toEqual({ status: "fail", at: "ingress[2]", found: "open" });
  expect(judgeRules([bad], () => undefined).status).toBe("pass");
});
