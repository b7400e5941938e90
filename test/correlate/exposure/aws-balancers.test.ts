import { expect, test } from "bun:test";
import { attached, balancer, group, instance, publicNetwork } from "../../support/aws-network.ts";
import { derived, planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const open = group("lb", [443, "0.0.0.0/0"]);
const behind = group("web", [8080, "aws_security_group.lb"]);
const hidden = instance("web", "web", { associate_public_ip_address: false });

test("an instance whose security group admits the load balancer alone is reached through it", () => {
  expect(derived(...publicNetwork, open, behind, hidden, ...balancer(), attached("aws_instance.web"))[0]).toEndWith(
    "→ aws_lb.web (is an internet-facing load balancer) → aws_lb_listener.https (listens on 443; aws_security_group.lb admits 0.0.0.0/0 on port 443) → aws_lb_target_group.web (is what it forwards to on port 8080) → aws_instance.web (is attached by aws_lb_target_group_attachment.web; aws_security_group.web admits the load balancer)",
  );
});

test.each([
  ["is internal", [open, behind, hidden, ...balancer({ internal: true }), attached("aws_instance.web")], "no"],
  [
    "may be internal",
    [
      open,
      behind,
      hidden,
      ...balancer({ internal: "<unknown>" }, { internal: "var.internal" }),
      attached("aws_instance.web"),
    ],
    "unknown",
  ],
  [
    "listens on a port that is closed",
    [group("lb", [80, "0.0.0.0/0"]), behind, hidden, ...balancer(), attached("aws_instance.web")],
    "no",
  ],
  ["is not admitted by the instance", [open, group("web"), hidden, ...balancer(), attached("aws_instance.web")], "no"],
  ["forwards to something that is not told", [open, behind, hidden, ...balancer(), attached("local.x")], "unknown"],
  ["forwards to nothing", [open, behind, hidden, ...balancer()], "no"],
])("a load balancer that %s: %s", (_, more, expected) => {
  expect(verdictOn(...publicNetwork, ...more)).toBe(expected);
});

test("a load balancer whose subnets are not part of the plan is on the internet when it says so", () => {
  expect(
    verdictOn(
      open,
      behind,
      planned(
        "aws_instance.web",
        { vpc_security_group_ids: later, associate_public_ip_address: false },
        { vpc_security_group_ids: "aws_security_group.web" },
      ),
      ...balancer({ subnets: ["subnet-1"] }).map((one) => ({ ...one, refs: { ...Object(one["refs"]), subnets: [] } })),
      attached("aws_instance.web"),
    ),
  ).toBe("yes");
});

test("a rule of a listener forwards to another target group", () => {
  const rule = planned(
    "aws_lb_listener_rule.api",
    { listener_arn: later, action: [{ target_group_arn: later }] },
    { listener_arn: "aws_lb_listener.https", action: "aws_lb_target_group.api" },
  );
  const pool = planned("aws_lb_target_group.api");
  const member = planned(
    "aws_lb_target_group_attachment.api",
    { target_group_arn: later, target_id: later },
    { target_group_arn: "aws_lb_target_group.api", target_id: "aws_instance.web" },
  );
  expect(verdictOn(...publicNetwork, open, behind, hidden, ...balancer(), rule, pool, member)).toBe("yes");
});

test("a group registers itself, and a classic load balancer names its instances", () => {
  const template = planned(
    "aws_launch_template.t",
    { vpc_security_group_ids: later },
    { vpc_security_group_ids: "aws_security_group.web" },
  );
  const asg = planned(
    "aws_autoscaling_group.g",
    { vpc_zone_identifier: ["subnet-1"], target_group_arns: later },
    { launch_template: "aws_launch_template.t", target_group_arns: "aws_lb_target_group.web" },
  );
  expect(verdictOn(...publicNetwork, open, behind, ...balancer(), template, asg)).toBe("yes");
  const classic = planned(
    "aws_elb.web",
    { security_groups: later, instances: later },
    { security_groups: "aws_security_group.lb", instances: "aws_instance.web" },
  );
  expect(verdictOn(...publicNetwork, open, behind, hidden, classic)).toBe("yes");
});

test("an instance without a public address is told by the load balancer that keeps it inside", () => {
  const inside = [
    ...publicNetwork,
    open,
    behind,
    hidden,
    ...balancer({ internal: true }),
    attached("aws_instance.web"),
  ];
  expect(derived(...inside)[0]).toEndWith("→ aws_lb.web (is internal)");
  const shut = [...publicNetwork, group("lb", [22, "0.0.0.0/0"]), behind, hidden, ...balancer()];
  expect(derived(...shut, attached("aws_instance.web"))[0]).toEndWith(
    "→ aws_lb_listener.https (listens on 443; aws_security_group.lb does not admit the internet on port 443, only on port 22)",
  );
});
