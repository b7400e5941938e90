import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { type Aspect, aclIsPublic, aspectOf, policiesOf } from "../aws-bucket.ts";
import type { Statement } from "../aws-policy.ts";
import { everySetting, type Judge, settingIs, tell } from "../aws-setting.ts";
import { anyOf, type Check, not, notApplicable, type Truth, unlessElse } from "../check.ts";

const page = "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html";

/** How the data in buckets of S3 is kept. */
export const awsS3DataChecks: readonly Check[] = [
  {
    id: "aws-s3-data/kms-key",
    title: "Objects are encrypted with a key of KMS",
    // Without any setting S3 encrypts with keys of its own (SSE-S3) since January 2023, so no data lies in clear.
    severity: "low",
    types: ["aws_s3_bucket"],
    fix: "set sse_algorithm = aws:kms in aws_s3_bucket_server_side_encryption_configuration",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"],
    aka: { ckv: ["CKV_AWS_145"], avd: ["AVD-AWS-0132"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: judgeAspect(
      {
        type: "aws_s3_bucket_server_side_encryption_configuration",
        name: "rule.0.apply_server_side_encryption_by_default.0.sse_algorithm",
        inline: "server_side_encryption_configuration.0.rule.0.apply_server_side_encryption_by_default.0.sse_algorithm",
      },
      (text) => text.startsWith("aws:kms"),
    ),
  },
  {
    id: "aws-s3-data/versioning",
    title: "The bucket keeps earlier versions of objects",
    severity: "medium",
    types: ["aws_s3_bucket"],
    fix: "set status = Enabled in aws_s3_bucket_versioning",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"],
    aka: { ckv: ["CKV_AWS_21"], avd: ["AVD-AWS-0090"] },
    controls: ["nist-800-53:CP-9", "nist-800-53:AU-9"],
    judge: judgeAspect(
      {
        type: "aws_s3_bucket_versioning",
        name: "versioning_configuration.0.status",
        inline: "versioning.0.enabled",
      },
      (text) => text === "Enabled" || text === "true",
    ),
  },
  {
    id: "aws-s3-data/access-logs",
    title: "Access to the bucket is logged",
    severity: "low",
    types: ["aws_s3_bucket"],
    fix: "add aws_s3_bucket_logging with a target_bucket",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"],
    aka: { ckv: ["CKV_AWS_18"], avd: ["AVD-AWS-0089"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeLogging,
  },
  {
    id: "aws-s3-data/acls-disabled",
    title: "The owner of the bucket owns every object, and ACLs have no effect",
    severity: "low",
    types: ["aws_s3_bucket_ownership_controls"],
    fix: "set object_ownership = BucketOwnerEnforced",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"],
    aka: { ckv: ["CKV2_AWS_65"] },
    controls: ["nist-800-53:AC-3"],
    judge: settingIs("rule.0.object_ownership", "BucketOwnerEnforced"),
  },
  {
    id: "aws-s3-data/tls-only",
    title: "The policy of the bucket refuses requests without TLS",
    severity: "medium",
    types: ["aws_s3_bucket"],
    fix: "deny s3:* to everyone in policy where aws:SecureTransport is false",
    references: [page],
    aka: { ckv: ["CKV_AWS_379"], cis: ["CIS AWS 3.0.0 2.1.1"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeTransport,
  },
  {
    id: "aws-s3-data/object-acl-not-public",
    title: "The ACL of the object grants nothing to everyone",
    severity: "high",
    types: ["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"],
    fix: "remove acl, or set it to private",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html"],
    aka: {},
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: ({ values }) => tell(not(aclIsPublic(values["acl"])), "acl", "the ACL grants access to everyone"),
  },
  {
    id: "aws-s3-data/access-point-blocked",
    title: "The access point and the account block public access",
    severity: "high",
    types: ["aws_s3_access_point", "aws_s3_account_public_access_block"],
    fix: "set the four switches of the public access block to true",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],
    aka: { ckv: ["CKV_AWS_392"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeSwitches,
  },
];

function judgeAspect(aspect: Aspect, test: (text: string) => boolean): Judge {
  return (bucket, deployment) => {
    const { at, value } = aspectOf(bucket, deployment, aspect);
    return tell(isHidden(value) ? undefined : value !== undefined && test(String(value)), at, "not set so");
  };
}

/** A bucket that others log to would log its own log. */
function judgeLogging(bucket: Resource, deployment: Deployment): Judgement {
  const logs = pointingTo(deployment, bucket, "aws_s3_bucket_logging", "target_bucket");
  if (logs.found.length > 0) return notApplicable;
  const aspect = { type: "aws_s3_bucket_logging", name: "target_bucket", inline: "logging.0.target_bucket" };
  return unlessElse(logs.uncertain ? undefined : false, "target_bucket", () =>
    judgeAspect(aspect, (text) => text !== "")(bucket, deployment),
  );
}

function judgeTransport(bucket: Resource, deployment: Deployment): Judgement {
  const refuses = anyOf(
    policiesOf(bucket, deployment).map(
      (policy): Truth => (policy === undefined ? undefined : policy.some(refusesPlain)),
    ),
  );
  return tell(refuses, "policy", "no statement denies requests without TLS");
}

function refusesPlain({ effect, principals, conditions }: Statement): boolean {
  if (effect !== "Deny" || !principals.some(({ id }) => id === "*")) return false;
  return conditions.some(
    ({ operator, key, values }) =>
      (/^Bool(?:IfExists)?$/.test(operator) &&
        key.toLowerCase() === "aws:securetransport" &&
        values.includes("false")) ||
      (operator.startsWith("NumericLessThan") && key.toLowerCase() === "s3:tlsversion"),
  );
}

const switches = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** An access point blocks by default; the account's switches are off where they are not set. */
function judgeSwitches(resource: Resource, deployment: Deployment): Judgement {
  const isAccount = resource.type === "aws_s3_account_public_access_block";
  const prefix = isAccount ? "" : "public_access_block_configuration.0.";
  const judges = switches.map((name) => settingIs(`${prefix}${name}`, true, !isAccount));
  return everySetting(...judges)(resource, deployment);
}
