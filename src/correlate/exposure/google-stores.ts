import type { Resource } from "../../domain/resource.ts";
import { admitsWorld } from "./addresses.ts";
import { tell } from "./connections.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { namesOf, ofTypes, type Pointers, pointers, type Scene } from "./scene.ts";
import { allOf, anyOf, flagAt, itemsAt, type Truth, textIs, textsAt } from "./truth.ts";

/** Buckets, databases and clusters of Google Cloud. */
export function googleStorePart(scene: Scene): Part {
  const buckets = ofTypes(scene, ["google_storage_bucket"]);
  const databases = ofTypes(scene, ["google_sql_database_instance"]);
  const clusters = ofTypes(scene, ["google_container_cluster"]);
  const target = (kind: "bucket" | "database" | "cluster") => (resource: Resource) =>
    ({ node: resource.address, kind, resource, images: [], labels: namesOf(resource) }) as const;
  const grants = grantTypes.map((type) => pointers(scene, [type], ["bucket"], ["google_storage_bucket"]));
  return {
    targets: [
      ...buckets.map(target("bucket")),
      ...databases.map(target("database")),
      ...clusters.map(target("cluster")),
    ],
    edges: [
      ...buckets.map((one) => bucketEdge(one, grants)),
      ...databases.map(databaseEdge),
      ...clusters.map(clusterEdge),
    ],
  };
}

const grantTypes = [
  "google_storage_bucket_iam_member",
  "google_storage_bucket_iam_binding",
  "google_storage_bucket_access_control",
  "google_storage_default_object_access_control",
  "google_storage_bucket_acl",
] as const;

const everyone = ["allUsers", "allAuthenticatedUsers"] as const;

function bucketEdge(bucket: Resource, grants: readonly Pointers[]): Edge {
  const granted = anyOf([
    ...grants.flatMap((pointing) => pointing.at(bucket).map(grantsEveryone)),
    grants.some((pointing) => pointing.loose.length > 0) ? undefined : false,
  ]);
  const prevented = textIs(bucket.values, ["public_access_prevention"], (word) => word === "enforced");
  const open = allOf([granted, prevented === undefined ? undefined : !prevented]);
  const closed = prevented === true ? "prevents public access" : "grants nothing to everyone";
  return {
    from: internet,
    to: bucket.address,
    ...tell(open, "grants access to everyone", closed, "has grants that are not told"),
  };
}

function grantsEveryone({ values }: Resource): Truth {
  const named = ["member", "members", "entity", "role_entity"].map((key) => textsAt(values, key));
  const acl = textIs(values, ["predefined_acl"], (word) => word.toLowerCase().startsWith("public"));
  const found = named.some(({ texts }) =>
    texts.some((text) => everyone.some((one) => text === one || text.endsWith(`:${one}`))),
  );
  return anyOf([found, acl, named.some(({ hidden }) => hidden) ? undefined : false]);
}

/** A public address lets in authorised networks only; it has one unless written otherwise. */
function databaseEdge({ address, values }: Resource): Edge {
  const at = ["settings", 0, "ip_configuration", 0] as const;
  const isPublic = flagAt(values, [...at, "ipv4_enabled"], true);
  const networks = itemsAt(values, ...at, "authorized_networks");
  const ranges = networks.items.map((one) => textsAt(one, "value"));
  const admits = anyOf([...ranges.map(admitsWorld), networks.hidden ? undefined : false]);
  const closed = isPublic === false ? "has no public address" : "authorises no network of the internet at large";
  return {
    from: internet,
    to: address,
    ...tell(
      allOf([isPublic, admits]),
      "has a public address and authorises the internet",
      closed,
      "has networks that are not told",
    ),
  };
}

/** The control plane is public unless it is private or admits named networks only. */
function clusterEdge({ address, values }: Resource): Edge {
  const isPrivate = flagAt(values, ["private_cluster_config", 0, "enable_private_endpoint"], false);
  const authorised = itemsAt(values, "master_authorized_networks_config");
  const blocks = authorised.items.map((one) => itemsAt(one, "cidr_blocks"));
  const ranges = blocks.flatMap(({ items }) => items).map((one) => textsAt(one, "cidr_block"));
  const isHidden = blocks.some(({ hidden }) => hidden);
  const isRestricted = authorised.items.length > 0;
  const named = anyOf([...ranges.map(admitsWorld), isHidden ? undefined : false]);
  const admits = isRestricted ? named : !authorised.hidden || undefined;
  const open = allOf([isPrivate === undefined ? undefined : !isPrivate, admits]);
  const closed = isPrivate === true ? "has a private API endpoint" : "admits named networks to its API endpoint only";
  return {
    from: internet,
    to: address,
    ...tell(open, "has a public API endpoint", closed, "has an API endpoint of which it is not told who gets there"),
  };
}
