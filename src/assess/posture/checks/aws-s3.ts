import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import {
  aclIsPublic,
  aspectOf,
  type BlockFlag,
  belongsToBucket,
  blocked,
  grantsArePublic,
  inlineSetting,
  judgeBucketPolicy,
} from "../aws-bucket.ts";
import { everyoneMay, judgePolicyAt } from "../aws-policy.ts";
import { type Judge, tell } from "../aws-setting.ts";
import { anyOf, type Check, notApplicable, passWhen, type Truth, unlessElse } from "../check.ts";

const blockPage = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";

/** Who reaches the buckets of S3. */
export const awsS3Checks: readonly Check[] = [
  {
    id: "aws-s3/acl-not-public",
    title: "The ACL of the bucket grants nothing to everyone",
    severity: "critical",
    types: ["aws_s3_bucket", "aws_s3_bucket_acl"],
    fix: "set acl = private, remove grants to AllUsers and AuthenticatedUsers, or set ignore_public_acls = true",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html", blockPage],
    aka: { ckv: ["CKV_AWS_20", "CKV_AWS_57"], avd: ["AVD-AWS-0092"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeAcl,
  },
  {
    id: "aws-s3/policy-not-public",
    title: "The policy of the bucket lets nobody in without saying who",
    severity: "critical",
    types: ["aws_s3_bucket", "aws_s3_bucket_policy"],
    fix: "name principals in policy, add a condition such as aws:PrincipalOrgID, or set restrict_public_buckets = true",
    references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],
    aka: { ckv: ["CKV_AWS_70"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgePolicy,
  },
  {
    id: "aws-s3/block-public-acls",
    title: "New public ACLs are refused for the bucket",
    severity: "high",
    types: ["aws_s3_bucket"],
    fix: "set block_public_acls = true in aws_s3_bucket_public_access_block",
    references: [blockPage],
    aka: { ckv: ["CKV_AWS_53"], avd: ["AVD-AWS-0086"], cis: ["CIS AWS 3.0.0 2.1.4"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeBlock("block_public_acls"),
  },
  {
    id: "aws-s3/block-public-policy",
    title: "New public policies are refused for the bucket",
    severity: "high",
    types: ["aws_s3_bucket"],
    fix: "set block_public_policy = true in aws_s3_bucket_public_access_block",
    references: [blockPage],
    aka: { ckv: ["CKV_AWS_54"], avd: ["AVD-AWS-0087"], cis: ["CIS AWS 3.0.0 2.1.4"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeBlock("block_public_policy"),
  },
  {
    id: "aws-s3/ignore-public-acls",
    title: "Public ACLs of the bucket and its objects have no effect",
    severity: "high",
    types: ["aws_s3_bucket"],
    fix: "set ignore_public_acls = true in aws_s3_bucket_public_access_block",
    references: [blockPage],
    aka: { ckv: ["CKV_AWS_55"], avd: ["AVD-AWS-0091"], cis: ["CIS AWS 3.0.0 2.1.4"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeBlock("ignore_public_acls"),
  },
  {
    id: "aws-s3/restrict-public-buckets",
    title: "A public policy of the bucket lets in the own account only",
    severity: "high",
    types: ["aws_s3_bucket"],
    fix: "set restrict_public_buckets = true in aws_s3_bucket_public_access_block",
    references: [blockPage],
    aka: { ckv: ["CKV_AWS_56"], avd: ["AVD-AWS-0093"], cis: ["CIS AWS 3.0.0 2.1.4"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgeBlock("restrict_public_buckets"),
  },
];

function judgeAcl(resource: Resource, deployment: Deployment): Judgement {
  if (resource.type === "aws_s3_bucket_acl") {
    return belongsToBucket(resource, deployment) ? notApplicable : judgeAcls([resource], { uncertain: false });
  }
  const shields = (["ignore_public_acls", "block_public_acls"] as const).map(
    (flag) => blocked(resource, deployment, flag).isOn,
  );
  return unlessElse(anyOf([...shields, hasAclsDisabled(resource, deployment)]), "acl", () =>
    judgeAclsOf(resource, deployment),
  );
}

function judgeAclsOf(bucket: Resource, deployment: Deployment): Judgement {
  const { found, uncertain } = pointingTo(deployment, bucket, "aws_s3_bucket_acl", "bucket");
  const apart = judgeAcls(found, { uncertain });
  if (apart.status === "fail") return apart;
  const grants = inlineSetting(bucket, "grant", deployment).value;
  const inline = anyOf([
    aclIsPublic(inlineSetting(bucket, "acl", deployment).value),
    grants === undefined ? false : grantsArePublic(bucket.values, ["grant"]),
  ]);
  return inline === false ? apart : tell(inline === undefined ? undefined : false, "acl", publicAcl);
}

const publicAcl = "the ACL grants access to everyone";

/** With the owner enforced, ACLs have no effect. */
function hasAclsDisabled(bucket: Resource, deployment: Deployment): Truth {
  const type = "aws_s3_bucket_ownership_controls";
  const { value } = aspectOf(bucket, deployment, { type, name: "rule.0.object_ownership", inline: "object_ownership" });
  return isHidden(value) ? undefined : value === "BucketOwnerEnforced";
}

function judgeAcls(acls: readonly Resource[], { uncertain }: { readonly uncertain: boolean }): Judgement {
  const isPublic = anyOf(
    acls.flatMap(({ values }) => [
      aclIsPublic(values["acl"]),
      grantsArePublic(values, ["access_control_policy", 0, "grant"]),
    ]),
  );
  const at = acls.length > 0 ? "aws_s3_bucket_acl.acl" : "acl";
  if (isPublic === true) return tell(false, at, publicAcl);
  return tell(isPublic === undefined || uncertain ? undefined : true, at, publicAcl);
}

function judgePolicy(resource: Resource, deployment: Deployment): Judgement {
  if (resource.type === "aws_s3_bucket_policy") {
    return belongsToBucket(resource, deployment)
      ? notApplicable
      : judgePolicyAt(resource.values, "policy", everyoneMay);
  }
  const shields = (["restrict_public_buckets", "block_public_policy"] as const).map(
    (flag) => blocked(resource, deployment, flag).isOn,
  );
  return unlessElse(anyOf(shields), "policy", () => judgeBucketPolicy(resource, deployment));
}

/**
 * Buckets made since April 2023 block public access unless told otherwise; older ones do not, and a plan does not tell
 * the age of what is there. An access block that leaves a switch out turns it off.
 * Source: "Amazon S3 to change default settings for new buckets", AWS, 2023-04.
 */
function judgeBlock(flag: BlockFlag): Judge {
  return (bucket, deployment) => {
    const { isOn, isSaid } = blocked(bucket, deployment, flag);
    const at = `aws_s3_bucket_public_access_block.${flag}`;
    if (isOn === true || isSaid) return tell(isOn, at, "off, or not set");
    if (isOn === undefined || bucket.actions?.includes("create") !== true) return passWhen(undefined, { at });
    return passWhen(true, { at, found: "left to the default of new buckets, which is on" });
  };
}
