import { settingHolds, settingIs, settingIsAtLeast, tell } from "../aws-setting.ts";
import { allOf, type Check } from "../check.ts";
import { blocks, is, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html";

/** DocumentDB. */
export const awsDocumentdbChecks: readonly Check[] = [
  {
    id: "aws-documentdb/storage-encrypted",
    title: "The storage of the DocumentDB cluster is encrypted",
    severity: "high",
    types: ["aws_docdb_cluster", "aws_docdb_global_cluster"],
    fix: "set storage_encrypted = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_74", "CKV_AWS_292"], avd: ["AVD-AWS-0021"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("storage_encrypted", true),
  },
  {
    id: "aws-documentdb/tls-required",
    title: "The parameters of the DocumentDB cluster refuse connections without TLS",
    severity: "high",
    types: ["aws_docdb_cluster_parameter_group"],
    fix: "remove parameter tls = disabled",
    references: ["https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html"],
    aka: { ckv: ["CKV_AWS_90"] },
    controls: ["nist-800-53:SC-8"],
    // TLS is on unless the parameter says otherwise.
    judge: ({ values }) => {
      const tls = blocks(values, "parameter")?.filter((one) => is(one, "name", "tls") !== false);
      const isOn = tls && allOf(tls.map((one) => matches(one, "value", (text) => text !== "disabled")));
      return tell(isOn, "parameter", "tls is disabled");
    },
  },
  {
    id: "aws-documentdb/audit-logs",
    title: "The audit log of the DocumentDB cluster goes to CloudWatch",
    severity: "medium",
    types: ["aws_docdb_cluster"],
    fix: "set enabled_cloudwatch_logs_exports = audit",
    references: [hub],
    aka: { ckv: ["CKV_AWS_85"], avd: ["AVD-AWS-0020"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingHolds("enabled_cloudwatch_logs_exports", ["audit"]),
  },
  {
    id: "aws-documentdb/backups",
    title: "Backups of the DocumentDB cluster are kept for at least a week",
    severity: "medium",
    types: ["aws_docdb_cluster"],
    fix: "set backup_retention_period to 7 or more",
    references: [hub],
    aka: { ckv: ["CKV_AWS_360"] },
    controls: ["nist-800-53:CP-9"],
    judge: settingIsAtLeast("backup_retention_period", 7),
  },
  {
    id: "aws-documentdb/deletion-protection",
    title: "The DocumentDB cluster is protected from being deleted",
    severity: "low",
    types: ["aws_docdb_cluster"],
    fix: "set deletion_protection = true",
    references: [hub],
    aka: {},
    controls: ["nist-800-53:CP-9", "nist-800-53:CM-3"],
    judge: settingIs("deletion_protection", true),
  },
];
