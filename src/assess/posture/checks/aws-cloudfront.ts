import type { Judgement } from "../../../domain/posture.ts";
import type { Resource, Value } from "../../../domain/resource.ts";
import { settingIsSet, tell } from "../aws-setting.ts";
import { allOf, anyOf, type Check, not, notApplicable } from "../check.ts";
import { blocks, is, isSet, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html";
const types = ["aws_cloudfront_distribution"];

/** The content network of AWS. */
export const awsCloudfrontChecks: readonly Check[] = [
  {
    id: "aws-cloudfront/viewer-encrypted",
    title: "Every behaviour of the distribution asks viewers for HTTPS",
    severity: "high",
    types,
    fix: "set viewer_protocol_policy = redirect-to-https or https-only in every cache behaviour",
    references: [hub],
    aka: { ckv: ["CKV_AWS_34"], avd: ["AVD-AWS-0012"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeViewers,
  },
  {
    id: "aws-cloudfront/viewer-tls",
    title: "The distribution refuses TLS 1.0 and 1.1",
    severity: "high",
    types,
    fix: "set minimum_protocol_version = TLSv1.2_2021 or later, with a certificate of your own",
    references: [
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    ],
    aka: { ckv: ["CKV_AWS_174"], avd: ["AVD-AWS-0013"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // With CloudFront's own certificate the version is TLSv1 whatever is written.
    judge: ({ values }) =>
      tell(
        allOf([
          not(is(values, ["viewer_certificate", 0, "cloudfront_default_certificate"], true)),
          matches(values, ["viewer_certificate", 0, "minimum_protocol_version"], (text) => /^TLSv1\.[23]/.test(text)),
        ]),
        "viewer_certificate[0].minimum_protocol_version",
        "it takes TLS 1.0 or 1.1, or has CloudFront's own certificate, with which it does",
      ),
  },
  {
    id: "aws-cloudfront/access-logs",
    title: "Requests to the distribution are logged",
    severity: "medium",
    types,
    fix: "set logging_config with bucket",
    references: [hub],
    aka: { ckv: ["CKV_AWS_86"], avd: ["AVD-AWS-0010"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingIsSet("logging_config"),
  },
  {
    id: "aws-cloudfront/web-firewall",
    title: "A web firewall stands before the distribution",
    severity: "medium",
    types,
    fix: "set web_acl_id",
    references: [hub],
    aka: { ckv: ["CKV_AWS_68"], avd: ["AVD-AWS-0011"] },
    controls: ["nist-800-53:SC-7"],
    judge: settingIsSet("web_acl_id"),
  },
  {
    id: "aws-cloudfront/origin-encrypted",
    title: "The distribution speaks HTTPS to its origins",
    severity: "medium",
    types,
    fix: "set origin_protocol_policy = https-only in custom_origin_config",
    references: [hub],
    aka: { ckv: ["CKV2_AWS_72"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeOrigins,
  },
  {
    id: "aws-cloudfront/bucket-origin-access",
    title: "Origins in S3 are read with an identity of the distribution",
    severity: "medium",
    types,
    fix: "set origin_access_control_id, so that the bucket need not be public",
    references: [
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ],
    aka: { ckv: ["CKV2_AWS_46"] },
    controls: ["nist-800-53:AC-3"],
    judge: judgeBuckets,
  },
];

function judgeViewers({ values }: Resource): Judgement {
  const behaviours = ["default_cache_behavior", "ordered_cache_behavior"].map((key) => blocks(values, key));
  const open = behaviours.map(
    (some) => some && anyOf(some.map((one) => is(one, "viewer_protocol_policy", "allow-all"))),
  );
  return tell(not(anyOf(open)), "default_cache_behavior", "a behaviour takes HTTP");
}

/** The policy match-viewer is as good as the viewer's side; only http-only is never encrypted. */
function judgeOrigins({ values }: Resource): Judgement {
  const origins = blocks(values, "origin");
  const plain = origins?.map((one) =>
    matches(one, ["custom_origin_config", 0, "origin_protocol_policy"], (text) => text === "http-only"),
  );
  return tell(plain && not(anyOf(plain)), "origin", "an origin is asked with HTTP only");
}

function judgeBuckets({ values }: Resource): Judgement {
  const origins = blocks(values, "origin");
  if (origins === undefined) return { status: "unknown", at: "origin" };
  const inS3 = origins.filter((one) => isBucket(one) !== false);
  if (inS3.length === 0) return notApplicable;
  return tell(
    allOf(inS3.map((one) => anyOf([not(isBucket(one)), isGuarded(one)]))),
    "origin",
    "a bucket is read without identity, so it must be public",
  );
}

/** A website endpoint of S3 is a custom origin; a name that is not known yet is a bucket's if there is no other sign. */
function isBucket(origin: Value) {
  if (isSet(origin, "custom_origin_config") === true) return false;
  return matches(origin, "domain_name", (text) => /\.s3[.-][a-z0-9.-]{0,40}amazonaws\.com/.test(text));
}

function isGuarded(origin: Value) {
  return anyOf([
    isSet(origin, "origin_access_control_id"),
    isSet(origin, ["s3_origin_config", 0, "origin_access_identity"]),
  ]);
}
