import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { onlyWhere, settingIs, settingIsNot, settingIsSet, tell } from "../aws-setting.ts";
import { anyOf, type Check, not } from "../check.ts";
import { mustMatch } from "../setting.ts";
import { is, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html";
const stages = ["aws_api_gateway_stage", "aws_apigatewayv2_stage"];

/** API Gateway, REST and HTTP. */
export const awsApiGatewayChecks: readonly Check[] = [
  {
    id: "aws-api-gateway/domain-tls",
    title: "The domain of the API refuses TLS 1.0 and 1.1",
    severity: "high",
    types: ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"],
    fix: "set security_policy = TLS_1_2 or a SecurityPolicy_TLS13 policy",
    references: [
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
    ],
    aka: { ckv: ["CKV_AWS_206"], avd: ["AVD-AWS-0005"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // A REST domain that names none gets TLS_1_0 in older plans, TLS_1_2 in newer ones: the plan does not tell.
    judge: ({ values }) =>
      mustMatch(
        values,
        ["security_policy", "domain_name_configuration.0.security_policy"],
        (text) => text !== "TLS_1_0" && !text.startsWith("SecurityPolicy_TLS10"),
        undefined,
      ),
  },
  {
    id: "aws-api-gateway/method-authorised",
    title: "The method or route asks who calls",
    severity: "high",
    types: ["aws_api_gateway_method", "aws_apigatewayv2_route"],
    fix: "set authorization or authorization_type to AWS_IAM, JWT, CUSTOM or COGNITO_USER_POOLS",
    references: [hub],
    aka: { ckv: ["CKV_AWS_59", "CKV_AWS_309"], avd: ["AVD-AWS-0004"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:IA-2"],
    judge: judgeMethod,
  },
  {
    id: "aws-api-gateway/stage-logs",
    title: "Requests to the stage are logged",
    severity: "medium",
    types: stages,
    fix: "set access_log_settings with destination_arn",
    references: [hub],
    aka: { ckv: ["CKV_AWS_76", "CKV_AWS_95"], avd: ["AVD-AWS-0001"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingIsSet("access_log_settings"),
  },
  {
    id: "aws-api-gateway/stage-tracing",
    title: "Requests to the stage are traced",
    severity: "low",
    types: ["aws_api_gateway_stage"],
    fix: "set xray_tracing_enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_73"], avd: ["AVD-AWS-0003"] },
    controls: ["nist-800-53:AU-12", "nist-800-53:SI-4"],
    judge: settingIs("xray_tracing_enabled", true),
  },
  {
    id: "aws-api-gateway/cache-encrypted",
    title: "What the stage keeps in its cache is encrypted",
    severity: "medium",
    types: ["aws_api_gateway_method_settings"],
    fix: "set cache_data_encrypted = true in settings",
    references: [hub],
    aka: { ckv: ["CKV_AWS_308"], avd: ["AVD-AWS-0002"] },
    controls: ["nist-800-53:SC-28"],
    judge: onlyWhere(
      "settings[0].caching_enabled",
      (values) => is(values, ["settings", 0, "caching_enabled"], true),
      settingIs("settings.0.cache_data_encrypted", true),
    ),
  },
  {
    id: "aws-api-gateway/no-data-trace",
    title: "Bodies of requests are not written to the log",
    severity: "medium",
    types: ["aws_api_gateway_method_settings"],
    fix: "set data_trace_enabled = false in settings",
    references: [hub],
    aka: { ckv: ["CKV_AWS_276"] },
    controls: ["nist-800-53:AU-3", "nist-800-53:SI-12"],
    judge: settingIsNot("settings.0.data_trace_enabled", ["true"]),
  },
  {
    id: "aws-api-gateway/web-firewall",
    title: "A web firewall stands before the stage",
    severity: "low",
    types: ["aws_api_gateway_stage"],
    fix: "add aws_wafv2_web_acl_association with resource_arn of the stage",
    references: [hub],
    aka: { ckv: ["CKV2_AWS_29"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeFirewall,
  },
];

/** OPTIONS answers a browser that has no credentials yet (CORS); an API key at least counts the callers. */
function judgeMethod({ type, values }: Resource): Judgement {
  const key = type === "aws_apigatewayv2_route" ? "authorization_type" : "authorization";
  const isOpen = matches({ [key]: values[key] ?? "NONE" }, key, (text) => text === "NONE");
  const excused = anyOf([
    is(values, "http_method", "OPTIONS"),
    matches(values, "route_key", (text) => text.startsWith("OPTIONS ")),
    is(values, "api_key_required", true),
  ]);
  return tell(anyOf([not(isOpen), excused]), key, "NONE");
}

function judgeFirewall(stage: Resource, deployment: Deployment): Judgement {
  const { found, uncertain } = pointingTo(deployment, stage, "aws_wafv2_web_acl_association", "resource_arn");
  return tell(
    found.length > 0 || (uncertain ? undefined : false),
    "aws_wafv2_web_acl_association",
    "no association names it",
  );
}
