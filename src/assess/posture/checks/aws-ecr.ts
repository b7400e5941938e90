import { policyNamesWho } from "../aws-policy.ts";
import { settingIs, settingIsOneOf } from "../aws-setting.ts";
import type { Check } from "../check.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html";
const types = ["aws_ecr_repository"];

/** The container registry of AWS. */
export const awsEcrChecks: readonly Check[] = [
  {
    id: "aws-ecr/tags-immutable",
    title: "A tag of the repository always means the same image",
    severity: "medium",
    types,
    fix: "set image_tag_mutability = IMMUTABLE",
    references: [hub],
    aka: { ckv: ["CKV_AWS_51"], avd: ["AVD-AWS-0031"] },
    controls: ["nist-800-53:SI-7", "nist-800-53:CM-2"],
    judge: settingIsOneOf("image_tag_mutability", ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"]),
  },
  {
    id: "aws-ecr/scan-on-push",
    title: "Images are scanned when they are pushed",
    severity: "medium",
    types,
    fix: "set scan_on_push = true in image_scanning_configuration",
    references: [hub],
    aka: { ckv: ["CKV_AWS_163"], avd: ["AVD-AWS-0030"] },
    controls: ["nist-800-53:RA-5", "nist-800-53:SI-2"],
    judge: settingIs("image_scanning_configuration.0.scan_on_push", true),
  },
  {
    id: "aws-ecr/policy-not-public",
    title: "The policy of the repository lets nobody in without saying who",
    severity: "high",
    types: ["aws_ecr_repository_policy", "aws_ecr_registry_policy"],
    fix: "name principals in policy, or add a condition such as aws:PrincipalOrgID",
    references: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html"],
    aka: { ckv: ["CKV_AWS_32"], avd: ["AVD-AWS-0032"] },
    controls: ["nist-800-53:AC-3"],
    judge: policyNamesWho(),
  },
  {
    id: "aws-ecr/kms-key",
    title: "The repository is encrypted with a key of KMS",
    // Without it, images are encrypted with keys of S3.
    severity: "low",
    types,
    fix: "set encryption_type = KMS in encryption_configuration",
    references: [hub],
    aka: { ckv: ["CKV_AWS_136"], avd: ["AVD-AWS-0033"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: settingIsOneOf("encryption_configuration.0.encryption_type", ["KMS", "KMS_DSSE"]),
  },
];
