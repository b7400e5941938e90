import { isHidden, type Resource, valueAt } from "../../domain/resource.ts";
import { subnetTypes } from "./aws-network.ts";
import type { Guard, Guards } from "./aws-security-groups.ts";
import { tell } from "./connections.ts";
import { type Edge, internet } from "./graph.ts";
import { aim, isOmitted, type Scene } from "./scene.ts";
import { allOf, flagAt, type Truth, textAt } from "./truth.ts";

/** Databases that have an address of their own. */
export const databaseTypes = [
  "aws_db_instance",
  "aws_rds_cluster_instance",
  "aws_redshift_cluster",
  "aws_docdb_cluster_instance",
  "aws_neptune_cluster_instance",
] as const;

const clusterTypes = ["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"] as const;
const subnetGroupTypes = [
  "aws_db_subnet_group",
  "aws_redshift_subnet_group",
  "aws_docdb_subnet_group",
  "aws_neptune_subnet_group",
] as const;
const subnetGroupAttributes = [
  "db_subnet_group_name",
  "cluster_subnet_group_name",
  "neptune_subnet_group_name",
] as const;

/** AWS makes a database publicly accessible only in a VPC with an internet gateway; subnets of the plan are looked at all the same. */
export function databaseEdges(scene: Scene, database: Resource, guards: Guards): readonly Edge[] {
  const isPublic = flagAt(database.values, ["publicly_accessible"], false);
  const holder = aim(scene, database, "cluster_identifier", clusterTypes).found[0] ?? database;
  const group = subnetGroupAttributes.flatMap((attribute) => aim(scene, holder, attribute, subnetGroupTypes).found);
  const subnets = group.flatMap((one) => aim(scene, one, "subnet_ids", subnetTypes).found);
  const admits = admitted(guards(holder, ["vpc_security_group_ids"]), portOf(scene, database, holder));
  const open = allOf([isPublic, admits.open]);
  const words = ["is publicly accessible", "is not publicly accessible", "may be publicly accessible"] as const;
  const how = isPublic === false ? words[1] : `${tell(isPublic, ...words).how}; ${admits.how}`;
  const from = subnets.length > 0 ? subnets.map(({ address }) => address) : [internet];
  return from.map((node) => ({ from: node, to: database.address, open, how }));
}

function admitted(guard: Guard, port: number | undefined): Pick<Edge, "open" | "how"> {
  if (port !== undefined) return { open: guard.world(port), how: guard.text(port) };
  const open: Truth = guard.somewhere();
  return { open, how: open === undefined ? `${guard.text()}; on which port it listens is not told` : guard.text() };
}

/** The port of a database, of its cluster, or of what it is a copy of; by its engine where nobody wrote one; undefined when not told. */
function portOf(scene: Scene, database: Resource, holder: Resource): number | undefined {
  const [source] = aim(scene, database, "replicate_source_db", ["aws_db_instance"]).found;
  const holders = [database, holder, ...(source === undefined ? [] : [source])];
  const writing = holders.find((one) => !isOmitted(scene, one, "port"));
  if (writing !== undefined) {
    const port = valueAt(writing.values, "port");
    return isHidden(port) ? undefined : Number(port);
  }
  const ofType = portOfType.get(database.type);
  const engine = holders.map((one) => textAt(one.values, "engine")).find((one) => one !== undefined);
  return ofType ?? (engine === undefined ? undefined : enginePorts.find(([name]) => name.test(engine))?.[1]);
}

/** Ports where none is written (documentation of Amazon Redshift, DocumentDB and Neptune, "Port"). */
const portOfType: ReadonlyMap<string, number> = new Map([
  ["aws_redshift_cluster", 5439],
  ["aws_docdb_cluster_instance", 27_017],
  ["aws_neptune_cluster_instance", 8182],
]);

/** Ports of engines where none is written (Amazon RDS API Reference, CreateDBInstance, "Port"); `aurora` alone is MySQL. */
const enginePorts: readonly (readonly [engine: RegExp, port: number])[] = [
  [/^(?:aurora-)?postgres/, 5432],
  [/^(?:mysql|mariadb|aurora(?:-mysql)?$)/, 3306],
  [/^(?:custom-)?oracle/, 1521],
  [/^(?:custom-)?sqlserver/, 1433],
];
