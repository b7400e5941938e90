import { expect, test } from "bun:test";
import { awsNetworkEdges, mapsPublic } from "../../../src/correlate/exposure/aws-network.ts";
import { reachability } from "../../../src/correlate/exposure/graph.ts";
import { pathText } from "../../../src/domain/exposure.ts";
import { publicNetwork } from "../../support/aws-network.ts";
import { found, planned, sceneFrom } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const later = "<unknown>";
const vpc = planned("aws_vpc.main");
const subnet = planned("aws_subnet.a", { vpc_id: later }, { vpc_id: "aws_vpc.main" });
const gateway = planned("aws_internet_gateway.gw");
const table = (values: object, refs: object = {}) => planned("aws_route_table.t", values, refs);
const associated = planned(
  "aws_route_table_association.a",
  { subnet_id: later, route_table_id: later },
  { subnet_id: "aws_subnet.a", route_table_id: "aws_route_table.t" },
);

const word = (...written: readonly WrittenResource[]) =>
  reachability(awsNetworkEdges(sceneFrom(...written)))("aws_subnet.a")?.exposed;

test("a subnet is reached through its route table and internet gateway", () => {
  const reach = reachability(awsNetworkEdges(sceneFrom(...publicNetwork)))("aws_subnet.public");
  expect(reach && `${reach.exposed}: ${pathText(reach.path)}`).toBe(
    "yes: internet → aws_internet_gateway.gw (is an internet gateway) → aws_route_table.public (routes 0.0.0.0/0 to it) → aws_subnet.public (is associated with it by aws_route_table_association.public)",
  );
});

const world = { cidr_block: "0.0.0.0/0", gateway_id: later };

test.each([
  [
    "a route apart",
    [
      table({ route: later }, { vpc_id: "aws_vpc.main" }),
      planned(
        "aws_route.r",
        { route_table_id: later, destination_cidr_block: "0.0.0.0/0", gateway_id: later },
        { route_table_id: "aws_route_table.t", gateway_id: "aws_internet_gateway.gw" },
      ),
      associated,
    ],
    "yes",
  ],
  [
    "a gateway that is there",
    [table({ route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }] }), associated],
    "yes",
  ],
  [
    "a route to a NAT gateway",
    [table({ route: [{ cidr_block: "0.0.0.0/0", gateway_id: "", nat_gateway_id: later }] }), associated],
    undefined,
  ],
  ["a gateway that is not told", [table({ route: [world] }, { route: "local.gw" }), associated], "unknown"],
  [
    "a destination that is not told",
    [table({ route: [{ cidr_block: later, gateway_id: later }] }, { route: "aws_internet_gateway.gw" }), associated],
    "unknown",
  ],
  ["routes that are not told", [table({ route: later }, { route: "local.routes" }), associated], "unknown"],
  ["no association in a new VPC", [], "no"],
  [
    "a table that is not part of the plan",
    [
      planned(
        "aws_route_table_association.a",
        { subnet_id: later, route_table_id: "rtb-1" },
        { subnet_id: "aws_subnet.a" },
      ),
    ],
    "unknown",
  ],
  [
    "the main table",
    [
      table({ route: [world] }, { route: "aws_internet_gateway.gw" }),
      planned(
        "aws_main_route_table_association.m",
        { vpc_id: later, route_table_id: later },
        { vpc_id: "aws_vpc.main", route_table_id: "aws_route_table.t" },
      ),
    ],
    "yes",
  ],
])("a subnet with %s: %s", (_, more, expected) => {
  expect(word(vpc, subnet, gateway, ...more)).toBe(expected as "yes");
});

test("a subnet of a VPC that is not part of the plan is not told", () => {
  expect(word(planned("aws_subnet.a", { vpc_id: "vpc-1" }))).toBe("unknown");
});

test.each([
  [{ map_public_ip_on_launch: true }, true],
  [{}, false],
  [{ map_public_ip_on_launch: later }, undefined],
])("mapsPublic() of %p is %p", (values, expected) => {
  expect(mapsPublic(found(sceneFrom(planned("aws_subnet.a", values)), "aws_subnet.a"))).toBe(expected);
});
