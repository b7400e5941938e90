import type { Resource, Value } from "../../domain/resource.ts";
import { isHidden, valueAt } from "../../domain/resource.ts";
import { isWorld } from "../../standards/address-range.ts";
import { type Edge, internet } from "./graph.ts";
import { aim, ofTypes, type Pointers, pointers, type Scene } from "./scene.ts";
import { itemsAt, type Truth, textAt } from "./truth.ts";

const tableTypes = ["aws_route_table", "aws_default_route_table"] as const;

/** Subnets whatever they are called. */
export const subnetTypes = ["aws_subnet", "aws_default_subnet"] as const;

/** The internet → internet gateway → route table → subnet. */
export function awsNetworkEdges(scene: Scene): readonly Edge[] {
  const routes = pointers(scene, ["aws_route"], ["route_table_id"], tableTypes);
  const associations = pointers(scene, ["aws_route_table_association"], ["subnet_id"], subnetTypes);
  const mains = pointers(scene, ["aws_main_route_table_association"], ["vpc_id"], ["aws_vpc"]);
  const defaults = pointers(scene, ["aws_default_route_table"], ["default_route_table_id"], ["aws_vpc"]);
  const gateways = ofTypes(scene, ["aws_internet_gateway"]);
  return [
    ...gateways.map(({ address }) => ({ from: internet, to: address, open: true, how: "is an internet gateway" })),
    ...ofTypes(scene, tableTypes).flatMap((table) => tableEdges(scene, table, routes)),
    ...ofTypes(scene, subnetTypes).flatMap((subnet) => subnetEdges(scene, subnet, { associations, mains, defaults })),
  ];
}

/** Ways from gateways to a table by the routes in it and those that stand apart. */
function tableEdges(scene: Scene, table: Resource, apart: Pointers): readonly Edge[] {
  const inline = itemsAt(table.values, "route");
  const routes = apart.at(table);
  const edges = [
    ...inline.items.flatMap((route) => routeEdges(scene, table, route, [table, "route"])),
    ...routes.flatMap((route) => routeEdges(scene, table, route.values, [route, "gateway_id"])),
  ];
  // Terraform fills `route` in when nobody wrote it, beside routes that stand apart.
  const isUntold = (inline.hidden && (routes.length === 0 || table.references.has("route"))) || apart.loose.length > 0;
  if (!isUntold) return edges;
  return [...edges, { from: internet, to: table.address, open: undefined, how: "has routes that are not told" }];
}

function routeEdges(
  scene: Scene,
  table: Resource,
  route: Value,
  [holder, attribute]: readonly [Resource, string],
): readonly Edge[] {
  const target = destinationOf(route);
  const gateway = valueAt(route, "gateway_id");
  if (target === false || gateway === undefined || gateway === "") return [];
  const { found } = aim(scene, holder, attribute, ["aws_internet_gateway"]);
  const how = target === undefined ? "may route the internet to it" : `routes ${target} to it`;
  const open: Truth = target === undefined ? undefined : true;
  if (found.length > 0) return found.map(({ address }) => ({ from: address, to: table.address, open, how }));
  if (typeof gateway === "string") {
    const isInternet = gateway.startsWith("igw-");
    return isInternet
      ? [{ from: internet, to: table.address, open, how: "routes to an internet gateway that is there" }]
      : [];
  }
  const untold = "routes the internet to a gateway that the plan does not tell";
  return [{ from: internet, to: table.address, open: undefined, how: untold }];
}

/** The CIDR when it is the internet, false when it is another, undefined when it is not told. */
function destinationOf(route: Value): string | false | undefined {
  const values = ["cidr_block", "ipv6_cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block"].map((key) =>
    valueAt(route, key),
  );
  const world = values.find((value) => typeof value === "string" && isWorld(value));
  if (typeof world === "string") return world;
  return values.some(isHidden) && !values.some((value) => typeof value === "string" && value !== "")
    ? undefined
    : false;
}

type Tables = { readonly associations: Pointers; readonly mains: Pointers; readonly defaults: Pointers };

/** A subnet has the table that is associated with it, else the main one of its VPC (VPC guide, "Route tables"). */
function subnetEdges(scene: Scene, subnet: Resource, tables: Tables): readonly Edge[] {
  const associations = tables.associations.at(subnet);
  const edges = associations.flatMap((one): readonly Edge[] => {
    const { found, uncertain } = aim(scene, one, "route_table_id", tableTypes);
    const how = `is associated with it by ${one.address}`;
    if (found.length > 0) return found.map(({ address }) => ({ from: address, to: subnet.address, open: true, how }));
    const outside = `is associated with a route table that is ${uncertain ? "not told" : "not part of the plan"}`;
    return [{ from: internet, to: subnet.address, open: undefined, how: outside }];
  });
  if (edges.length > 0) return edges;
  if (tables.associations.loose.length > 0 || subnet.type === "aws_default_subnet") {
    return [{ from: internet, to: subnet.address, open: undefined, how: "has a route table that is not told" }];
  }
  return mainEdges(scene, subnet, tables);
}

function mainEdges(scene: Scene, subnet: Resource, { mains, defaults }: Tables): readonly Edge[] {
  const vpc = aim(scene, subnet, "vpc_id", ["aws_vpc"]).found[0];
  if (vpc === undefined) {
    const how =
      "has no route table in the plan, and its VPC is not part of it: whether it routes to the internet is not told";
    return [{ from: internet, to: subnet.address, open: undefined, how }];
  }
  const how = `uses it as the main route table of ${vpc.address}`;
  const tables = [
    ...mains.at(vpc).flatMap((one) => aim(scene, one, "route_table_id", tableTypes).found),
    ...defaults.at(vpc),
  ];
  if (tables.length > 0) return tables.map(({ address }) => ({ from: address, to: subnet.address, open: true, how }));
  const isNew = vpc.actions?.includes("create") === true;
  const closed = `has the main route table of ${vpc.address}, which routes within the VPC only`;
  const untold = `has the main route table of ${vpc.address}, whose routes are not part of the plan`;
  return [{ from: internet, to: subnet.address, open: isNew ? false : undefined, how: isNew ? closed : untold }];
}

/** Whether a subnet gives public addresses to what starts in it. */
export function mapsPublic(subnet: Resource): Truth {
  const value = valueAt(subnet.values, "map_public_ip_on_launch");
  if (isHidden(value)) return undefined;
  if (subnet.type === "aws_default_subnet" && value === undefined) return true;
  return textAt(subnet.values, "map_public_ip_on_launch") === "true";
}
