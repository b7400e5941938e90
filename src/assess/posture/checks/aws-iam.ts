import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { settingIsAtLeast, tell } from "../aws-setting.ts";
import { allOf, type Check, not, notApplicable, passWhen } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { mustMatch } from "../setting.ts";
import { isSet, matches, textsAt } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html";
const attachments = [
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
  "aws_ssoadmin_managed_policy_attachment",
];
const passwords = ["aws_iam_account_password_policy"];

/** Users, keys and passwords of IAM, and what is attached to whom. */
export const awsIamChecks: readonly Check[] = [
  {
    id: "aws-iam/no-admin-attached",
    title: "Nobody is given AdministratorAccess or IAMFullAccess",
    severity: "high",
    types: [...attachments, "aws_iam_role"],
    fix: "attach a policy that names what is needed",
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html", hub],
    aka: { ckv: ["CKV_AWS_274", "CKV2_AWS_56"], cis: ["CIS AWS 3.0.0 1.16"] },
    controls: ["nist-800-53:AC-6"],
    judge: judgeAttachment,
  },
  {
    id: "aws-iam/users-by-group",
    title: "Users get their rights through groups",
    severity: "low",
    types: ["aws_iam_user_policy_attachment", "aws_iam_user_policy", "aws_iam_policy_attachment"],
    fix: "attach the policy to a group, and add the user to it with aws_iam_user_group_membership",
    references: [hub],
    aka: { ckv: ["CKV_AWS_40"], cis: ["CIS AWS 3.0.0 1.15"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-2"],
    judge: judgeUsers,
  },
  {
    id: "aws-iam/no-access-keys",
    title: "No access key without an end is in use",
    severity: "medium",
    types: ["aws_iam_access_key"],
    fix: "let the program assume a role, and remove the key or set status = Inactive",
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:AC-2"],
    judge: ({ values }) => mustMatch(values, "status", (text) => text === "Inactive", false),
  },
  {
    id: "aws-iam/password-length",
    title: "Passwords have at least 14 characters",
    severity: "medium",
    types: passwords,
    fix: "set minimum_password_length to 14 or more",
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html", hub],
    aka: { ckv: ["CKV_AWS_10"], avd: ["AVD-AWS-0063"], cis: ["CIS AWS 3.0.0 1.8"] },
    controls: ["nist-800-53:IA-5"],
    judge: settingIsAtLeast("minimum_password_length", 14),
  },
  {
    id: "aws-iam/password-reuse",
    title: "The last 24 passwords cannot be used again",
    severity: "low",
    types: passwords,
    fix: "set password_reuse_prevention = 24",
    references: [hub],
    aka: { ckv: ["CKV_AWS_13"], avd: ["AVD-AWS-0056"], cis: ["CIS AWS 3.0.0 1.9"] },
    controls: ["nist-800-53:IA-5"],
    judge: settingIsAtLeast("password_reuse_prevention", 24),
  },
  {
    id: "aws-iam/login-password-encrypted",
    title: "The first password of the user stands encrypted in the state",
    severity: "medium",
    types: ["aws_iam_user_login_profile"],
    fix: "set pgp_key",
    references: [hub],
    aka: {},
    controls: ["nist-800-53:IA-5"],
    judge: ({ values }) => tell(isSet(values, "pgp_key"), "pgp_key", "not set"),
  },
];

const tooMuch = /^arn:aws[a-z-]*:iam::aws:policy\/(?:AdministratorAccess|IAMFullAccess)$/;

function judgeAttachment(resource: Resource, deployment: Deployment): Judgement {
  const { type, values } = resource;
  if (type === "aws_iam_role") return judgeManaged(resource, deployment);
  const key = type === "aws_ssoadmin_managed_policy_attachment" ? "managed_policy_arn" : "policy_arn";
  return tell(
    not(matches(values, key, (text) => tooMuch.test(text))),
    key,
    "it allows everything, or its own increase",
  );
}

/** The list of a role is filled in by the provider: what it does not set is no statement of the plan. */
function judgeManaged(resource: Resource, deployment: Deployment): Judgement {
  const key = "managed_policy_arns";
  if (isLeftToProvider(resource, key, deployment) || isSet(resource.values, key) === false) return notApplicable;
  const arns = textsAt(resource.values, key);
  return tell(arns && allOf(arns.map((one) => !tooMuch.test(one))), key, "it allows everything, or its own increase");
}

function judgeUsers({ type, values }: Resource): Judgement {
  if (type === "aws_iam_policy_attachment") return tell(not(isSet(values, "users")), "users", "attached to a user");
  return passWhen(false, { at: "user", found: "attached to a user" });
}
