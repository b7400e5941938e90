import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { isSecretName } from "../../../standards/secret-name.ts";
import { settingIsNot, tell } from "../aws-setting.ts";
import { type Check, whereConcerned } from "../check.ts";
import { is, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html";

/** Systems Manager. */
export const awsSsmChecks: readonly Check[] = [
  {
    id: "aws-ssm/secrets-encrypted",
    title: "A parameter whose name says secret is encrypted",
    severity: "high",
    types: ["aws_ssm_parameter"],
    fix: "set type = SecureString",
    references: ["https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html"],
    aka: { ckv: ["CKV2_AWS_34"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:IA-5"],
    judge: judgeParameter,
  },
  {
    id: "aws-ssm/document-not-public",
    title: "The document is not shared with everyone",
    severity: "high",
    types: ["aws_ssm_document"],
    fix: "remove all from account_ids in permissions",
    references: [hub],
    aka: { ckv: ["CKV_AWS_303"] },
    controls: ["nist-800-53:AC-3"],
    judge: settingIsNot("permissions.account_ids", ["All", "all"]),
  },
];

function judgeParameter({ values }: Resource): Judgement {
  return whereConcerned(matches(values, "name", isSecretName), "name", () =>
    tell(is(values, "type", "SecureString"), "type", "not SecureString"),
  );
}
