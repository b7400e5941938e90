import { policyNamesWho } from "../aws-policy.ts";
import { settingIsNot, settingIsSet } from "../aws-setting.ts";
import type { Check } from "../check.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html";

/** Topics of AWS. */
export const awsSnsChecks: readonly Check[] = [
  {
    id: "aws-sns/encrypted",
    title: "Messages of the topic are encrypted",
    severity: "medium",
    types: ["aws_sns_topic"],
    fix: "set kms_master_key_id",
    references: ["https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html", hub],
    aka: { ckv: ["CKV_AWS_26"], avd: ["AVD-AWS-0095"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIsSet("kms_master_key_id"),
  },
  {
    id: "aws-sns/policy-not-public",
    title: "The policy of the topic lets nobody in without saying who",
    severity: "critical",
    types: ["aws_sns_topic", "aws_sns_topic_policy"],
    fix: "name principals in policy, or add a condition such as aws:SourceArn",
    references: [hub],
    aka: { ckv: ["CKV_AWS_169"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: policyNamesWho(),
  },
  {
    id: "aws-sns/subscription-encrypted",
    title: "The subscription is served over HTTPS",
    severity: "medium",
    types: ["aws_sns_topic_subscription"],
    fix: "set protocol = https",
    references: ["https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html"],
    aka: {},
    controls: ["nist-800-53:SC-8"],
    judge: settingIsNot("protocol", ["http"]),
  },
];
