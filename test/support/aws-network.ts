import { planned } from "./exposure.ts";
import type { WrittenResource } from "./posture-case.ts";

const later = "<unknown>";

/** A VPC with a subnet `aws_subnet.public` whose route table leads to an internet gateway. */
export const publicNetwork: readonly WrittenResource[] = [
  planned("aws_vpc.main", { cidr_block: "10.0.0.0/16" }),
  planned("aws_internet_gateway.gw", { vpc_id: later }, { vpc_id: "aws_vpc.main" }),
  planned(
    "aws_route_table.public",
    { vpc_id: later, route: [{ cidr_block: "0.0.0.0/0", gateway_id: later, nat_gateway_id: "" }] },
    { vpc_id: "aws_vpc.main", route: "aws_internet_gateway.gw" },
  ),
  planned("aws_subnet.public", { vpc_id: later, map_public_ip_on_launch: true }, { vpc_id: "aws_vpc.main" }),
  planned(
    "aws_route_table_association.public",
    { subnet_id: later, route_table_id: later },
    { subnet_id: "aws_subnet.public", route_table_id: "aws_route_table.public" },
  ),
];

/** A security group with rules of its own: ports and ranges, or the groups that it admits. */
export function group(name: string, ...rules: readonly (readonly [port: number, from: string])[]): WrittenResource {
  const members = rules.map(([, from]) => from).filter((from) => from.startsWith("aws_"));
  const ingress = rules.map(([port, from]) => ({
    from_port: port,
    to_port: port,
    protocol: "tcp",
    cidr_blocks: from.startsWith("aws_") ? [] : [from],
    security_groups: from.startsWith("aws_") ? later : [],
  }));
  return planned(`aws_security_group.${name}`, { ingress }, members.length === 0 ? {} : { ingress: members });
}

/** An instance in the public subnet with one security group. */
export function instance(name: string, guard: string, values: object = {}): WrittenResource {
  const given = { subnet_id: later, vpc_security_group_ids: later, associate_public_ip_address: later, ...values };
  const refs = { subnet_id: "aws_subnet.public", vpc_security_group_ids: `aws_security_group.${guard}` };
  return planned(`aws_instance.${name}`, given, refs);
}

/** A load balancer in the public subnet that listens on 443 and forwards to `aws_lb_target_group.web`. */
export function balancer(values: object = {}, refs: object = {}): readonly WrittenResource[] {
  return [
    planned(
      "aws_lb.web",
      { internal: false, load_balancer_type: "application", subnets: later, security_groups: later, ...values },
      { subnets: "aws_subnet.public", security_groups: "aws_security_group.lb", ...refs },
    ),
    planned(
      "aws_lb_listener.https",
      { load_balancer_arn: later, port: 443, default_action: [{ type: "forward", target_group_arn: later }] },
      { load_balancer_arn: "aws_lb.web", default_action: "aws_lb_target_group.web" },
    ),
    planned("aws_lb_target_group.web", { port: 8080 }),
  ];
}

/** Puts an instance into `aws_lb_target_group.web`. */
export function attached(instanceAddress: string): WrittenResource {
  return planned(
    "aws_lb_target_group_attachment.web",
    { target_group_arn: later, target_id: later },
    { target_group_arn: "aws_lb_target_group.web", target_id: instanceAddress },
  );
}
