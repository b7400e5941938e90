import { expect, test } from "bun:test";
import { guardOfGroup, guardOfInstance } from "../../../src/correlate/exposure/aws-instances.ts";
import { guardsOf } from "../../../src/correlate/exposure/aws-security-groups.ts";
import { group, instance, publicNetwork } from "../../support/aws-network.ts";
import { derived, found, planned, sceneFrom, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const open = group("web", [443, "0.0.0.0/0"]);

test("an instance with a public address in a public subnet is reached when its security group admits it", () => {
  expect(derived(...publicNetwork, open, instance("web", "web"))[0]).toEndWith(
    "→ aws_subnet.public (is associated with it by aws_route_table_association.public) → aws_instance.web (has a public address; aws_security_group.web admits 0.0.0.0/0 on port 443)",
  );
});

test.each([
  ["a closed security group", [group("web", [443, "10.0.0.0/8"]), instance("web", "web")], "no"],
  ["no public address", [open, instance("web", "web", { associate_public_ip_address: false })], "no"],
  [
    "an elastic address",
    [
      open,
      instance("web", "web", { associate_public_ip_address: false }),
      planned("aws_eip.e", { instance: later }, { instance: "aws_instance.web" }),
    ],
    "yes",
  ],
  [
    "an address that may be its",
    [
      open,
      instance("web", "web", { associate_public_ip_address: false }),
      planned("aws_eip.e", { instance: later }, { instance: "local.i" }),
    ],
    "unknown",
  ],
  ["a security group that is not in the plan", [instance("web", "web")], "unknown"],
])("an instance with %s: %s", (_, more, expected) => {
  expect(verdictOn(...publicNetwork, ...more)).toBe(expected);
});

test("an instance in a subnet that is not part of the plan is not told, unless it is closed itself", () => {
  const values = { subnet_id: "subnet-1", vpc_security_group_ids: later, associate_public_ip_address: true };
  const refs = { vpc_security_group_ids: "aws_security_group.web" };
  expect(verdictOn(open, planned("aws_instance.web", values, refs))).toBe("unknown");
  expect(verdictOn(open, planned("aws_instance.web", { ...values, associate_public_ip_address: false }, refs))).toBe(
    "no",
  );
});

test("the guard of a group is that of its launch template, that of an instance may be its interface's", () => {
  const scene = sceneFrom(
    open,
    planned(
      "aws_launch_template.t",
      { vpc_security_group_ids: later, network_interfaces: [{ associate_public_ip_address: "true" }] },
      { vpc_security_group_ids: "aws_security_group.web" },
    ),
    planned("aws_autoscaling_group.g", { vpc_zone_identifier: later }, { launch_template: "aws_launch_template.t" }),
    planned("aws_network_interface.n", { security_groups: later }, { security_groups: "aws_security_group.web" }),
    planned(
      "aws_instance.i",
      { network_interface: [{ network_interface_id: later }] },
      { network_interface: "aws_network_interface.n" },
    ),
  );
  const guards = guardsOf(scene);
  expect(guardOfGroup(scene, guards, found(scene, "aws_autoscaling_group.g")).guard.world()).toBe(true);
  expect(guardOfInstance(scene, guards, found(scene, "aws_instance.i")).world()).toBe(true);
});
