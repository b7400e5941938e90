import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { policyNamesWho } from "../aws-policy.ts";
import { settingIsSet, tell } from "../aws-setting.ts";
import { anyOf, type Check } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { isSet } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html";

/** Secrets Manager. */
export const awsSecretsManagerChecks: readonly Check[] = [
  {
    id: "aws-secrets-manager/rotation",
    title: "The secret is rotated by itself",
    severity: "medium",
    types: ["aws_secretsmanager_secret"],
    fix: "add aws_secretsmanager_secret_rotation with secret_id",
    references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html", hub],
    aka: { ckv: ["CKV2_AWS_57"] },
    controls: ["nist-800-53:IA-5"],
    judge: judgeRotation,
  },
  {
    id: "aws-secrets-manager/kms-key",
    title: "The secret is encrypted with a key of one's own",
    // Without one it is encrypted with the account's key aws/secretsmanager.
    severity: "low",
    types: ["aws_secretsmanager_secret"],
    fix: "set kms_key_id",
    references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"],
    aka: { ckv: ["CKV_AWS_149"], avd: ["AVD-AWS-0098"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: settingIsSet("kms_key_id"),
  },
  {
    id: "aws-secrets-manager/policy-not-public",
    title: "The policy of the secret lets nobody in without saying who",
    severity: "critical",
    types: ["aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"],
    fix: "name principals in policy, and set block_public_policy = true",
    references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"],
    aka: {},
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-28"],
    judge: policyNamesWho(),
  },
];

/** Rotation stands in a resource of its own; before version 4 of the provider it could stand in the secret. */
function judgeRotation(secret: Resource, deployment: Deployment): Judgement {
  const { found, uncertain } = pointingTo(deployment, secret, "aws_secretsmanager_secret_rotation", "secret_id");
  const inline = isLeftToProvider(secret, "rotation_rules", deployment)
    ? false
    : isSet(secret.values, "rotation_rules");
  const truth = anyOf([found.length > 0, inline, uncertain ? undefined : false]);
  return tell(truth, "aws_secretsmanager_secret_rotation", "no rotation names it");
}
