import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { isWorld } from "../../../standards/address-range.ts";
import { shorten } from "../../../standards/wire.ts";
import { anyOf, type Check, failWhen, not, passWhen, type Truth, truthOf, whereConcerned, worstOf } from "../check.ts";
import { hasConfiguration, isLeftToProvider } from "../configured.ts";
import { mustBe, mustBeGiven, settingOf } from "../setting.ts";
import { at, blocks, is, matches } from "../values.ts";

const cloud = "https://cloud.google.com";

/** Where addresses are configured. */
const ip = "settings.0.ip_configuration.0";

/** Cloud SQL of Google Cloud. */
export const gcpSqlChecks: readonly Check[] = [
  {
    id: "gcp-sql/no-open-network",
    title: "No network that the instance lets in is the internet",
    severity: "critical",
    types: ["google_sql_database_instance"],
    fix: "set authorized_networks.value to known networks",
    references: [`${cloud}/sql/docs/mysql/authorize-networks`],
    aka: { ckv: ["CKV_GCP_11"], avd: ["AVD-GCP-0017"], cis: ["CIS GCP 2.0.0 6.5"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeNetworks,
  },
  {
    id: "gcp-sql/no-public-ip",
    title: "The instance has no public address",
    severity: "high",
    types: ["google_sql_database_instance"],
    fix: "set ip_configuration.ipv4_enabled = false and private_network",
    references: [`${cloud}/sql/docs/mysql/private-ip`],
    aka: { ckv: ["CKV_GCP_60"], avd: ["AVD-GCP-0017"], cis: ["CIS GCP 2.0.0 6.6"] },
    controls: ["nist-800-53:SC-7"],
    // The provider's default is true.
    judge: ({ values }) => mustBe(values, `${ip}.ipv4_enabled`, false, false),
  },
  {
    id: "gcp-sql/tls",
    title: "The instance refuses connections without TLS",
    severity: "high",
    types: ["google_sql_database_instance"],
    fix: 'set ip_configuration.ssl_mode = "ENCRYPTED_ONLY" or stricter (require_ssl before google 6)',
    references: [`${cloud}/sql/docs/mysql/configure-ssl-instance`],
    aka: { ckv: ["CKV_GCP_6"], avd: ["AVD-GCP-0015"], cis: ["CIS GCP 2.0.0 6.4"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeTls,
  },
  {
    id: "gcp-sql/backup",
    title: "The instance is backed up by itself",
    severity: "medium",
    types: ["google_sql_database_instance"],
    fix: "set backup_configuration.enabled = true",
    references: [`${cloud}/sql/docs/mysql/backup-recovery/backups`],
    aka: { ckv: ["CKV_GCP_14"], avd: ["AVD-GCP-0024"], cis: ["CIS GCP 2.0.0 6.7"] },
    controls: ["nist-800-53:CP-9"],
    judge: judgeBackup,
  },
  {
    id: "gcp-sql/own-key",
    title: "The instance is encrypted with a key of one's own",
    severity: "low",
    types: ["google_sql_database_instance"],
    fix: "set encryption_key_name",
    references: [`${cloud}/sql/docs/mysql/cmek`],
    aka: {},
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "encryption_key_name"),
  },
  {
    id: "gcp-sql/mysql-no-local-infile",
    title: "MySQL reads no files of its clients",
    severity: "medium",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags local_infile = "off"',
    references: [`${cloud}/sql/docs/mysql/flags`],
    aka: { ckv: ["CKV_GCP_50"], avd: ["AVD-GCP-0026"], cis: ["CIS GCP 2.0.0 6.1.3"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:CM-7"],
    // Off by default since MySQL 8.
    judge: (resource) => judgeFlag(resource, ["MYSQL", "local_infile"], isOff, !startsWith(resource, "MYSQL_5")),
  },
  {
    id: "gcp-sql/postgres-log-connections",
    title: "PostgreSQL logs connections and their ends",
    severity: "low",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags log_connections and log_disconnections = "on"',
    references: [`${cloud}/sql/docs/postgres/flags`],
    aka: { ckv: ["CKV_GCP_52", "CKV_GCP_53"], avd: ["AVD-GCP-0016"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: (resource) =>
      worstOf(
        ["log_connections", "log_disconnections"].map((flag) => judgeFlag(resource, ["POSTGRES", flag], isOn, false)),
      ),
  },
  {
    id: "gcp-sql/postgres-log-checkpoints",
    title: "PostgreSQL logs its checkpoints",
    severity: "low",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags log_checkpoints = "on"',
    references: [`${cloud}/sql/docs/postgres/flags`],
    aka: { ckv: ["CKV_GCP_51"] },
    controls: ["nist-800-53:AU-12"],
    // On by default since PostgreSQL 15.
    judge: (resource) =>
      judgeFlag(resource, ["POSTGRES", "log_checkpoints"], isOn, /_1[5-9]$/.test(versionOf(resource))),
  },
  {
    id: "gcp-sql/postgres-log-lock-waits",
    title: "PostgreSQL logs long waits for locks",
    severity: "low",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags log_lock_waits = "on"',
    references: [`${cloud}/sql/docs/postgres/flags`],
    aka: { ckv: ["CKV_GCP_54"] },
    controls: ["nist-800-53:AU-12"],
    judge: (resource) => judgeFlag(resource, ["POSTGRES", "log_lock_waits"], isOn, false),
  },
  {
    id: "gcp-sql/postgres-audit",
    title: "PostgreSQL writes an audit log",
    severity: "low",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags cloudsql.enable_pgaudit = "on"',
    references: [`${cloud}/sql/docs/postgres/pg-audit`],
    aka: { ckv: ["CKV_GCP_110"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: (resource) => judgeFlag(resource, ["POSTGRES", "cloudsql.enable_pgaudit"], isOn, false),
  },
  {
    id: "gcp-sql/postgres-no-statement-log",
    title: "PostgreSQL does not log slow statements with the data in them",
    severity: "low",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags log_min_duration_statement = "-1"',
    references: [`${cloud}/sql/docs/postgres/flags`],
    aka: { ckv: ["CKV_GCP_57"] },
    controls: ["nist-800-53:AU-3", "nist-800-53:SI-11"],
    // Off, -1, is the default.
    judge: (resource) =>
      judgeFlag(resource, ["POSTGRES", "log_min_duration_statement"], (value) => value === "-1", true),
  },
  {
    id: "gcp-sql/sqlserver-no-ownership-chaining",
    title: "SQL Server checks rights across databases",
    severity: "medium",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags "cross db ownership chaining" = "off"',
    references: [`${cloud}/sql/docs/sqlserver/flags`],
    aka: { ckv: ["CKV_GCP_58"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    // Off by default.
    judge: (resource) => judgeFlag(resource, ["SQLSERVER", "cross db ownership chaining"], isOff, true),
  },
  {
    id: "gcp-sql/sqlserver-no-contained-users",
    title: "SQL Server has no users besides those of the server",
    severity: "medium",
    types: ["google_sql_database_instance"],
    fix: 'set database_flags "contained database authentication" = "off"',
    references: [`${cloud}/sql/docs/sqlserver/flags`],
    aka: { ckv: ["CKV_GCP_59"] },
    controls: ["nist-800-53:AC-2", "nist-800-53:IA-2"],
    // Off by default.
    judge: (resource) => judgeFlag(resource, ["SQLSERVER", "contained database authentication"], isOff, true),
  },
];

function judgeNetworks({ values }: Resource): Judgement {
  const networks = blocks(values, ["settings", 0, "ip_configuration", 0, "authorized_networks"]);
  const isOpen = networks && anyOf(networks.map((one) => matches(one, "value", isWorld)));
  return failWhen(isOpen, {
    at: `${ip}.authorized_networks`,
    ...(isOpen === true && { found: "open to every address" }),
  });
}

/** `ssl_mode` decides; `require_ssl` where it is not set, or only the provider's copy of the other. */
function judgeTls(resource: Resource, deployment: Deployment): Judgement {
  const { values, references } = resource;
  const mode = settingOf(values, `${ip}.ssl_mode`);
  if (typeof mode.value === "string") {
    const isRequired = mode.value === "ENCRYPTED_ONLY" || mode.value === "TRUSTED_CLIENT_CERTIFICATE_REQUIRED";
    return passWhen(isRequired, { at: mode.at, found: `ssl_mode is ${shorten(mode.value, maxWord)}` });
  }
  const old = mustBe(values, `${ip}.require_ssl`, true, false);
  // What the settings of a plan's configuration refer to nothing for, they do not set.
  const isCopy = old.status === "pass" && !references.has("settings") && hasConfiguration(resource, deployment);
  return isHidden(mode.value) && !isCopy ? passWhen(undefined, { at: mode.at }) : old;
}

/** Replicas are not backed up, nor need they be. */
/** A replica is backed up by its main instance, be it one whose name comes with the apply. */
function judgeBackup(resource: Resource, deployment: Deployment): Judgement {
  const name = "master_instance_name";
  const isReplica = isLeftToProvider(resource, name, deployment)
    ? false
    : truthOf(mustBeGiven(resource, deployment, name));
  return whereConcerned(not(isReplica), name, () =>
    mustBe(resource.values, "settings.0.backup_configuration.0.enabled", true, false),
  );
}

/** A flag of an engine; `absent` is the engine's default. */
function judgeFlag(
  resource: Resource,
  [engine, name]: readonly [engine: string, name: string],
  isGood: (value: string) => boolean,
  absent: Truth,
): Judgement {
  const where = `settings[0].database_flags[${name}]`;
  const isOfEngine = matches(resource.values, "database_version", (version) => version.startsWith(engine));
  return whereConcerned(isOfEngine, "database_version", () => {
    const flags = blocks(resource.values, ["settings", 0, "database_flags"]);
    const named = flags?.find((flag) => is(flag, "name", name) === true);
    if (named !== undefined) return passWhen(matches(named, "value", isGood), { at: where });
    const isAbsent = flags?.every((flag) => is(flag, "name", name) === false) === true;
    return isAbsent ? passWhen(absent, { at: where, found: `${name} is not set` }) : passWhen(undefined, { at: where });
  });
}

/** Longest word of a setting that is quoted. */
const maxWord = 60;

function isOn(value: string): boolean {
  return value.toLowerCase() === "on";
}

function isOff(value: string): boolean {
  return value.toLowerCase() === "off";
}

function versionOf({ values }: Resource): string {
  return String(at(values, "database_version") ?? "");
}

function startsWith(resource: Resource, version: string): boolean {
  return versionOf(resource).startsWith(version);
}
