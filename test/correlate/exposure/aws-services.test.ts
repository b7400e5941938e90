import { expect, test } from "bun:test";
import { guardsOf } from "../../../src/correlate/exposure/aws-security-groups.ts";
import { awsServicePart } from "../../../src/correlate/exposure/aws-services.ts";
import { balancer, group, publicNetwork } from "../../support/aws-network.ts";
import { planned, sceneFrom, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const open = group("lb", [443, "0.0.0.0/0"]);
const service = (network: object, pools?: string) =>
  planned(
    "aws_ecs_service.web",
    {
      task_definition: later,
      network_configuration: [{ subnets: later, security_groups: later, ...network }],
      load_balancer: pools ? [{ target_group_arn: later }] : [],
    },
    {
      task_definition: "aws_ecs_task_definition.web",
      network_configuration: ["aws_security_group.web", "aws_subnet.public"],
      ...(pools && { load_balancer: pools }),
    },
  );

test.each([
  [
    "behind a load balancer",
    [
      open,
      group("web", [80, "aws_security_group.lb"]),
      ...balancer(),
      service({ assign_public_ip: false }, "aws_lb_target_group.web"),
    ],
    "yes",
  ],
  ["with public addresses", [group("web", [80, "0.0.0.0/0"]), service({ assign_public_ip: true })], "yes"],
  ["without", [group("web", [80, "0.0.0.0/0"]), service({ assign_public_ip: false })], "no"],
  ["with a security group that is not told", [service({ assign_public_ip: true })], "unknown"],
])("an ECS service %s: %s", (_, more, expected) => {
  expect(verdictOn(...publicNetwork, ...more)).toBe(expected);
});

test("images stand in the task definition, which may be no JSON", () => {
  const image = (definitions: string) => {
    const scene = sceneFrom(
      service({}),
      planned("aws_ecs_task_definition.web", { container_definitions: definitions }),
    );
    return awsServicePart(scene, guardsOf(scene)).targets[0]?.images;
  };
  expect(image('[{"name":"web","image":"ghcr.io/acme/web:1"}]')).toEqual(["ghcr.io/acme/web:1"]);
  expect(image("{")).toEqual([]);
  expect(image(later)).toEqual([]);
});

test("an App Runner service is public unless it is told not to be", () => {
  const runner = (values: object) => verdictOn(planned("aws_apprunner_service.a", { ...values }));
  expect(runner({})).toBe("yes");
  expect(runner({ network_configuration: [{ ingress_configuration: [{ is_publicly_accessible: false }] }] })).toBe(
    "no",
  );
  expect(runner({ network_configuration: later })).toBe("unknown");
});
