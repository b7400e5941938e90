import type { Resource } from "../../domain/resource.ts";
import { isHidden, valueAt } from "../../domain/resource.ts";
import { field, isObject } from "../../standards/wire.ts";
import { admitsWorld } from "./addresses.ts";
import { databaseEdges, databaseTypes } from "./aws-databases.ts";
import type { Guards } from "./aws-security-groups.ts";
import { tell } from "./connections.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { isOmitted, namesOf, ofTypes, type Pointers, pointers, type Scene } from "./scene.ts";
import { allOf, anyOf, flagAt, type Truth, textIs, textsAt } from "./truth.ts";

/** Buckets, databases and clusters that have an address of their own. */
export function awsStorePart(scene: Scene, guards: Guards): Part {
  const buckets = ofTypes(scene, ["aws_s3_bucket"]);
  const databases = ofTypes(scene, databaseTypes);
  const clusters = ofTypes(scene, ["aws_eks_cluster"]);
  const target = (kind: "bucket" | "database" | "cluster") => (resource: Resource) =>
    ({ node: resource.address, kind, resource, images: [], labels: namesOf(resource) }) as const;
  const around = aroundBuckets(scene);
  return {
    targets: [
      ...buckets.map(target("bucket")),
      ...databases.map(target("database")),
      ...clusters.map(target("cluster")),
    ],
    edges: [
      ...buckets.map((one) => bucketEdge(scene, one, around)),
      ...databases.flatMap((one) => databaseEdges(scene, one, guards)),
      ...clusters.map(clusterEdge),
    ],
  };
}

type Around = {
  readonly blocks: Pointers;
  readonly acls: Pointers;
  readonly policies: Pointers;
  readonly account: readonly Resource[];
};

function aroundBuckets(scene: Scene): Around {
  const at = (type: string): Pointers => pointers(scene, [type], ["bucket"], ["aws_s3_bucket"]);
  return {
    blocks: at("aws_s3_bucket_public_access_block"),
    acls: at("aws_s3_bucket_acl"),
    policies: at("aws_s3_bucket_policy"),
    account: ofTypes(scene, ["aws_s3_account_public_access_block"]),
  };
}

/** A bucket is public by an ACL or a policy that grants everyone, unless a block says no (S3 guide, "Blocking public access"). */
function bucketEdge(scene: Scene, bucket: Resource, { blocks, acls, policies, account }: Around): Edge {
  const blocking = [...blocks.at(bucket), ...account];
  const blocked = (keys: readonly string[]): Truth =>
    anyOf([
      ...blocking.flatMap((block) => keys.map((key) => flagAt(block.values, [key], false))),
      blocks.loose.length > 0 ? undefined : false,
    ]);
  const isGranted = anyOf([
    ...[bucket, ...acls.at(bucket)].map((one) =>
      isOmitted(scene, one, "acl") ? false : textIs(one.values, ["acl"], isPublicAcl),
    ),
    acls.loose.length > 0 ? undefined : false,
  ]);
  const isAllowed = anyOf([
    ...[bucket, ...policies.at(bucket)].map((one) => (isFilledIn(scene, one, "policy") ? false : policyAllows(one))),
    policies.loose.length > 0 ? undefined : false,
  ]);
  const byAcl = allOf([isGranted, notBlocked(blocked(["ignore_public_acls"]))]);
  const byPolicy = allOf([isAllowed, notBlocked(blocked(["restrict_public_buckets"]))]);
  const open = anyOf([byAcl, byPolicy]);
  const what = byAcl === true ? "its ACL" : "its policy";
  const closed = isGranted === false && isAllowed === false ? "grants nothing to everyone" : "blocks public access";
  return {
    from: internet,
    to: bucket.address,
    ...tell(open, `grants everyone access by ${what}`, closed, "has an ACL or policy that is not told"),
  };
}

/** ACL and policy of the bucket itself are filled in by the provider where nobody wrote them. */
function isFilledIn(scene: Scene, holder: Resource, attribute: string): boolean {
  return holder.type === "aws_s3_bucket" && isOmitted(scene, holder, attribute);
}

function notBlocked(blocked: Truth): Truth {
  return blocked === undefined ? undefined : !blocked;
}

function isPublicAcl(acl: string): boolean {
  return acl.startsWith("public-");
}

/** Whether a policy allows something to everyone; one with conditions may. A policy that nobody wrote allows nothing. */
function policyAllows(holder: Resource): Truth {
  const value = valueAt(holder.values, "policy");
  if (isHidden(value)) return undefined;
  if (typeof value !== "string" || value === "") return false;
  const statements = statementsIn(value);
  return statements === undefined ? undefined : anyOf(statements.map(statementAllows));
}

function statementsIn(policy: string): readonly unknown[] | undefined {
  try {
    return [field(JSON.parse(policy), "Statement")].flat();
  } catch {
    return undefined;
  }
}

function statementAllows(statement: unknown): Truth {
  if (field(statement, "Effect") !== "Allow" || !isEveryone(field(statement, "Principal"))) return false;
  return field(statement, "Condition") === undefined ? true : undefined;
}

function isEveryone(principal: unknown): boolean {
  const named = isObject(principal) ? field(principal, "AWS") : principal;
  return [named].flat().includes("*");
}

/** The endpoint of a cluster is public for everyone unless written otherwise (EKS guide, "Cluster API server endpoint"). */
function clusterEdge({ address, values }: Resource): Edge {
  const isPublic = flagAt(values, ["vpc_config", 0, "endpoint_public_access"], true);
  const ranges = textsAt(values, "vpc_config", 0, "public_access_cidrs");
  const isUnwritten = ranges.texts.length === 0;
  const open = allOf([isPublic, isUnwritten || admitsWorld(ranges)]);
  const closed = isPublic === false ? "has a private API endpoint" : "admits named ranges to its API endpoint only";
  return {
    from: internet,
    to: address,
    ...tell(open, "has a public API endpoint", closed, "has an API endpoint of which it is not told who gets there"),
  };
}
