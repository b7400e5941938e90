import { type Deployment, targetsOf } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, notApplicable, passWhen } from "../check.ts";
import { mustBe, mustBeGiven, mustBeSet, settingOf } from "../setting.ts";
import { at, blocks, is, isSet } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";
const vmTypes = [
  ...["azurerm_linux_virtual_machine", "azurerm_linux_virtual_machine_scale_set"],
  ...["azurerm_windows_virtual_machine", "azurerm_windows_virtual_machine_scale_set"],
];
const linuxTypes = [...vmTypes.slice(0, 2), "azurerm_virtual_machine"];

/** Virtual machines and disks of Azure. */
export const azureVmChecks: readonly Check[] = [
  {
    id: "azure-vm/no-ssh-password",
    title: "Nobody logs in to the machine with a password",
    severity: "high",
    types: linuxTypes,
    fix: "set disable_password_authentication = true and add admin_ssh_key",
    references: [`${learn}/virtual-machines/linux/create-ssh-keys-detailed`],
    aka: { ckv: ["CKV_AZURE_1", "CKV_AZURE_49", "CKV_AZURE_149", "CKV_AZURE_178"], avd: ["AVD-AZU-0039"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:AC-17"],
    judge: judgePassword,
  },
  {
    id: "azure-vm/host-encryption",
    title: "Temporary disks and caches of the machine are encrypted",
    severity: "medium",
    types: vmTypes,
    fix: "set encryption_at_host_enabled = true",
    references: [`${learn}/virtual-machines/disk-encryption`],
    aka: { ckv: ["CKV_AZURE_97", "CKV_AZURE_151"] },
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => mustBe(values, "encryption_at_host_enabled", true, false),
  },
  {
    id: "azure-vm/trusted-launch",
    title: "The machine starts only signed boot code, and measures it",
    severity: "low",
    types: vmTypes,
    fix: "set secure_boot_enabled = true and vtpm_enabled = true",
    references: [`${learn}/virtual-machines/trusted-launch`],
    aka: {},
    controls: ["nist-800-53:SI-7"],
    judge: judgeTrustedLaunch,
  },
  {
    id: "azure-vm/managed-identity",
    title: "The machine has an identity of its own",
    severity: "low",
    types: vmTypes,
    fix: "add identity",
    references: ["https://learn.microsoft.com/en-us/entra/identity/managed-identities-azure-resources/overview"],
    aka: {},
    controls: ["nist-800-53:IA-2", "nist-800-53:IA-5"],
    judge: ({ values }) => mustBeSet(values, "identity.0.type"),
  },
  {
    id: "azure-vm/image-pinned",
    title: "The machine's image is of one version",
    severity: "low",
    types: [...vmTypes, "azurerm_virtual_machine"],
    fix: 'set source_image_reference.version to a version instead of "latest"',
    references: [`${learn}/virtual-machines/linux/cli-ps-findimage`],
    aka: {},
    controls: ["nist-800-53:CM-2", "nist-800-53:SI-7"],
    judge: judgeImage,
  },
  {
    id: "azure-vm/no-public-ip",
    title: "The network interface has no public address",
    severity: "medium",
    types: ["azurerm_network_interface"],
    fix: "remove public_ip_address_id and use a load balancer or Azure Bastion",
    references: [`${learn}/virtual-network/ip-services/public-ip-addresses`],
    aka: { ckv: ["CKV_AZURE_119"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgePublicIp,
  },
  {
    id: "azure-vm/disk-no-public-access",
    title: "The disk cannot be exported over the internet",
    severity: "medium",
    types: ["azurerm_managed_disk", "azurerm_snapshot"],
    fix: 'set network_access_policy = "DenyAll" or "AllowPrivate", or public_network_access_enabled = false',
    references: [`${learn}/virtual-machines/disks-enable-private-links-for-import-export-portal`],
    aka: { ckv: ["CKV_AZURE_251"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeDiskAccess,
  },
  {
    id: "azure-vm/own-disk-key",
    title: "The disk is encrypted with a key of one's own",
    severity: "low",
    types: ["azurerm_managed_disk"],
    fix: "set disk_encryption_set_id",
    references: [`${learn}/virtual-machines/disk-encryption`],
    aka: { ckv: ["CKV_AZURE_93"] },
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    // Without one the disk is encrypted with a key of the platform.
    judge: (resource, deployment) => mustBeGiven(resource, deployment, "disk_encryption_set_id"),
  },
];

function judgePassword({ type, values }: Resource): Judgement {
  if (type !== "azurerm_virtual_machine") return mustBe(values, "disable_password_authentication", true, true);
  const config = settingOf(values, "os_profile_linux_config").value;
  if (config === undefined) return notApplicable;
  return mustBe(values, "os_profile_linux_config.0.disable_password_authentication", true, false);
}

function judgeTrustedLaunch({ values }: Resource): Judgement {
  const isTrusted = allOf([is(values, "secure_boot_enabled", true), is(values, "vtpm_enabled", true)]);
  return passWhen(isTrusted, { at: "secure_boot_enabled" });
}

function judgeImage({ values }: Resource): Judgement {
  const names = ["source_image_reference.0.version", "storage_image_reference.0.version"];
  const { at: where, value } = settingOf(values, names);
  if (value === undefined) return notApplicable;
  return passWhen(isHidden(value) ? undefined : value !== "latest", { at: where });
}

function judgePublicIp(nic: Resource, deployment: Deployment): Judgement {
  const configurations = blocks(nic.values, "ip_configuration");
  const isReferred = targetsOf(deployment, nic, "ip_configuration", ["azurerm_public_ip"]).found.length > 0;
  const isPublic =
    isReferred || (configurations && anyOf(configurations.map((one) => isSet(one, "public_ip_address_id"))));
  return passWhen(isPublic === undefined ? undefined : !isPublic, { at: "ip_configuration" });
}

/** Both are open by default; either closes the disk. */
function judgeDiskAccess({ values }: Resource): Judgement {
  const policy = at(values, "network_access_policy");
  const isLimited = isHidden(policy) ? undefined : policy === "DenyAll" || policy === "AllowPrivate";
  return passWhen(anyOf([isLimited, is(values, "public_network_access_enabled", false)]), {
    at: "network_access_policy",
  });
}
