import { type Deployment, pointingTo, targetsOf } from "../../domain/deployment.ts";
import type { Judgement } from "../../domain/posture.ts";
import { type Resource, unknownValue, type Value } from "../../domain/resource.ts";
import { everyoneMay, judgePolicyAt, policyAt, type Statement } from "./aws-policy.ts";
import { isOnForAccount } from "./aws-setting.ts";
import { anyOf, notApplicable, type Truth, worstOf } from "./check.ts";
import { isLeftToProvider } from "./configured.ts";
import { type Setting, settingOf } from "./setting.ts";
import { blocks, is } from "./values.ts";

/** S3 buckets: since version 4 of the provider, what belongs to a bucket stands in resources of its own. */

/** Where a setting of a bucket stands: in a resource that points to it, and in attributes of older providers. */
export type Aspect = { readonly type: string; readonly name: string; readonly inline: string };

/** The setting of a bucket, wherever it is written; unknown when some resource may belong to it. */
export function aspectOf(bucket: Resource, deployment: Deployment, { type, name, inline }: Aspect): Setting {
  const { found, uncertain } = pointingTo(deployment, bucket, type, "bucket");
  const [first] = found;
  if (first !== undefined) {
    const { at, value } = settingOf(first.values, name);
    return { at: `${type}.${at}`, value };
  }
  const own = inlineSetting(bucket, inline, deployment);
  return own.value === undefined && uncertain ? { at: own.at, value: unknownValue } : own;
}

/** Since version 4 the inline attributes are filled in by the provider: unknown in plans that do not set them. */
export function inlineSetting(bucket: Resource, inline: string, deployment: Deployment): Setting {
  const { at, value } = settingOf(bucket.values, inline);
  const [attribute = ""] = inline.split(".");
  return { at, value: isLeftToProvider(bucket, attribute, deployment) ? undefined : value };
}

export type BlockFlag = "block_public_acls" | "block_public_policy" | "ignore_public_acls" | "restrict_public_buckets";

/** Whether a switch of the public access block is on for the bucket, and whether anything says so. */
export function blocked(
  bucket: Resource,
  deployment: Deployment,
  flag: BlockFlag,
): { readonly isOn: Truth; readonly isSaid: boolean } {
  const own = pointingTo(deployment, bucket, "aws_s3_bucket_public_access_block", "bucket");
  const account = isOnForAccount(bucket, deployment, "aws_s3_account_public_access_block", (values) =>
    is(values, flag, true),
  );
  const said = own.found.map(({ values }) => is(values, flag, true));
  return {
    isOn: anyOf([...said, account, own.uncertain ? undefined : false]),
    isSaid: own.found.length > 0 || own.uncertain,
  };
}

/** Who an ACL lets in: everyone, or everyone with any AWS account. Source: "Access control list overview", S3 user guide. */
export function aclIsPublic(acl: Value | undefined): Truth {
  if (acl === unknownValue) return undefined;
  return typeof acl === "string" && publicAcls.has(acl);
}

const publicAcls: ReadonlySet<string> = new Set(["public-read", "public-read-write", "authenticated-read"]);

/** The same for written grants: blocks with a grantee's URI, or with a grantee that has one. */
export function grantsArePublic(values: Value, path: readonly (string | number)[]): Truth {
  const grants = blocks(values, path);
  if (grants === undefined) return undefined;
  return anyOf(
    grants.map((grant) =>
      anyOf(everyoneUris.flatMap((uri) => [is(grant, "uri", uri), is(grant, ["grantee", 0, "uri"], uri)])),
    ),
  );
}

const everyoneUris = [
  "http://acs.amazonaws.com/groups/global/AllUsers",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
];

/** A resource that belongs to a bucket of the deployment is judged with it. */
export function belongsToBucket(resource: Resource, deployment: Deployment): boolean {
  return targetsOf(deployment, resource, "bucket", ["aws_s3_bucket"]).found.length > 0;
}

/** The policies of a bucket: statements, or undefined for what is not told. */
export function policiesOf(bucket: Resource, deployment: Deployment): readonly (readonly Statement[] | undefined)[] {
  const { found, uncertain } = pointingTo(deployment, bucket, "aws_s3_bucket_policy", "bucket");
  const apart = found.map(({ values }) => policyAt(values, "policy"));
  const own = isLeftToProvider(bucket, "policy", deployment) ? [] : policyAt(bucket.values, "policy");
  return [...apart, own, ...(uncertain ? [undefined] : [])];
}

/** Whether a policy of the bucket lets everyone in. */
export function judgeBucketPolicy(bucket: Resource, deployment: Deployment): Judgement {
  const { found, uncertain } = pointingTo(deployment, bucket, "aws_s3_bucket_policy", "bucket");
  const own = isLeftToProvider(bucket, "policy", deployment) ? [] : [bucket];
  const all = [...found, ...own].map(({ values }) => judgePolicyAt(values, "policy", everyoneMay));
  return worstOf([...all, uncertain ? { status: "unknown", at: "policy" } : notApplicable]);
}
