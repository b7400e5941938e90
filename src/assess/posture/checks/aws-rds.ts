import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, sensitiveValue, type Value, valueAt } from "../../../domain/resource.ts";
import { onlyWhere, settingIs, settingIsAtLeast, settingIsNot, tell } from "../aws-setting.ts";
import { allOf, anyOf, type Check, not, notApplicable } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { at, blocks, is, isSet, matches, textsAt } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html";
const databases = ["aws_db_instance", "aws_rds_cluster"];
const instances = ["aws_db_instance", "aws_rds_cluster_instance"];

/** Relational databases of AWS: RDS and Aurora. */
export const awsRdsChecks: readonly Check[] = [
  {
    id: "aws-rds/storage-encrypted",
    title: "The storage of the database is encrypted",
    severity: "high",
    types: [...databases, "aws_rds_global_cluster"],
    fix: "set storage_encrypted = true",
    references: [hub, "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"],
    aka: {
      ckv: ["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_140"],
      avd: ["AVD-AWS-0079", "AVD-AWS-0080"],
      cis: ["CIS AWS 3.0.0 2.3.1"],
    },
    controls: ["nist-800-53:SC-28"],
    judge: judgeEncryption,
  },
  {
    id: "aws-rds/not-public",
    title: "The database has no public address",
    severity: "critical",
    types: instances,
    fix: "set publicly_accessible = false",
    references: [hub],
    aka: { ckv: ["CKV_AWS_17"], avd: ["AVD-AWS-0180"], cis: ["CIS AWS 3.0.0 2.3.3"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    // Of an instance it is off by default; one of a cluster takes it from its subnet group.
    judge: settingIsNot("publicly_accessible", ["true"]),
  },
  {
    id: "aws-rds/tls-required",
    title: "The parameters of the database refuse connections without TLS",
    severity: "medium",
    types: ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"],
    fix: "set parameter rds.force_ssl = 1 or require_secure_transport = 1",
    references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html"],
    aka: { ckv: ["CKV2_AWS_69"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeTls,
  },
  {
    id: "aws-rds/deletion-protection",
    title: "The database is protected from being deleted",
    severity: "medium",
    types: databases,
    fix: "set deletion_protection = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_139", "CKV_AWS_293"], avd: ["AVD-AWS-0177", "AVD-AWS-0343"] },
    controls: ["nist-800-53:CP-9", "nist-800-53:CM-3"],
    // Of a member of a cluster, the cluster's counts.
    judge: settingIs("deletion_protection", true),
  },
  {
    id: "aws-rds/backups",
    title: "Backups of the database are kept for at least a week",
    severity: "medium",
    types: databases,
    fix: "set backup_retention_period to 7 or more",
    references: [hub],
    aka: { ckv: ["CKV_AWS_133"], avd: ["AVD-AWS-0077"] },
    controls: ["nist-800-53:CP-9"],
    // A replica has the backups of what it replicates.
    judge: onlyWhere(
      "replicate_source_db",
      (values) => not(isSet(values, "replicate_source_db")),
      settingIsAtLeast("backup_retention_period", 7),
    ),
  },
  {
    id: "aws-rds/logs",
    title: "The logs of the database go to CloudWatch",
    severity: "low",
    types: databases,
    fix: "set enabled_cloudwatch_logs_exports",
    references: [hub],
    aka: { ckv: ["CKV_AWS_129", "CKV_AWS_324"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: ({ values }) =>
      tell(isSet(values, "enabled_cloudwatch_logs_exports"), "enabled_cloudwatch_logs_exports", "not set"),
  },
  {
    id: "aws-rds/iam-authentication",
    title: "Users of the database can sign in with IAM",
    severity: "low",
    types: databases,
    fix: "set iam_database_authentication_enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_161", "CKV_AWS_162"], avd: ["AVD-AWS-0176"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:IA-5"],
    judge: onlyWhere(
      "engine",
      (values) => not(matches(values, "engine", (engine) => /^(?:oracle|sqlserver|custom|db2)/.test(engine))),
      settingIs("iam_database_authentication_enabled", true),
    ),
  },
  {
    id: "aws-rds/minor-upgrades",
    title: "Minor versions with their security fixes are installed by themselves",
    severity: "low",
    types: instances,
    fix: "set auto_minor_version_upgrade = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_226"], cis: ["CIS AWS 3.0.0 2.3.2"] },
    controls: ["nist-800-53:SI-2"],
    judge: settingIsNot("auto_minor_version_upgrade", ["false"]),
  },
  {
    id: "aws-rds/password-managed",
    title: "The master password is made and rotated by Secrets Manager",
    severity: "medium",
    types: databases,
    fix: "set manage_master_user_password = true and remove password, which else stands in the state in clear",
    references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"],
    aka: {},
    controls: ["nist-800-53:IA-5"],
    judge: judgePassword,
  },
  {
    id: "aws-rds/snapshot-not-public",
    title: "The snapshot is not shared with everyone",
    severity: "critical",
    types: ["aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy"],
    fix: "remove all from shared_accounts",
    references: [hub],
    aka: { ckv: ["CKV_AWS_302"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: ({ values }) => {
      const shared = textsAt(values, "shared_accounts");
      return tell(shared && !shared.includes("all"), "shared_accounts", "shared with all accounts");
    },
  },
];

/** A replica or restored copy is encrypted as its source is; what is made from one does not say. */
function judgeEncryption(resource: Resource, deployment: Deployment): Judgement {
  const hasSource = anyOf(
    ["replicate_source_db", "snapshot_identifier", "source_db_cluster_identifier", "replication_source_identifier"].map(
      (key) => (isLeftToProvider(resource, key, deployment) ? false : isSet(resource.values, key)),
    ),
  );
  const isOn = is(resource.values, "storage_encrypted", true);
  const isSaid = at(resource.values, "storage_encrypted") !== undefined;
  return tell(!isSaid && hasSource !== false ? undefined : isOn, "storage_encrypted", "false, or not set");
}

/** From PostgreSQL 15 and MySQL 8.4 on, RDS requires TLS by default; other engines have other switches. */
function judgeTls({ values }: Resource): Judgement {
  const family = valueAt(values, "family");
  if (isHidden(family)) return { status: "unknown", at: "family" };
  const name = switchOf(String(family ?? ""));
  if (name === undefined) return notApplicable;
  const parameters = blocks(values, "parameter");
  const own = parameters?.filter((one) => is(one, "name", name) !== false);
  if (own?.length === 0) return tell(requiresByDefault(String(family)), "parameter", `${name} is not set`);
  return tell(own && allOf(own.map((one) => isSwitchedOn(one))), "parameter", `${name} is off`);
}

function isSwitchedOn(parameter: Value) {
  return matches(parameter, "value", (text) => ["1", "on", "true"].includes(text.toLowerCase()));
}

function switchOf(family: string): string | undefined {
  if (/^(?:aurora-)?postgres|^sqlserver/.test(family)) return "rds.force_ssl";
  return /^(?:aurora-)?mysql|^mariadb/.test(family) ? "require_secure_transport" : undefined;
}

/** Source: "SSL/TLS support for PostgreSQL DB instances" and "Requiring SSL/TLS for MySQL", RDS user guide. */
function requiresByDefault(family: string): boolean | undefined {
  const version = /^postgres(\d{1,2})$/.exec(family)?.[1];
  if (version !== undefined) return Number(version) >= 15;
  return family.startsWith("sqlserver") || /^mysql[5-8]\.[0-3]$|^mysql5/.test(family) ? false : undefined;
}

function judgePassword({ values }: Resource): Judgement {
  const written = anyOf(["password", "master_password"].map((key) => hasText(valueAt(values, key))));
  return tell(
    anyOf([is(values, "manage_master_user_password", true), not(written)]),
    "password",
    "written by the plan",
  );
}

/** A password that is secret to the plan is one. */
function hasText(value: Value | undefined) {
  if (value === sensitiveValue) return true;
  return isHidden(value) ? undefined : value !== undefined && value !== "";
}
