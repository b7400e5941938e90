import { onlyWhere, settingIs, settingIsNot, settingIsOneOf } from "../aws-setting.ts";
import { type Check, not } from "../check.ts";
import { matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html";

/** Database Migration Service. */
export const awsDmsChecks: readonly Check[] = [
  {
    id: "aws-dms/not-public",
    title: "The replication instance has no public address",
    severity: "high",
    types: ["aws_dms_replication_instance"],
    fix: "set publicly_accessible = false",
    references: [hub],
    aka: { ckv: ["CKV_AWS_89"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: settingIsNot("publicly_accessible", ["true"]),
  },
  {
    id: "aws-dms/endpoint-tls",
    title: "The endpoint is reached over TLS",
    severity: "medium",
    types: ["aws_dms_endpoint"],
    fix: "set ssl_mode = require, verify-ca or verify-full",
    references: [hub],
    aka: { ckv: ["CKV2_AWS_49"] },
    controls: ["nist-800-53:SC-8"],
    // Engines that are services of AWS are spoken to over TLS and have no such mode.
    judge: onlyWhere(
      "engine_name",
      (values) => not(matches(values, "engine_name", (name) => ownServices.has(name))),
      settingIsOneOf("ssl_mode", ["require", "verify-ca", "verify-full"]),
    ),
  },
  {
    id: "aws-dms/minor-upgrades",
    title: "Minor versions of the replication instance are installed by themselves",
    severity: "low",
    types: ["aws_dms_replication_instance"],
    fix: "set auto_minor_version_upgrade = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_222"] },
    controls: ["nist-800-53:SI-2"],
    judge: settingIs("auto_minor_version_upgrade", true),
  },
];

const ownServices: ReadonlySet<string> = new Set([
  "s3",
  "dynamodb",
  "kinesis",
  "opensearch",
  "elasticsearch",
  "neptune",
]);
