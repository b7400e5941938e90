import { settingIs, settingIsNot, settingIsSet } from "../aws-setting.ts";
import type { Check } from "../check.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html";
const types = ["aws_cloudtrail"];

/** The record of what is done in an account. */
export const awsCloudtrailChecks: readonly Check[] = [
  {
    id: "aws-cloudtrail/every-region",
    title: "The trail records every region",
    severity: "medium",
    types,
    fix: "set is_multi_region_trail = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_67"], avd: ["AVD-AWS-0014"], cis: ["CIS AWS 3.0.0 3.1"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingIs("is_multi_region_trail", true),
  },
  {
    id: "aws-cloudtrail/validated",
    title: "Changes to the files of the trail can be seen",
    severity: "medium",
    types,
    fix: "set enable_log_file_validation = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_36"], avd: ["AVD-AWS-0016"], cis: ["CIS AWS 3.0.0 3.2"] },
    controls: ["nist-800-53:AU-9", "nist-800-53:SI-7"],
    judge: settingIs("enable_log_file_validation", true),
  },
  {
    id: "aws-cloudtrail/kms-key",
    title: "The files of the trail are encrypted with a key of KMS",
    severity: "medium",
    types,
    fix: "set kms_key_id",
    references: [hub],
    aka: { ckv: ["CKV_AWS_35"], avd: ["AVD-AWS-0015"], cis: ["CIS AWS 3.0.0 3.5"] },
    controls: ["nist-800-53:AU-9", "nist-800-53:SC-28"],
    judge: settingIsSet("kms_key_id"),
  },
  {
    id: "aws-cloudtrail/recording",
    title: "The trail records",
    severity: "high",
    types,
    fix: "set enable_logging = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_251"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingIsNot("enable_logging", ["false"]),
  },
  {
    id: "aws-cloudtrail/watched",
    title: "The trail goes to CloudWatch, where alarms can watch it",
    severity: "low",
    types,
    fix: "set cloud_watch_logs_group_arn",
    references: [hub],
    aka: { ckv: ["CKV2_AWS_10"], avd: ["AVD-AWS-0162"] },
    controls: ["nist-800-53:AU-6", "nist-800-53:SI-4"],
    judge: settingIsSet("cloud_watch_logs_group_arn"),
  },
];
