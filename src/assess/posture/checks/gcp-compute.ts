import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, failWhen, passWhen, type Truth, unlessElse, whereConcerned } from "../check.ts";
import { credentialIn } from "../credential-shape.ts";
import { isDefaultAccount } from "../gcp-grants.ts";
import { mustBe, mustMatch, settingOf } from "../setting.ts";
import { at, blocks, is, isSet, matches, textsAt } from "../values.ts";

const cloud = "https://cloud.google.com";
const machineTypes = [
  ...["google_compute_instance", "google_compute_instance_from_template"],
  ...["google_compute_instance_template", "google_compute_region_instance_template"],
];

/** Machines and disks of Google Cloud. */
export const gcpComputeChecks: readonly Check[] = [
  {
    id: "gcp-compute/no-public-ip",
    title: "The machine has no public address",
    severity: "high",
    types: machineTypes,
    fix: "remove access_config from network_interface, and use Cloud NAT or a load balancer",
    references: [`${cloud}/compute/docs/ip-addresses`],
    aka: { ckv: ["CKV_GCP_40"], avd: ["AVD-GCP-0031"], cis: ["CIS GCP 2.0.0 4.9"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgePublicIp,
  },
  {
    id: "gcp-compute/no-serial-port",
    title: "The serial console is off",
    severity: "medium",
    types: machineTypes,
    fix: "remove serial-port-enable from metadata",
    references: [`${cloud}/compute/docs/troubleshooting/troubleshooting-using-serial-console`],
    aka: { ckv: ["CKV_GCP_35"], avd: ["AVD-GCP-0032"], cis: ["CIS GCP 2.0.0 4.5"] },
    controls: ["nist-800-53:CM-7", "nist-800-53:AC-17"],
    judge: ({ values }) => mustMatch(values, "metadata.serial-port-enable", (text) => !isYes(text), true),
  },
  {
    id: "gcp-compute/os-login",
    title: "The machine does not turn OS Login off",
    severity: "medium",
    types: machineTypes,
    fix: "remove enable-oslogin = FALSE from metadata",
    references: [`${cloud}/compute/docs/oslogin/set-up-oslogin`],
    aka: { ckv: ["CKV_GCP_34"], avd: ["AVD-GCP-0036"] },
    controls: ["nist-800-53:AC-2", "nist-800-53:IA-2"],
    judge: ({ values }) => mustMatch(values, "metadata.enable-oslogin", isYes, true),
  },
  {
    id: "gcp-compute/project-os-login",
    title: "Logins to machines of the project go through IAM",
    severity: "medium",
    types: ["google_compute_project_metadata", "google_compute_project_metadata_item"],
    fix: 'set enable-oslogin = "TRUE" in the metadata of the project',
    references: [`${cloud}/compute/docs/oslogin/set-up-oslogin`],
    aka: { ckv: ["CKV_GCP_33"], avd: ["AVD-GCP-0042"], cis: ["CIS GCP 2.0.0 4.4"] },
    controls: ["nist-800-53:AC-2", "nist-800-53:IA-2"],
    judge: judgeProjectLogin,
  },
  {
    id: "gcp-compute/no-project-ssh-keys",
    title: "Keys of the whole project do not open the machine",
    severity: "medium",
    types: machineTypes,
    fix: 'set block-project-ssh-keys = "TRUE" in metadata',
    references: [`${cloud}/compute/docs/connect/restrict-ssh-keys`],
    aka: { ckv: ["CKV_GCP_32"], avd: ["AVD-GCP-0030"], cis: ["CIS GCP 2.0.0 4.3"] },
    controls: ["nist-800-53:AC-17", "nist-800-53:IA-2"],
    judge: judgeProjectKeys,
  },
  {
    id: "gcp-compute/no-ip-forwarding",
    title: "The machine forwards no packets of others",
    severity: "medium",
    types: machineTypes,
    fix: "set can_ip_forward = false",
    references: [`${cloud}/vpc/docs/using-routes`],
    aka: { ckv: ["CKV_GCP_36"], avd: ["AVD-GCP-0043"], cis: ["CIS GCP 2.0.0 4.6"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: ({ values }) => mustBe(values, "can_ip_forward", false, true),
  },
  {
    id: "gcp-compute/shielded",
    title: "The machine measures what it starts",
    severity: "medium",
    types: machineTypes,
    fix: "set shielded_instance_config.enable_vtpm and enable_integrity_monitoring to true",
    references: [`${cloud}/compute/shielded-vm/docs/shielded-vm`],
    aka: { ckv: ["CKV_GCP_39"], avd: ["AVD-GCP-0041", "AVD-GCP-0045"], cis: ["CIS GCP 2.0.0 4.8"] },
    controls: ["nist-800-53:SI-7"],
    judge: judgeShielded,
  },
  {
    id: "gcp-compute/secure-boot",
    title: "The machine starts only signed code",
    severity: "low",
    types: machineTypes,
    fix: "set shielded_instance_config.enable_secure_boot = true",
    references: [`${cloud}/compute/shielded-vm/docs/shielded-vm`],
    aka: { avd: ["AVD-GCP-0067"] },
    controls: ["nist-800-53:SI-7"],
    judge: ({ values }) => mustBe(values, "shielded_instance_config.0.enable_secure_boot", true, false),
  },
  {
    id: "gcp-compute/no-default-account",
    title: "The machine does not act as the default service account",
    severity: "high",
    types: machineTypes,
    fix: "set service_account.email to an account of its own",
    references: [`${cloud}/compute/docs/access/service-accounts`],
    aka: { ckv: ["CKV_GCP_30"], avd: ["AVD-GCP-0044"], cis: ["CIS GCP 2.0.0 4.1"] },
    controls: ["nist-800-53:AC-6"],
    judge: ({ values }) => failWhen(usesDefaultAccount(values), { at: "service_account[0].email" }),
  },
  {
    id: "gcp-compute/no-full-scope",
    title: "The default service account has not every scope",
    severity: "high",
    types: machineTypes,
    fix: "set service_account.email to an account of its own, or narrower scopes",
    references: [`${cloud}/compute/docs/access/service-accounts`],
    aka: { ckv: ["CKV_GCP_31"], cis: ["CIS GCP 2.0.0 4.2"] },
    controls: ["nist-800-53:AC-6"],
    judge: judgeScope,
  },
  {
    id: "gcp-compute/no-credentials-in-metadata",
    title: "No script or metadata of the machine holds a credential",
    severity: "critical",
    types: machineTypes,
    fix: "read the credential from Secret Manager in the script",
    references: [`${cloud}/secret-manager/docs/overview`],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeMetadata,
  },
  {
    id: "gcp-compute/own-disk-key",
    title: "The disk is encrypted with a key of one's own",
    severity: "low",
    types: ["google_compute_disk", "google_compute_region_disk"],
    fix: "set disk_encryption_key.kms_key_self_link",
    references: [`${cloud}/compute/docs/disks/customer-managed-encryption`],
    aka: { ckv: ["CKV_GCP_37"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: ({ values }) => judgeDiskKey(values),
  },
  {
    id: "gcp-compute/no-raw-disk-key",
    title: "No key of a disk stands in the configuration",
    severity: "high",
    types: ["google_compute_disk", "google_compute_region_disk", "google_compute_snapshot", "google_compute_instance"],
    fix: "set kms_key_self_link instead of raw_key",
    references: [`${cloud}/compute/docs/disks/customer-supplied-encryption`],
    aka: { avd: ["AVD-GCP-0037"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:IA-5"],
    judge: judgeRawKey,
  },
];

/** What the metadata server takes for true. */
function isYes(text: string): boolean {
  return /^(?:true|yes|y|1)$/i.test(text);
}

function judgePublicIp({ values }: Resource): Judgement {
  const interfaces = blocks(values, "network_interface");
  const lists = ["access_config", "ipv6_access_config"];
  const isPublic = interfaces && anyOf(interfaces.flatMap((one) => lists.map((list) => isSet(one, list))));
  return failWhen(isPublic, { at: "network_interface" });
}

function judgeProjectLogin({ type, values }: Resource): Judgement {
  if (!type.endsWith("_item")) return mustMatch(values, "metadata.enable-oslogin", isYes, false);
  return whereConcerned(is(values, "key", "enable-oslogin"), "key", () => mustMatch(values, "value", isYes, false));
}

/** With OS Login, keys in metadata open nothing. */
function judgeProjectKeys({ values }: Resource): Judgement {
  return unlessElse(matches(values, ["metadata", "enable-oslogin"], isYes), "metadata.enable-oslogin", () =>
    mustMatch(values, "metadata.block-project-ssh-keys", isYes, false),
  );
}

/** Both are on in a block that does not turn them off. */
function judgeShielded({ values }: Resource): Judgement {
  const { at: where, value } = settingOf(values, "shielded_instance_config");
  if (isHidden(value)) return passWhen(undefined, { at: where });
  if (value === undefined) return passWhen(false, { at: where, found: `${where} is not set` });
  const parts = ["enable_vtpm", "enable_integrity_monitoring"];
  return failWhen(anyOf(parts.map((part) => is(values, ["shielded_instance_config", 0, part], false))), { at: where });
}

/** A block without an address means the default account; no block means none. */
function usesDefaultAccount(values: Resource["values"]): Truth {
  const account = settingOf(values, "service_account.0").value;
  if (account === undefined) return false;
  const email = settingOf(values, "service_account.0.email").value;
  if (isHidden(account) || isHidden(email)) return undefined;
  return email === undefined || isDefaultAccount(String(email));
}

function judgeScope({ values }: Resource): Judgement {
  const scopes = textsAt(values, ["service_account", 0, "scopes"]);
  const isFull = scopes?.some((scope) => scope.endsWith("cloud-platform"));
  return failWhen(allOf([usesDefaultAccount(values), isFull]), { at: "service_account[0].scopes" });
}

function judgeMetadata({ values }: Resource): Judgement {
  const texts: readonly (Value | undefined)[] = [
    at(values, "metadata_startup_script"),
    ...["startup-script", "user-data", "windows-startup-script-ps1"].map((key) => at(values, ["metadata", key])),
  ];
  const kinds = texts.map((text) => (typeof text === "string" ? credentialIn(text) : undefined));
  const kind = kinds.find((one) => one !== undefined);
  const holds = kind !== undefined || (texts.some((text) => isHidden(text)) ? undefined : false);
  return failWhen(holds, { at: "metadata", ...(kind !== undefined && { found: kind }) });
}

/** A key that is named is a key, whatever its value will be. */
function judgeDiskKey(values: Resource["values"]): Judgement {
  const { at: where, value } = settingOf(values, "disk_encryption_key");
  return passWhen(isHidden(value) ? undefined : value !== undefined, { at: where });
}

function judgeRawKey({ values }: Resource): Judgement {
  const paths = [
    ...["disk_encryption_key", "snapshot_encryption_key"].map((block) => [block, 0, "raw_key"]),
    ...["boot_disk", "attached_disk"].map((block) => [block, 0, "disk_encryption_key_raw"]),
  ];
  return failWhen(anyOf(paths.map((path) => isSet(values, path))), { at: "disk_encryption_key" });
}
