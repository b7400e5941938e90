import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, valueAt } from "../../../domain/resource.ts";
import { shorten } from "../../../standards/wire.ts";
import { plainSecretAt } from "../aws-container.ts";
import { runtimeIsSupported } from "../aws-runtime.ts";
import { isGiven, settingIs, settingIsNot, tell } from "../aws-setting.ts";
import { anyOf, type Check, not, notApplicable, passWhen, whereConcerned } from "../check.ts";
import { is, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html";
const types = ["aws_lambda_function"];

/** Functions of AWS. */
export const awsLambdaChecks: readonly Check[] = [
  {
    id: "aws-lambda/no-plain-secrets",
    title: "No secret stands in the environment of the function",
    severity: "high",
    types,
    fix: "read it from Secrets Manager or Parameter Store when the function starts",
    references: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"],
    aka: { ckv: ["CKV_AWS_45"] },
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeEnvironment,
  },
  {
    id: "aws-lambda/url-authorised",
    title: "The address of the function asks who calls",
    severity: "high",
    types: ["aws_lambda_function_url"],
    fix: "set authorization_type = AWS_IAM",
    references: ["https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"],
    aka: { ckv: ["CKV_AWS_258"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: settingIsNot("authorization_type", ["NONE"], "unknown"),
  },
  {
    id: "aws-lambda/permission-not-public",
    title: "The permission lets nobody call without saying who",
    severity: "high",
    types: ["aws_lambda_permission", "aws_lambda_layer_version_permission"],
    fix: "name the principal, or set principal_org_id or source_account",
    references: [hub],
    aka: { ckv: ["CKV_AWS_301"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgePermission,
  },
  {
    id: "aws-lambda/service-permission-narrowed",
    title: "A service may call for one source only",
    severity: "medium",
    types: ["aws_lambda_permission"],
    fix: "set source_arn or source_account, or else any account can make the service call",
    references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
    aka: { ckv: ["CKV_AWS_364"], avd: ["AVD-AWS-0067"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    judge: judgeService,
  },
  {
    id: "aws-lambda/runtime-supported",
    title: "The runtime of the function still gets security fixes",
    severity: "medium",
    types,
    fix: "set runtime to one that AWS supports",
    references: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"],
    aka: { ckv: ["CKV_AWS_363"] },
    controls: ["nist-800-53:SI-2", "nist-800-53:SA-22"],
    judge: judgeRuntime,
  },
  {
    id: "aws-lambda/tracing",
    title: "Calls of the function are traced",
    severity: "low",
    types,
    fix: "set tracing_config with mode = Active",
    references: ["https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html"],
    aka: { ckv: ["CKV_AWS_50"], avd: ["AVD-AWS-0066"] },
    controls: ["nist-800-53:AU-12", "nist-800-53:SI-4"],
    judge: settingIs("tracing_config.0.mode", "Active"),
  },
];

function judgeEnvironment({ values }: Resource): Judgement {
  const { isThere, name } = plainSecretAt(values, "environment.0.variables");
  return tell(not(isThere), "environment[0].variables", `variable ${shorten(name ?? "", longestName)} is written out`);
}

const longestName = 60;

function judgePermission(resource: Resource, deployment: Deployment): Judgement {
  const { values } = resource;
  const isOpen = is(values, "principal", "*");
  const isNarrowed = anyOf([
    ...["source_arn", "source_account", "principal_org_id", "organization_id"].map((key) =>
      isGiven(resource, deployment, key),
    ),
    is(values, "function_url_auth_type", "AWS_IAM"),
  ]);
  return tell(anyOf([not(isOpen), isNarrowed]), "principal", "everyone");
}

/** `events.amazonaws.com` and the like. */
function judgeService(resource: Resource, deployment: Deployment): Judgement {
  const { values } = resource;
  const isSaid = anyOf(
    ["source_arn", "source_account", "principal_org_id"].map((key) => isGiven(resource, deployment, key)),
  );
  return whereConcerned(
    matches(values, "principal", (text) => text.endsWith(".amazonaws.com")),
    "principal",
    () => tell(isSaid, "source_arn", "not set"),
  );
}

function judgeRuntime({ values }: Resource): Judgement {
  const runtime = valueAt(values, "runtime");
  // A function in a container image has none.
  if (runtime === undefined || runtime === "") return notApplicable;
  if (isHidden(runtime)) return passWhen(undefined, { at: "runtime" });
  const name = String(runtime);
  return tell(runtimeIsSupported(name), "runtime", `${shorten(name, longestName)} gets no fixes any more`);
}
