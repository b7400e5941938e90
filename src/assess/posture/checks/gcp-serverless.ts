import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../../domain/resource.ts";
import { shorten } from "../../../standards/wire.ts";
import { type Check, failWhen, passWhen, worstOf } from "../check.ts";
import { iamTypes, isDefaultAccount, judgePublicGrants } from "../gcp-grants.ts";
import { judgeImages } from "../image-pin.ts";
import { type Entry, entriesOf, listedEntries, plainSecretIn } from "../secret-names.ts";
import { mustBe, mustMatch, settingOf } from "../setting.ts";
import { at } from "../values.ts";

const cloud = "https://cloud.google.com";
const functionTypes = ["google_cloudfunctions_function", "google_cloudfunctions2_function"];
const runTypes = ["google_cloud_run_service", "google_cloud_run_v2_service", "google_cloud_run_v2_job"];

/** Cloud Run and functions of Google Cloud. */
export const gcpServerlessChecks: readonly Check[] = [
  {
    id: "gcp-serverless/run-not-public",
    title: "Not everyone may call the service",
    severity: "medium",
    types: iamTypes("google_cloud_run_service", "google_cloud_run_v2_service", "google_cloud_run_v2_job"),
    fix: "grant roles/run.invoker to callers instead of allUsers",
    references: [`${cloud}/run/docs/authenticating/overview`],
    aka: { ckv: ["CKV_GCP_102"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-serverless/function-not-public",
    title: "Not everyone may call the function",
    severity: "medium",
    types: iamTypes("google_cloudfunctions_function", "google_cloudfunctions2_function"),
    fix: "grant the invoker role to callers instead of allUsers",
    references: [`${cloud}/functions/docs/securing`],
    aka: { ckv: ["CKV_GCP_107"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-serverless/function-ingress",
    title: "The function is reached from inside or through a load balancer",
    severity: "medium",
    types: functionTypes,
    fix: 'set ingress_settings = "ALLOW_INTERNAL_AND_GCLB" or "ALLOW_INTERNAL_ONLY"',
    references: [`${cloud}/functions/docs/networking/network-settings`],
    aka: { ckv: ["CKV_GCP_124"] },
    controls: ["nist-800-53:SC-7"],
    // The default is ALLOW_ALL.
    judge: ({ values }) =>
      mustMatch(
        values,
        ["ingress_settings", "service_config.0.ingress_settings"],
        (text) => text !== "ALLOW_ALL",
        false,
      ),
  },
  {
    id: "gcp-serverless/function-https",
    title: "The function redirects requests without TLS",
    severity: "high",
    types: ["google_cloudfunctions_function"],
    fix: 'set https_trigger_security_level = "SECURE_ALWAYS"',
    references: [`${cloud}/functions/docs/writing/write-http-functions`],
    aka: { ckv: ["CKV2_GCP_10"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeTrigger,
  },
  {
    id: "gcp-serverless/run-ingress",
    title: "The service is reached from inside or through a load balancer",
    severity: "low",
    types: ["google_cloud_run_v2_service"],
    fix: 'set ingress = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" or "INGRESS_TRAFFIC_INTERNAL_ONLY"',
    references: [`${cloud}/run/docs/securing/ingress`],
    aka: {},
    controls: ["nist-800-53:SC-7"],
    // The default is all traffic.
    judge: ({ values }) => mustMatch(values, "ingress", (text) => text.startsWith("INGRESS_TRAFFIC_INTERNAL"), false),
  },
  {
    id: "gcp-serverless/no-plain-secrets",
    title: "No environment variable holds a secret as it is",
    severity: "high",
    types: [...functionTypes, ...runTypes],
    fix: "take the value from Secret Manager: value_source, value_from or secret_environment_variables",
    references: [`${cloud}/run/docs/configuring/services/secrets`],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeEnvironment,
  },
  {
    id: "gcp-serverless/image-pinned",
    title: "Images of services and jobs are named by digest",
    severity: "medium",
    types: runTypes,
    fix: "name the image with its digest: registry/name@sha256:…",
    references: [`${cloud}/run/docs/deploying`],
    aka: {},
    controls: ["nist-800-53:CM-2", "nist-800-53:SI-7"],
    judge: (resource) =>
      judgeImages(
        containersOf(resource).map((one) => at(one, "image")),
        "image",
      ),
  },
  {
    id: "gcp-serverless/own-account",
    title: "The code acts as an account of its own",
    severity: "medium",
    types: [...functionTypes, ...runTypes],
    fix: "set the service account of the service or function",
    references: [`${cloud}/run/docs/securing/service-identity`],
    aka: {},
    controls: ["nist-800-53:AC-6"],
    // Without one, the code acts as the default service account.
    judge: ({ values }) => mustMatch(values, accountNames, (account) => !isDefaultAccount(account), false),
  },
];

/** Functions of the first generation and of the second; services of both APIs; jobs. */
const accountNames = [
  ...["service_account_email", "service_config.0.service_account_email", "template.0.service_account"],
  ...["template.0.spec.0.service_account_name", "template.0.template.0.service_account"],
];

function judgeTrigger({ values }: Resource): Judgement {
  const trigger = settingOf(values, "trigger_http").value;
  if (trigger === undefined || trigger === false)
    return passWhen(true, { at: "trigger_http", found: "no HTTP trigger" });
  return mustBe(values, "https_trigger_security_level", "SECURE_ALWAYS", false);
}

/** The containers of a service or job; one hidden one when the plan does not tell. */
function containersOf({ values }: Resource): readonly Value[] {
  const { value } = settingOf(values, [
    ...["template.0.containers", "template.0.spec.0.containers", "template.0.template.0.containers"],
  ]);
  if (isHidden(value)) return [{ image: value, env: value }];
  return Array.isArray(value) ? value : [];
}

function judgeEnvironment(resource: Resource): Judgement {
  const maps = ["environment_variables", "service_config.0.environment_variables"];
  const variables = maps.map((name) => entriesOf(settingOf(resource.values, name).value));
  const lists = containersOf(resource).map((container) => listedEntries(container, "env"));
  return worstOf([passWhen(true), ...[...variables, ...lists].map(judgeVariables)]);
}

function judgeVariables(entries: readonly Entry[] | undefined): Judgement {
  if (entries === undefined) return passWhen(undefined, { at: "environment" });
  const { isThere, name } = plainSecretIn(entries);
  const found = isThere === true && name !== undefined && { found: `${shorten(name, maxName)} may hold a secret` };
  return failWhen(isThere, { at: "environment", ...found });
}

/** Longest name of a variable that is quoted. */
const maxName = 60;
