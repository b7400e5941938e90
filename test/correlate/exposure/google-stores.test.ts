import { expect, test } from "bun:test";
import { planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const bucket = (values: object = {}) => planned("google_storage_bucket.b", { name: "b", ...values });
const grant = (type: string, values: object) =>
  planned(`${type}.g`, { bucket: later, ...values }, { bucket: "google_storage_bucket.b" });

test.each([
  ["no grant", [bucket()], "no"],
  ["everyone as member", [bucket(), grant("google_storage_bucket_iam_member", { member: "allUsers" })], "yes"],
  [
    "everyone in a binding",
    [bucket(), grant("google_storage_bucket_iam_binding", { members: ["allAuthenticatedUsers"] })],
    "yes",
  ],
  ["everyone in an ACL", [bucket(), grant("google_storage_bucket_acl", { role_entity: ["READER:allUsers"] })], "yes"],
  [
    "public access prevented",
    [
      bucket({ public_access_prevention: "enforced" }),
      grant("google_storage_bucket_iam_member", { member: "allUsers" }),
    ],
    "no",
  ],
  ["a member that is not told", [bucket(), grant("google_storage_bucket_iam_member", { member: later })], "unknown"],
])("a bucket with %s: %s", (_, written, expected) => {
  expect(verdictOn(...written)).toBe(expected);
});

test.each([
  [{ authorized_networks: [{ value: "0.0.0.0/0" }] }, "yes"],
  [{ authorized_networks: [{ value: "203.0.113.0/24" }] }, "no"],
  [{ ipv4_enabled: false, authorized_networks: [{ value: "0.0.0.0/0" }] }, "no"],
  [{ authorized_networks: "<unknown>" }, "unknown"],
])("a database with %p: %s", (configuration, expected) => {
  expect(
    verdictOn(planned("google_sql_database_instance.d", { settings: [{ ip_configuration: [configuration] }] })),
  ).toBe(expected);
});

test.each([
  [{}, "yes"],
  [{ private_cluster_config: [{ enable_private_endpoint: true }] }, "no"],
  [{ master_authorized_networks_config: [{ cidr_blocks: [{ cidr_block: "203.0.113.0/24" }] }] }, "no"],
  [{ master_authorized_networks_config: later }, "unknown"],
])("a cluster with %p: %s", (values, expected) => {
  expect(verdictOn(planned("google_container_cluster.c", { ...values }))).toBe(expected);
});
