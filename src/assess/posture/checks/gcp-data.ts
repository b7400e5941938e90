import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, failWhen } from "../check.ts";
import { iamTypes, isPublicMember, judgePublicGrants, memberTruths } from "../gcp-grants.ts";
import { mustBe, mustBeGiven } from "../setting.ts";
import { matches } from "../values.ts";

const cloud = "https://cloud.google.com";
const datasetTypes = ["google_bigquery_dataset", "google_bigquery_dataset_access"];

/** Data and messaging of Google Cloud. */
export const gcpDataChecks: readonly Check[] = [
  {
    id: "gcp-data/bigquery-not-public",
    title: "The dataset is not open to everyone",
    severity: "critical",
    types: [...iamTypes("google_bigquery_dataset", "google_bigquery_table"), ...datasetTypes],
    fix: "remove allUsers and allAuthenticatedUsers, and special_group allAuthenticatedUsers",
    references: [`${cloud}/bigquery/docs/control-access-to-resources-iam`],
    aka: { ckv: ["CKV_GCP_15", "CKV_GCP_100"], avd: ["AVD-GCP-0046"], cis: ["CIS GCP 2.0.0 7.1"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeDataset,
  },
  {
    id: "gcp-data/bigquery-own-key",
    title: "Tables of the dataset are encrypted with a key of one's own",
    severity: "low",
    types: ["google_bigquery_dataset"],
    fix: "set default_encryption_configuration.kms_key_name",
    references: [`${cloud}/bigquery/docs/customer-managed-encryption`],
    aka: { ckv: ["CKV_GCP_81"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: (resource, deployment) =>
      mustBeGiven(resource, deployment, "default_encryption_configuration.0.kms_key_name"),
  },
  {
    id: "gcp-data/pubsub-not-public",
    title: "The topic and its subscriptions are not open to everyone",
    severity: "high",
    types: iamTypes("google_pubsub_topic", "google_pubsub_subscription"),
    fix: "remove allUsers and allAuthenticatedUsers",
    references: [`${cloud}/pubsub/docs/access-control`],
    aka: { ckv: ["CKV_GCP_99"] },
    controls: ["nist-800-53:AC-3"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-data/pubsub-own-key",
    title: "Messages are encrypted with a key of one's own",
    severity: "low",
    types: ["google_pubsub_topic"],
    fix: "set kms_key_name",
    references: [`${cloud}/pubsub/docs/encryption`],
    aka: { ckv: ["CKV_GCP_83"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "kms_key_name"),
  },
  {
    id: "gcp-data/registry-not-public",
    title: "The repository of packages is not open to everyone",
    severity: "high",
    types: iamTypes("google_artifact_registry_repository"),
    fix: "remove allUsers and allAuthenticatedUsers",
    references: [`${cloud}/artifact-registry/docs/access-control`],
    aka: { ckv: ["CKV_GCP_101"] },
    controls: ["nist-800-53:AC-3"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-data/registry-own-key",
    title: "Packages are encrypted with a key of one's own",
    severity: "low",
    types: ["google_artifact_registry_repository"],
    fix: "set kms_key_name",
    references: [`${cloud}/artifact-registry/docs/cmek`],
    aka: { ckv: ["CKV_GCP_84"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "kms_key_name"),
  },
  {
    id: "gcp-data/redis-auth",
    title: "Redis asks for a password",
    severity: "high",
    types: ["google_redis_instance"],
    fix: "set auth_enabled = true",
    references: [`${cloud}/memorystore/docs/redis/auth-overview`],
    aka: { ckv: ["CKV_GCP_95"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:AC-3"],
    judge: ({ values }) => mustBe(values, "auth_enabled", true, false),
  },
  {
    id: "gcp-data/redis-tls",
    title: "Redis refuses connections without TLS",
    severity: "medium",
    types: ["google_redis_instance"],
    fix: 'set transit_encryption_mode = "SERVER_AUTHENTICATION"',
    references: [`${cloud}/memorystore/docs/redis/about-in-transit-encryption`],
    aka: { ckv: ["CKV_GCP_97"] },
    controls: ["nist-800-53:SC-8"],
    // The provider's default is DISABLED.
    judge: ({ values }) => mustBe(values, "transit_encryption_mode", "SERVER_AUTHENTICATION", false),
  },
  {
    id: "gcp-data/spanner-own-key",
    title: "The Spanner database is encrypted with a key of one's own",
    severity: "low",
    types: ["google_spanner_database"],
    fix: "set encryption_config.kms_key_name",
    references: [`${cloud}/spanner/docs/cmek`],
    aka: { ckv: ["CKV_GCP_93"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "encryption_config.0.kms_key_name"),
  },
  {
    id: "gcp-data/spanner-drop-protection",
    title: "The Spanner database cannot be dropped by accident",
    severity: "low",
    types: ["google_spanner_database"],
    fix: "set enable_drop_protection = true",
    references: [`${cloud}/spanner/docs/prevent-database-deletion`],
    aka: { ckv: ["CKV_GCP_120"] },
    controls: ["nist-800-53:CP-9"],
    judge: ({ values }) => mustBe(values, "enable_drop_protection", true, false),
  },
  {
    id: "gcp-data/dataproc-private",
    title: "Machines of Dataproc have no public addresses",
    severity: "high",
    types: ["google_dataproc_cluster"],
    fix: "set cluster_config.gce_cluster_config.internal_ip_only = true",
    references: [`${cloud}/dataproc/docs/concepts/configuring-clusters/network`],
    aka: { ckv: ["CKV_GCP_103"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "cluster_config.0.gce_cluster_config.0.internal_ip_only", true, false),
  },
  {
    id: "gcp-data/dataproc-not-public",
    title: "The Dataproc cluster is not open to everyone",
    severity: "high",
    types: iamTypes("google_dataproc_cluster"),
    fix: "remove allUsers and allAuthenticatedUsers",
    references: [`${cloud}/dataproc/docs/concepts/iam/iam`],
    aka: { ckv: ["CKV_GCP_98"] },
    controls: ["nist-800-53:AC-3"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-data/notebook-private",
    title: "The notebook has no public address",
    severity: "high",
    types: ["google_notebooks_instance", "google_workbench_instance"],
    fix: "set no_public_ip = true (gce_setup.disable_public_ip in Workbench)",
    references: [`${cloud}/vertex-ai/docs/workbench/instances/create`],
    aka: { ckv: ["CKV_GCP_89", "CKV2_GCP_28"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, ["no_public_ip", "gce_setup.0.disable_public_ip"], true, false),
  },
  {
    id: "gcp-data/dataflow-private",
    title: "Workers of Dataflow have no public addresses",
    severity: "medium",
    types: ["google_dataflow_job"],
    fix: 'set ip_configuration = "WORKER_IP_PRIVATE"',
    references: [`${cloud}/dataflow/docs/guides/routes-firewall`],
    aka: { ckv: ["CKV_GCP_94"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "ip_configuration", "WORKER_IP_PRIVATE", false),
  },
  {
    id: "gcp-data/build-workers-private",
    title: "Build workers have no public addresses",
    severity: "medium",
    types: ["google_cloudbuild_worker_pool"],
    fix: "set worker_config.no_external_ip = true",
    references: [`${cloud}/build/docs/private-pools/private-pools-overview`],
    aka: { ckv: ["CKV_GCP_86"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "worker_config.0.no_external_ip", true, false),
  },
];

/** Access stands in IAM resources, in blocks of the dataset, or in resources of its own. */
function judgeDataset(resource: Resource): Judgement {
  if (!datasetTypes.includes(resource.type)) return judgePublicGrants(resource);
  const keys = ["special_group", "iam_member"];
  const isPublic =
    resource.type === "google_bigquery_dataset"
      ? anyOf(keys.flatMap((key) => memberTruths(resource.values, "access", key, isPublicMember)))
      : anyOf(keys.map((key) => matches(resource.values, key, isPublicMember)));
  return failWhen(isPublic, { at: "access", ...(isPublic === true && { found: "granted to everyone" }) });
}
