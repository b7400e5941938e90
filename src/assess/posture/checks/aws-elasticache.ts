import { onlyWhere, settingIs, settingIsAtLeast, settingIsSet } from "../aws-setting.ts";
import { type Check, not } from "../check.ts";
import { is } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html";
const types = ["aws_elasticache_replication_group"];

/** ElastiCache, MemoryDB and DAX. */
export const awsElasticacheChecks: readonly Check[] = [
  {
    id: "aws-elasticache/at-rest-encrypted",
    title: "What the cache keeps is encrypted",
    severity: "high",
    types,
    fix: "set at_rest_encryption_enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_29"], avd: ["AVD-AWS-0045"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("at_rest_encryption_enabled", true),
  },
  {
    id: "aws-elasticache/in-transit-encrypted",
    title: "Connections to the cache are encrypted",
    severity: "high",
    types,
    fix: "set transit_encryption_enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_30"], avd: ["AVD-AWS-0051"] },
    controls: ["nist-800-53:SC-8"],
    judge: settingIs("transit_encryption_enabled", true),
  },
  {
    id: "aws-elasticache/backups",
    title: "Snapshots of the cache are kept",
    severity: "low",
    types: [...types, "aws_elasticache_cluster"],
    fix: "set snapshot_retention_limit to 1 or more",
    references: [hub],
    aka: { ckv: ["CKV_AWS_134"], avd: ["AVD-AWS-0050"] },
    controls: ["nist-800-53:CP-9"],
    judge: onlyWhere(
      "engine",
      (values) => not(is(values, "engine", "memcached")),
      settingIsAtLeast("snapshot_retention_limit", 1),
    ),
  },
  {
    id: "aws-elasticache/memorydb-tls",
    title: "Connections to the MemoryDB cluster are encrypted",
    severity: "high",
    types: ["aws_memorydb_cluster"],
    fix: "remove tls_enabled = false",
    references: ["https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html"],
    aka: { ckv: ["CKV_AWS_202"] },
    controls: ["nist-800-53:SC-8"],
    judge: settingIs("tls_enabled", true, true),
  },
  {
    id: "aws-elasticache/memorydb-kms-key",
    title: "The MemoryDB cluster is encrypted with a key of one's own",
    severity: "low",
    types: ["aws_memorydb_cluster"],
    fix: "set kms_key_arn",
    references: ["https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html"],
    aka: { ckv: ["CKV_AWS_201"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: settingIsSet("kms_key_arn"),
  },
];
