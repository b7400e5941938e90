import { expect, test } from "bun:test";
import { databaseTypes } from "../../../src/correlate/exposure/aws-databases.ts";
import { group } from "../../support/aws-network.ts";
import { derived, planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const guarded = { vpc_security_group_ids: "aws_security_group.db" };
const database = (type: string, values: object, refs: object = {}) =>
  planned(
    `${type}.d`,
    { publicly_accessible: true, port: later, vpc_security_group_ids: later, ...values },
    { ...guarded, ...refs },
  );
const onPort = (port: number) => group("db", [port, "0.0.0.0/0"]);

test.each([
  ["aws_db_instance", "postgres", 5432],
  ["aws_db_instance", "mysql", 3306],
  ["aws_db_instance", "mariadb", 3306],
  ["aws_db_instance", "oracle-se2", 1521],
  ["aws_db_instance", "sqlserver-ex", 1433],
  ["aws_rds_cluster_instance", "aurora-postgresql", 5432],
  ["aws_rds_cluster_instance", "aurora-mysql", 3306],
  ["aws_redshift_cluster", undefined, 5439],
  ["aws_docdb_cluster_instance", "docdb", 27017],
  ["aws_neptune_cluster_instance", "neptune", 8182],
])("%s of engine %p without a port listens on %p", (type, engine, port) => {
  const one = database(type, { engine });
  expect([verdictOn(one, onPort(port)), verdictOn(one, onPort(22))]).toEqual(["yes", "no"]);
});

test("databaseTypes are all looked at", () => expect(databaseTypes).toHaveLength(5));

test("what is not admitted is told with its port, and what is", () => {
  expect(derived(database("aws_db_instance", { engine: "postgres" }), onPort(22))).toEqual([
    "no aws_db_instance.d: internet → aws_db_instance.d (is publicly accessible; aws_security_group.db does not admit the internet on port 5432, only on port 22)",
  ]);
  expect(derived(database("aws_db_instance", { engine: "postgres" }), onPort(5432))[0]).toEndWith(
    "(is publicly accessible; aws_security_group.db admits 0.0.0.0/0 on port 5432)",
  );
});

test.each([
  ["a port of its own", { engine: "postgres", port: 6000 }, [6000, "0.0.0.0/0"], "yes"],
  ["a port of its own", { engine: "postgres", port: 6000 }, [5432, "0.0.0.0/0"], "no"],
  ["an engine that is not known", { engine: "other" }, [22, "0.0.0.0/0"], "unknown"],
  ["an engine that is not known", { engine: "other" }, [22, "10.0.0.0/8"], "no"],
  ["an engine that is not known", { engine: "other" }, [0, "0.0.0.0/0"], "yes"],
] as const)("a database with %s: %p behind %p: %s", (_, values, rule, expected) => {
  expect(verdictOn(database("aws_db_instance", values), group("db", rule))).toBe(expected);
});

test("a port that somebody wrote and the plan does not tell may be any", () => {
  const one = database("aws_db_instance", { engine: "postgres" }, { port: "random_integer.port" });
  expect([verdictOn(one, onPort(22)), verdictOn(one, onPort(5432)), verdictOn(one, group("db"))]).toEqual([
    "unknown",
    "unknown",
    "no",
  ]);
});

test("an instance listens where its cluster does, a copy where its source does", () => {
  const cluster = planned("aws_rds_cluster.c", { port: 6000, vpc_security_group_ids: later }, guarded);
  const member = database(
    "aws_rds_cluster_instance",
    { engine: "aurora-mysql" },
    { cluster_identifier: "aws_rds_cluster.c" },
  );
  const asked = { ...member, values: { ...Object(member["values"]), cluster_identifier: later } };
  expect([verdictOn(asked, cluster, onPort(6000)), verdictOn(asked, cluster, onPort(3306))]).toEqual(["yes", "no"]);
  const source = planned("aws_db_instance.s", { engine: "mysql", publicly_accessible: false });
  const copy = database(
    "aws_db_instance",
    { replicate_source_db: later },
    { replicate_source_db: "aws_db_instance.s" },
  );
  expect([verdictOn(copy, source, onPort(3306)), verdictOn(copy, source, onPort(22))]).toEqual(["yes no", "no no"]);
});
