import { everyoneMay, judgePolicyAt } from "../aws-policy.ts";
import { settingIs, settingIsNot, settingIsSet, tell } from "../aws-setting.ts";
import type { Check } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { mustMatch } from "../setting.ts";
import { textsAt } from "../values.ts";

const efs = "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html";
const backup = "https://docs.aws.amazon.com/securityhub/latest/userguide/backup-controls.html";
const transfer = "https://docs.aws.amazon.com/securityhub/latest/userguide/transfer-controls.html";
const workspaces = "https://docs.aws.amazon.com/securityhub/latest/userguide/workspaces-controls.html";

/** File systems, backups, file transfer and desktops. */
export const awsStorageChecks: readonly Check[] = [
  {
    id: "aws-storage/efs-encrypted",
    title: "The file system of EFS is encrypted",
    severity: "high",
    types: ["aws_efs_file_system"],
    fix: "set encrypted = true",
    references: [efs],
    aka: { ckv: ["CKV_AWS_42"], avd: ["AVD-AWS-0037"], cis: ["CIS AWS 3.0.0 2.4.1"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("encrypted", true),
  },
  {
    id: "aws-storage/efs-policy-not-public",
    title: "The policy of the file system lets nobody in without saying who",
    severity: "high",
    types: ["aws_efs_file_system_policy"],
    fix: "name principals in policy, or add a condition",
    references: ["https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html"],
    aka: {},
    controls: ["nist-800-53:AC-3"],
    // Reached through a mount target only, a policy for everyone is none for the internet.
    judge: ({ values }) =>
      judgePolicyAt(values, "policy", (statement) =>
        statement.conditions.some(({ key }) => key.toLowerCase() === "elasticfilesystem:accessedviamounttarget")
          ? undefined
          : everyoneMay(statement),
      ),
  },
  {
    id: "aws-storage/efs-access-point-rooted",
    title: "The access point leads to a directory of its own",
    severity: "low",
    types: ["aws_efs_access_point"],
    fix: "set path in root_directory",
    references: [efs],
    aka: { ckv: ["CKV_AWS_329"] },
    controls: ["nist-800-53:AC-6"],
    judge: (resource, deployment) =>
      isLeftToProvider(resource, "root_directory", deployment)
        ? tell(false, "root_directory", "not set")
        : mustMatch(resource.values, "root_directory.0.path", (text) => text !== "/", false),
  },
  {
    id: "aws-storage/fsx-kms-key",
    title: "The file system of FSx is encrypted with a key of one's own",
    severity: "low",
    types: [
      "aws_fsx_lustre_file_system",
      "aws_fsx_ontap_file_system",
      "aws_fsx_openzfs_file_system",
      "aws_fsx_windows_file_system",
    ],
    fix: "set kms_key_id",
    references: ["https://docs.aws.amazon.com/fsx/latest/WindowsGuide/encryption-at-rest.html"],
    aka: { ckv: ["CKV_AWS_178", "CKV_AWS_179", "CKV_AWS_190", "CKV_AWS_203"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: settingIsSet("kms_key_id"),
  },
  {
    id: "aws-storage/backup-vault-kms-key",
    title: "The vault of backups is encrypted with a key of one's own",
    severity: "low",
    types: ["aws_backup_vault"],
    fix: "set kms_key_arn",
    references: [backup],
    aka: { ckv: ["CKV_AWS_166"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:CP-9"],
    judge: settingIsSet("kms_key_arn"),
  },
  {
    id: "aws-storage/backup-policy-not-public",
    title: "The policy of the vault lets nobody in without saying who",
    severity: "high",
    types: ["aws_backup_vault_policy", "aws_glacier_vault"],
    fix: "name principals in policy, or add a condition such as aws:PrincipalOrgID",
    references: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html"],
    aka: { ckv: ["CKV_AWS_167"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:CP-9"],
    judge: ({ type, values }) =>
      judgePolicyAt(values, type === "aws_glacier_vault" ? "access_policy" : "policy", everyoneMay),
  },
  {
    id: "aws-storage/transfer-not-public",
    title: "The transfer server stands in a VPC",
    severity: "medium",
    types: ["aws_transfer_server"],
    fix: "set endpoint_type = VPC",
    references: ["https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html"],
    aka: { ckv: ["CKV_AWS_164"] },
    controls: ["nist-800-53:SC-7"],
    // PUBLIC is the default.
    judge: settingIsNot("endpoint_type", ["PUBLIC"], false),
  },
  {
    id: "aws-storage/transfer-encrypted",
    title: "The transfer server does not speak FTP",
    severity: "high",
    types: ["aws_transfer_server"],
    fix: "remove FTP from protocols",
    references: [transfer],
    aka: { ckv: ["CKV_AWS_357"] },
    controls: ["nist-800-53:SC-8"],
    // SFTP is the default.
    judge: (resource, deployment) => {
      if (isLeftToProvider(resource, "protocols", deployment)) return tell(true, "protocols", "");
      const protocols = textsAt(resource.values, "protocols");
      return tell(protocols && !protocols.includes("FTP"), "protocols", "FTP");
    },
  },
  {
    id: "aws-storage/transfer-policy",
    title: "The transfer server refuses weak algorithms",
    severity: "medium",
    types: ["aws_transfer_server"],
    fix: "set security_policy_name = TransferSecurityPolicy-2024-01 or a newer one",
    references: ["https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html"],
    aka: { ckv: ["CKV_AWS_380"] },
    controls: ["nist-800-53:SC-13", "nist-800-53:SC-8"],
    // The default is TransferSecurityPolicy-2018-11.
    judge: ({ values }) =>
      mustMatch(
        values,
        "security_policy_name",
        (text) => /^TransferSecurityPolicy-(?:\D{0,20})202[2-9]-/.test(text),
        false,
      ),
  },
  {
    id: "aws-storage/workspace-root-encrypted",
    title: "The system disk of the desktop is encrypted",
    severity: "high",
    types: ["aws_workspaces_workspace"],
    fix: "set root_volume_encryption_enabled = true",
    references: [workspaces],
    aka: { ckv: ["CKV_AWS_156"], avd: ["AVD-AWS-0109"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("root_volume_encryption_enabled", true),
  },
  {
    id: "aws-storage/workspace-user-encrypted",
    title: "The data disk of the desktop is encrypted",
    severity: "high",
    types: ["aws_workspaces_workspace"],
    fix: "set user_volume_encryption_enabled = true",
    references: [workspaces],
    aka: { ckv: ["CKV_AWS_155"], avd: ["AVD-AWS-0109"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("user_volume_encryption_enabled", true),
  },
];
