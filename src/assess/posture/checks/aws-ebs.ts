import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { settingIs, settingIsNot, tell } from "../aws-setting.ts";
import { type Check, not, passWhen } from "../check.ts";
import { is } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html";

/** Block storage of AWS, with its snapshots and images. */
export const awsEbsChecks: readonly Check[] = [
  {
    id: "aws-ebs/volume-encrypted",
    title: "The volume is encrypted at rest",
    severity: "high",
    types: ["aws_ebs_volume"],
    fix: "set encrypted = true",
    references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"],
    aka: { ckv: ["CKV_AWS_3"], avd: ["AVD-AWS-0026"], cis: ["CIS AWS 3.0.0 2.2.1"] },
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => passWhen(is(values, "encrypted", true), { at: "encrypted" }),
  },
  {
    id: "aws-ebs/default-encryption",
    title: "New volumes of the region are encrypted",
    severity: "medium",
    types: ["aws_ebs_encryption_by_default"],
    fix: "set enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_106"], cis: ["CIS AWS 3.0.0 2.2.1"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("enabled", true, true),
  },
  {
    id: "aws-ebs/copy-encrypted",
    title: "The copy of the snapshot or image is encrypted",
    severity: "medium",
    types: ["aws_ebs_snapshot_copy", "aws_ami_copy"],
    fix: "set encrypted = true",
    references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html"],
    aka: { ckv: ["CKV_AWS_235"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("encrypted", true),
  },
  {
    id: "aws-ebs/snapshots-not-shared",
    title: "Sharing snapshots with everyone is blocked in the region",
    severity: "high",
    types: ["aws_ebs_snapshot_block_public_access"],
    fix: "set state = block-all-sharing",
    references: ["https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html"],
    aka: {},
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: settingIsNot("state", ["unblocked"]),
  },
  {
    id: "aws-ebs/image-not-public",
    title: "The image is not given to everyone",
    severity: "high",
    types: ["aws_ami_launch_permission"],
    fix: "name an account_id or organization_arn instead of group = all",
    references: [hub],
    aka: { ckv: ["CKV_AWS_205"] },
    controls: ["nist-800-53:AC-3"],
    judge: judgePermission,
  },
];

function judgePermission({ values }: Resource): Judgement {
  return tell(not(is(values, "group", "all")), "group", "all");
}
