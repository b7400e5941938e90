import { settingHolds, settingIs, settingIsAtLeast, settingIsNot } from "../aws-setting.ts";
import type { Check } from "../check.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html";
const types = ["aws_neptune_cluster"];

/** Neptune. */
export const awsNeptuneChecks: readonly Check[] = [
  {
    id: "aws-neptune/storage-encrypted",
    title: "The storage of the Neptune cluster is encrypted",
    severity: "high",
    types,
    fix: "set storage_encrypted = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_44"], avd: ["AVD-AWS-0076"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("storage_encrypted", true),
  },
  {
    id: "aws-neptune/not-public",
    title: "The Neptune instance has no public address",
    severity: "critical",
    types: ["aws_neptune_cluster_instance"],
    fix: "set publicly_accessible = false",
    references: [hub],
    aka: { ckv: ["CKV_AWS_102"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: settingIsNot("publicly_accessible", ["true"]),
  },
  {
    id: "aws-neptune/audit-logs",
    title: "The audit log of the Neptune cluster goes to CloudWatch",
    severity: "medium",
    types,
    fix: "set enable_cloudwatch_logs_exports = audit",
    references: [hub],
    aka: { ckv: ["CKV_AWS_101"], avd: ["AVD-AWS-0075"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingHolds("enable_cloudwatch_logs_exports", ["audit"]),
  },
  {
    id: "aws-neptune/iam-authentication",
    title: "Users of the Neptune cluster sign in with IAM",
    severity: "medium",
    types,
    fix: "set iam_database_authentication_enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_359"] },
    controls: ["nist-800-53:IA-2"],
    judge: settingIs("iam_database_authentication_enabled", true),
  },
  {
    id: "aws-neptune/backups",
    title: "Backups of the Neptune cluster are kept for at least a week",
    severity: "medium",
    types,
    fix: "set backup_retention_period to 7 or more",
    references: [hub],
    aka: { ckv: ["CKV_AWS_361"] },
    controls: ["nist-800-53:CP-9"],
    judge: settingIsAtLeast("backup_retention_period", 7),
  },
];
