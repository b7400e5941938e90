import type { Judgement } from "../../../domain/posture.ts";
import {
  allowsEveryone,
  type Complaint,
  coversAction,
  isAnyone,
  isOfAnyResource,
  judgePolicyAt,
  type Statement,
} from "../aws-policy.ts";
import { type Check, notApplicable, worstOf } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { blocks } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html";
const practices = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";

/** Types that hold a policy of what their owner may do, with the attribute that has its text. */
const types = [
  "aws_iam_policy",
  "aws_iam_role_policy",
  "aws_iam_user_policy",
  "aws_iam_group_policy",
  "aws_iam_role",
  "aws_ssoadmin_permission_set_inline_policy",
];

/** What IAM policies allow. */
export const awsIamPolicyChecks: readonly Check[] = [
  {
    id: "aws-iam-policy/not-admin",
    title: "The policy does not allow everything on everything",
    severity: "high",
    types,
    fix: "name the actions and resources in policy that are needed",
    references: [hub, practices],
    aka: { ckv: ["CKV_AWS_62", "CKV2_AWS_40"], cis: ["CIS AWS 3.0.0 1.16"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-3"],
    judge: judgeOwn((statement) => (isAdmin(statement) ? "every action on every resource" : undefined)),
  },
  {
    id: "aws-iam-policy/no-service-wildcards",
    title: "The policy does not allow all of a service on everything",
    severity: "medium",
    types,
    fix: "name the actions of the service, or the resources",
    references: [hub, practices],
    aka: { ckv: ["CKV_AWS_63"], avd: ["AVD-AWS-0057"] },
    controls: ["nist-800-53:AC-6"],
    judge: judgeOwn(
      allowed((statement) =>
        statement.actions.some((action) => /^(?:\*|\*:\*|[a-z0-9-]+:\*)$/i.test(action)) && isOfAnyResource(statement)
          ? "all actions of a service on every resource"
          : undefined,
      ),
    ),
  },
  {
    id: "aws-iam-policy/no-inverted-allow",
    title: "The policy names what it allows, not what it does not",
    severity: "medium",
    types,
    fix: "write Action instead of NotAction where Effect is Allow",
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"],
    aka: {},
    controls: ["nist-800-53:AC-6"],
    judge: judgeOwn((statement) =>
      statement.effect === "Allow" && (statement.notActions !== undefined || statement.notResources !== undefined)
        ? "Allow with NotAction or NotResource"
        : undefined,
    ),
  },
  {
    id: "aws-iam-policy/no-escalation",
    title: "The policy gives no way to more rights",
    severity: "high",
    types,
    fix: "name the roles and policies in Resource, and add iam:PassedToService to iam:PassRole",
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html", practices],
    aka: { ckv: ["CKV_AWS_286"] },
    controls: ["nist-800-53:AC-6"],
    judge: judgeOwn(allowed(escalates)),
  },
  {
    id: "aws-iam-policy/data-narrowed",
    title: "The policy does not let all secrets or objects be read",
    severity: "medium",
    types,
    fix: "name the secrets, parameters or buckets in Resource",
    references: [practices],
    aka: { ckv: ["CKV_AWS_288"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-28"],
    judge: judgeOwn(allowed(readsAll)),
  },
  {
    id: "aws-iam-policy/trust-not-public",
    title: "The role can be assumed by nobody without saying who",
    severity: "critical",
    types: ["aws_iam_role"],
    fix: "name principals in assume_role_policy, or add a condition such as aws:PrincipalOrgID",
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html", hub],
    aka: { ckv: ["CKV_AWS_60", "CKV_AWS_61"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    judge: ({ values }) =>
      judgePolicyAt(values, "assume_role_policy", (statement) =>
        allowsEveryone(statement) || isAnyExternal(statement) ? "anyone may assume the role" : undefined,
      ),
  },
  {
    id: "aws-iam-policy/github-trust-narrowed",
    title: "Workflows of GitHub assume the role from named repositories only",
    severity: "high",
    types: ["aws_iam_role"],
    fix: "add a condition on token.actions.githubusercontent.com:sub that names owner and repository",
    references: [
      "https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services",
    ],
    aka: { ckv: ["CKV_AWS_358"] },
    controls: ["nist-800-53:IA-8", "nist-800-53:AC-3"],
    judge: ({ values }) => judgePolicyAt(values, "assume_role_policy", trustsAllOfGithub),
  },
];

/** The policies of the resource itself; a role can hold several inline. */
function judgeOwn(complaint: Complaint): Check["judge"] {
  return (resource, deployment): Judgement => {
    const { type, values } = resource;
    if (type !== "aws_iam_role") {
      return judgePolicyAt(values, type.startsWith("aws_ssoadmin") ? "inline_policy" : "policy", complaint);
    }
    // A role without inline policies leaves the attribute to the provider; what is attached is judged on its own.
    if (isLeftToProvider(resource, "inline_policy", deployment)) return notApplicable;
    const inline = blocks(values, "inline_policy");
    if (inline === undefined) return { status: "unknown", at: "inline_policy" };
    return worstOf(inline.map((_, index) => judgePolicyAt(values, `inline_policy.${index}.policy`, complaint)));
  };
}

function isAdmin(statement: Statement): boolean {
  const isEverything = statement.actions.some((action) => action === "*" || action === "*:*");
  return statement.effect === "Allow" && isEverything && isOfAnyResource(statement);
}

/** A complaint of what is allowed; what is denied gives no cause for one. */
function allowed(complaint: Complaint): Complaint {
  return (statement, policy) => (statement.effect === "Allow" ? complaint(statement, policy) : undefined);
}

/** Each of these, on any identity, is enough. Source: Rhino Security Labs, "AWS IAM privilege escalation methods", 2018. */
const escalating = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
];

/** With iam:PassRole, each of these runs code of one's own with the rights of any role. */
const launching = [
  "cloudformation:CreateStack",
  "codebuild:CreateProject",
  "datapipeline:CreatePipeline",
  "ec2:RunInstances",
  "ecs:RunTask",
  "glue:CreateDevEndpoint",
  "glue:CreateJob",
  "lambda:CreateFunction",
  "sagemaker:CreateNotebookInstance",
];

function escalates(statement: Statement, policy: readonly Statement[]): string | undefined {
  if (!isOfAnyResource(statement)) return undefined;
  const alone = escalating.find((action) => coversAction(statement, action));
  if (alone !== undefined) return `${alone} on any identity`;
  const isBound = statement.conditions.some(({ key }) => key.toLowerCase() === "iam:passedtoservice");
  if (isBound || !coversAction(statement, "iam:PassRole")) return undefined;
  const others = policy.filter(({ effect }) => effect === "Allow");
  const launched = launching.find((action) => others.some((one) => coversAction(one, action)));
  return launched && `iam:PassRole of any role, with ${launched}`;
}

const reading = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters", "s3:GetObject"];

function readsAll(statement: Statement): string | undefined {
  if (!isOfAnyResource(statement) || statement.conditions.length > 0) return undefined;
  const read = reading.find((action) => coversAction(statement, action));
  return read && `${read} on every resource`;
}

/** With an external id anyone who learns it may come: it is no secret, but it says who is meant. */
function isAnyExternal(statement: Statement): boolean {
  return statement.effect === "Allow" && statement.conditions.length === 0 && statement.principals.some(isAnyone);
}

const github = "token.actions.githubusercontent.com";

function trustsAllOfGithub(statement: Statement): string | undefined {
  const isOfGithub = statement.principals.some(({ kind, id }) => kind === "Federated" && id.endsWith(`/${github}`));
  if (statement.effect !== "Allow" || !isOfGithub) return undefined;
  const subjects = statement.conditions.filter(
    ({ operator, key }) =>
      /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/.test(operator) && key === `${github}:sub`,
  );
  const isNamed = subjects.some(
    ({ values }) => values.length > 0 && values.every((one) => /^repo:[^*?/]+\/[^*?:]+/.test(one)),
  );
  return isNamed ? undefined : "a workflow of any repository may assume the role";
}
