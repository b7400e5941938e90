import { settingIs, settingIsOneOf } from "../aws-setting.ts";
import type { Check } from "../check.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html";

/** DynamoDB and its cache. */
export const awsDynamodbChecks: readonly Check[] = [
  {
    id: "aws-dynamodb/point-in-time-recovery",
    title: "The table can be brought back to any second of the last weeks",
    severity: "medium",
    types: ["aws_dynamodb_table"],
    fix: "set point_in_time_recovery with enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_28"], avd: ["AVD-AWS-0024"] },
    controls: ["nist-800-53:CP-9"],
    judge: settingIs("point_in_time_recovery.0.enabled", true),
  },
  {
    id: "aws-dynamodb/kms-key",
    title: "The table is encrypted with a key of KMS",
    // Without it, with a key of DynamoDB: a table is always encrypted.
    severity: "low",
    types: ["aws_dynamodb_table"],
    fix: "set server_side_encryption with enabled = true and kms_key_arn",
    references: ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html"],
    aka: { ckv: ["CKV_AWS_119"], avd: ["AVD-AWS-0025"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: settingIs("server_side_encryption.0.enabled", true),
  },
  {
    id: "aws-dynamodb/cache-encrypted",
    title: "The cache of DynamoDB is encrypted at rest",
    severity: "medium",
    types: ["aws_dax_cluster"],
    fix: "set server_side_encryption with enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_47"], avd: ["AVD-AWS-0023"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("server_side_encryption.0.enabled", true),
  },
  {
    id: "aws-dynamodb/cache-tls",
    title: "Connections to the cache of DynamoDB are encrypted",
    severity: "medium",
    types: ["aws_dax_cluster"],
    fix: "set cluster_endpoint_encryption_type = TLS",
    references: [hub],
    aka: { ckv: ["CKV_AWS_239"] },
    controls: ["nist-800-53:SC-8"],
    judge: settingIsOneOf("cluster_endpoint_encryption_type", ["TLS"]),
  },
];
