import { policyNamesWho } from "../aws-policy.ts";
import { onlyWhere, settingIs, settingIsAtLeast } from "../aws-setting.ts";
import { type Check, not } from "../check.ts";
import { matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html";

/** Keys of AWS. */
export const awsKmsChecks: readonly Check[] = [
  {
    id: "aws-kms/rotation",
    title: "The key is rotated by itself",
    severity: "medium",
    types: ["aws_kms_key"],
    fix: "set enable_key_rotation = true",
    references: ["https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html", hub],
    aka: { ckv: ["CKV_AWS_7"], avd: ["AVD-AWS-0065"], cis: ["CIS AWS 3.0.0 3.6"] },
    controls: ["nist-800-53:SC-12"],
    // Only symmetric keys for encryption can be.
    judge: onlyWhere(
      "customer_master_key_spec",
      (values) => not(matches(values, "customer_master_key_spec", (spec) => spec !== "SYMMETRIC_DEFAULT")),
      settingIs("enable_key_rotation", true),
    ),
  },
  {
    id: "aws-kms/policy-not-public",
    title: "The policy of the key lets nobody in without saying who",
    severity: "critical",
    types: ["aws_kms_key", "aws_kms_key_policy", "aws_kms_external_key", "aws_kms_replica_key"],
    fix: "name principals in policy, or add a condition such as kms:CallerAccount",
    references: [hub, "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"],
    aka: { ckv: ["CKV_AWS_33"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-12"],
    judge: policyNamesWho(),
  },
  {
    id: "aws-kms/deletion-window",
    title: "A deleted key can be taken back for two weeks",
    severity: "low",
    types: ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"],
    fix: "set deletion_window_in_days to 14 or more",
    references: ["https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"],
    aka: {},
    controls: ["nist-800-53:SC-12", "nist-800-53:CP-9"],
    // Thirty days by default.
    judge: settingIsAtLeast("deletion_window_in_days", 14, true),
  },
];
