import { expect, test } from "bun:test";
import { group, publicNetwork } from "../../support/aws-network.ts";
import { derived, planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const bucket = (values: object = {}) => planned("aws_s3_bucket.b", { bucket: "b", ...values });
const of = (type: string, values: object) =>
  planned(`${type}.x`, { bucket: later, ...values }, { bucket: "aws_s3_bucket.b" });
const policy = (statement: object) =>
  of("aws_s3_bucket_policy", { policy: JSON.stringify({ Statement: [statement] }) });
const everyone = { Effect: "Allow", Principal: "*", Action: "s3:GetObject" };
const block = (values: object) => of("aws_s3_bucket_public_access_block", values);

test("a bucket with a public ACL says by what it is public", () => {
  expect(derived(bucket({ acl: "public-read" }))).toEqual([
    "yes aws_s3_bucket.b: internet → aws_s3_bucket.b (grants everyone access by its ACL)",
  ]);
});

test.each([
  ["nothing", [], "no"],
  ["a public ACL apart", [of("aws_s3_bucket_acl", { acl: "public-read-write" })], "yes"],
  ["a private ACL", [of("aws_s3_bucket_acl", { acl: "private" })], "no"],
  ["a public policy", [policy(everyone)], "yes"],
  ["a policy for all of AWS", [policy({ ...everyone, Principal: { AWS: ["*"] } })], "yes"],
  ["a policy with a condition", [policy({ ...everyone, Condition: {} })], "unknown"],
  ["a policy for one account", [policy({ ...everyone, Principal: { AWS: "arn:aws:iam::1:root" } })], "no"],
  ["a policy that denies", [policy({ ...everyone, Effect: "Deny" })], "no"],
  ["a policy that is not told", [of("aws_s3_bucket_policy", { policy: later })], "unknown"],
  ["a public policy that is blocked", [policy(everyone), block({ restrict_public_buckets: true })], "no"],
  ["a public policy and a block of ACLs", [policy(everyone), block({ ignore_public_acls: true })], "yes"],
  [
    "a public policy and a block that is not told",
    [policy(everyone), block({ restrict_public_buckets: later })],
    "unknown",
  ],
])("a bucket with %s: %s", (_, more, expected) => {
  expect(verdictOn(bucket(), ...more)).toBe(expected);
});

const database = (values: object) =>
  planned(
    "aws_db_instance.d",
    { port: 5432, vpc_security_group_ids: later, ...values },
    { vpc_security_group_ids: "aws_security_group.db" },
  );

test.each([
  [{ publicly_accessible: true }, [5432, "0.0.0.0/0"], "yes"],
  [{ publicly_accessible: true }, [5432, "10.0.0.0/8"], "no"],
  [{ publicly_accessible: true }, [443, "0.0.0.0/0"], "no"],
  [{ publicly_accessible: false }, [5432, "0.0.0.0/0"], "no"],
  [{ publicly_accessible: "<unknown>" }, [5432, "0.0.0.0/0"], "unknown"],
] as const)("a database with %p behind %p: %s", (values, rule, expected) => {
  expect(verdictOn(database(values), group("db", rule))).toBe(expected);
});

test("a public database in subnets of the plan is reached through them", () => {
  const refs = { vpc_security_group_ids: "aws_security_group.db", db_subnet_group_name: "aws_db_subnet_group.g" };
  const placed = planned(
    "aws_db_instance.d",
    { engine: "postgres", publicly_accessible: true, vpc_security_group_ids: later, db_subnet_group_name: later },
    refs,
  );
  const subnets = planned("aws_db_subnet_group.g", { subnet_ids: later }, { subnet_ids: "aws_subnet.public" });
  expect(derived(...publicNetwork, placed, subnets, group("db", [5432, "0.0.0.0/0"]))[0]).toStartWith(
    "yes aws_db_instance.d: internet → aws_internet_gateway.gw",
  );
});

test.each([
  [{}, "yes"],
  [{ endpoint_public_access: false }, "no"],
  [{ public_access_cidrs: ["203.0.113.0/24"] }, "no"],
  [{ endpoint_public_access: "<unknown>" }, "unknown"],
])("a cluster with %p: %s", (config, expected) => {
  expect(verdictOn(planned("aws_eks_cluster.c", { vpc_config: [config] }))).toBe(expected);
});
