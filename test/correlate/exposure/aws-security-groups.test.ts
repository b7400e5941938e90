import { expect, test } from "bun:test";
import { guardsOf } from "../../../src/correlate/exposure/aws-security-groups.ts";
import { group, instance } from "../../support/aws-network.ts";
import { found, planned, sceneFrom } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const later = "<unknown>";

function guard(...written: readonly WrittenResource[]) {
  const scene = sceneFrom(instance("web", "web"), ...written);
  return guardsOf(scene)(found(scene, "aws_instance.web"), ["vpc_security_group_ids"]);
}

const apart = (type: string, values: object, refs: object = {}) =>
  planned(
    `${type}.r`,
    { security_group_id: later, ...values },
    { security_group_id: "aws_security_group.web", ...refs },
  );

test("a rule of the group admits the world on its ports", () => {
  const { world, text } = guard(group("web", [443, "0.0.0.0/0"], [22, "10.0.0.0/8"]));
  expect([world(), world(443), world(22)]).toEqual([true, true, false]);
  expect(text()).toBe("aws_security_group.web admits 0.0.0.0/0 on port 443");
  expect(text(22)).toBe("aws_security_group.web does not admit the internet on port 22, only on port 443");
  expect(guard(group("web", [22, "10.0.0.0/8"])).text()).toBe(
    "aws_security_group.web does not admit the internet on any port",
  );
});

test.each([
  [[[443, "0.0.0.0/0"]], undefined],
  [[[0, "0.0.0.0/0"]], true],
  [[[443, "10.0.0.0/8"]], false],
] as const)("somewhere() of rules %p is %p: a port that is not told may be any", (rules, expected) => {
  expect(guard(group("web", ...rules)).somewhere()).toBe(expected);
});

test.each([
  ["aws_security_group_rule", { type: "ingress", cidr_blocks: ["0.0.0.0/0"], from_port: 80, to_port: 80 }, true],
  ["aws_security_group_rule", { type: "egress", cidr_blocks: ["0.0.0.0/0"], from_port: 0, to_port: 0 }, false],
  ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }, true],
  ["aws_vpc_security_group_ingress_rule", { cidr_ipv6: "::/0", ip_protocol: "tcp", from_port: 1, to_port: 2 }, true],
  ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: "<unknown>", ip_protocol: "tcp" }, undefined],
  ["aws_vpc_security_group_ingress_rule", { prefix_list_id: "pl-1", ip_protocol: "tcp" }, undefined],
])("a rule apart: %s %p", (type, values, expected) => {
  // What Terraform fills in beside rules that stand apart is none.
  expect(guard(planned("aws_security_group.web", { ingress: later }), apart(type, values)).world()).toBe(expected);
});

test("rules that are not told are not none", () => {
  expect(guard(planned("aws_security_group.web", { ingress: later })).world()).toBeUndefined();
  expect(guard().world()).toBeUndefined();
  const loose = planned("aws_security_group_rule.x", { security_group_id: later }, { security_group_id: "local.x" });
  expect(guard(group("web"), loose).world()).toBeUndefined();
});

test("members of other groups are admitted by group", () => {
  const { members, world } = guard(group("web", [80, "aws_security_group.lb"]), group("lb"), group("other"));
  expect([
    members(new Set(["aws_security_group.lb"])),
    members(new Set(["aws_security_group.other"])),
    world(),
  ]).toEqual([true, false, false]);
  const separate = apart(
    "aws_vpc_security_group_ingress_rule",
    { referenced_security_group_id: later },
    { referenced_security_group_id: "aws_security_group.lb" },
  );
  expect(guard(group("web"), group("lb"), separate).members(new Set(["aws_security_group.lb"]))).toBe(true);
});
