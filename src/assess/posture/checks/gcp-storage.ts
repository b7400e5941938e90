import { type Deployment, targetsOf } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { type Resource, valueAt } from "../../../domain/resource.ts";
import { anyOf, type Check, failWhen, notApplicable, passWhen } from "../check.ts";
import { iamTypes, isPublicMember, judgePublicGrants } from "../gcp-grants.ts";
import { mustBe, mustBeGiven, mustBeSet } from "../setting.ts";
import { is, matches, textsAt } from "../values.ts";

const cloud = "https://cloud.google.com";
const aclTypes = [
  ...["google_storage_bucket_acl", "google_storage_default_object_acl", "google_storage_object_acl"],
  ...["google_storage_bucket_access_control", "google_storage_default_object_access_control"],
  "google_storage_object_access_control",
];
const sinkTypes = ["project", "folder", "organization", "billing_account"].map((of) => `google_logging_${of}_sink`);

/** Buckets of Google Cloud. */
export const gcpStorageChecks: readonly Check[] = [
  {
    id: "gcp-storage/no-public-members",
    title: "No role on the bucket is granted to everyone",
    severity: "critical",
    types: iamTypes("google_storage_bucket"),
    fix: "remove allUsers and allAuthenticatedUsers from member, members or policy_data",
    references: [`${cloud}/storage/docs/access-control/making-data-public`],
    aka: { ckv: ["CKV_GCP_28"], avd: ["AVD-GCP-0001"], cis: ["CIS GCP 2.0.0 5.1"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-storage/no-public-acl",
    title: "No ACL grants the bucket or its objects to everyone",
    severity: "critical",
    types: aclTypes,
    fix: "remove allUsers and allAuthenticatedUsers, and predefined ACLs that begin with public",
    references: [`${cloud}/storage/docs/access-control/lists`],
    aka: { avd: ["AVD-GCP-0001"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeAcl,
  },
  {
    id: "gcp-storage/uniform-access",
    title: "The bucket is governed by IAM alone, without ACLs of objects",
    severity: "medium",
    types: ["google_storage_bucket"],
    fix: "set uniform_bucket_level_access = true",
    references: [`${cloud}/storage/docs/uniform-bucket-level-access`],
    aka: { ckv: ["CKV_GCP_29"], avd: ["AVD-GCP-0002"], cis: ["CIS GCP 2.0.0 5.2"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    judge: ({ values }) => mustBe(values, ["uniform_bucket_level_access", "bucket_policy_only"], true, false),
  },
  {
    id: "gcp-storage/public-access-prevention",
    title: "The bucket cannot be made public",
    severity: "medium",
    types: ["google_storage_bucket"],
    fix: 'set public_access_prevention = "enforced"',
    references: [`${cloud}/storage/docs/public-access-prevention`],
    aka: { ckv: ["CKV_GCP_114"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    // The default, inherited, leaves it to the organisation, which a plan does not tell: but nothing here prevents it.
    judge: ({ values }) => mustBe(values, "public_access_prevention", "enforced", false),
  },
  {
    id: "gcp-storage/versioning",
    title: "The bucket keeps what is overwritten or deleted",
    severity: "low",
    types: ["google_storage_bucket"],
    fix: "set versioning.enabled = true",
    references: [`${cloud}/storage/docs/object-versioning`],
    aka: { ckv: ["CKV_GCP_78"] },
    controls: ["nist-800-53:CP-9"],
    judge: ({ values }) => mustBe(values, "versioning.0.enabled", true, false),
  },
  {
    id: "gcp-storage/access-log",
    title: "Access to the bucket is logged",
    severity: "low",
    types: ["google_storage_bucket"],
    fix: "add logging with log_bucket, or data access logs of the project",
    references: [`${cloud}/storage/docs/access-logs`],
    aka: { ckv: ["CKV_GCP_62"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: ({ values }) => mustBeSet(values, "logging"),
  },
  {
    id: "gcp-storage/log-elsewhere",
    title: "The bucket does not log into itself",
    severity: "low",
    types: ["google_storage_bucket"],
    fix: "set logging.log_bucket to another bucket",
    references: [`${cloud}/storage/docs/access-logs`],
    aka: { ckv: ["CKV_GCP_63"] },
    controls: ["nist-800-53:AU-9"],
    judge: judgeLogBucket,
  },
  {
    id: "gcp-storage/own-key",
    title: "The bucket is encrypted with a key of one's own",
    severity: "low",
    types: ["google_storage_bucket"],
    fix: "set encryption.default_kms_key_name",
    references: [`${cloud}/storage/docs/encryption/customer-managed-keys`],
    aka: { avd: ["AVD-GCP-0066"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "encryption.0.default_kms_key_name"),
  },
  {
    id: "gcp-storage/log-sink-locked",
    title: "Logs that go to a bucket cannot be deleted before their time",
    severity: "low",
    types: sinkTypes,
    fix: "set retention_policy.is_locked = true on the bucket of the sink",
    references: [`${cloud}/storage/docs/bucket-lock`],
    aka: { ckv: ["CKV2_GCP_4"], cis: ["CIS GCP 2.0.0 2.3"] },
    controls: ["nist-800-53:AU-9", "nist-800-53:AU-11"],
    judge: judgeSink,
  },
];

function judgeAcl({ values }: Resource): Judgement {
  const entries = textsAt(values, "role_entity");
  const isPublic = anyOf([
    matches(values, "entity", isPublicMember),
    entries?.some((entry) => isPublicMember(entry.split(":").at(-1) ?? "")),
    matches(values, "predefined_acl", (acl) => /^(?:public|authenticated)/.test(acl)),
  ]);
  return failWhen(isPublic, { at: "role_entity", ...(isPublic === true && { found: "granted to everyone" }) });
}

function judgeLogBucket({ values }: Resource): Judgement {
  const name = valueAt(values, "name");
  const isSame = typeof name === "string" ? is(values, ["logging", 0, "log_bucket"], name) : undefined;
  return failWhen(isSame, { at: "logging[0].log_bucket" });
}

/** The bucket of a sink: by reference, or by `storage.googleapis.com/<name>`. */
function judgeSink(sink: Resource, deployment: Deployment): Judgement {
  const destination = valueAt(sink.values, "destination");
  const prefix = "storage.googleapis.com/";
  const isText = typeof destination === "string";
  if (isText && !destination.startsWith(prefix)) return notApplicable;
  const named = isText
    ? (deployment.byIdentity.get(`google_storage_bucket\n${destination.slice(prefix.length)}`) ?? [])
    : [];
  const referred = targetsOf(deployment, sink, "destination", ["google_storage_bucket"]).found;
  const [bucket] = [...named, ...referred];
  if (bucket === undefined) return passWhen(undefined, { at: "destination" });
  return mustBe(bucket.values, "retention_policy.0.is_locked", true, false);
}
