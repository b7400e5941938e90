import type { Judgement } from "../../../domain/posture.ts";
import { type Resource, unknownValue, type Value } from "../../../domain/resource.ts";
import { shorten } from "../../../standards/wire.ts";
import { hasPlainSecret, isTrue, isUnpinned, judgeContainers } from "../aws-container.ts";
import { settingIsNot, tell } from "../aws-setting.ts";
import { anyOf, type Check, not, type Truth } from "../check.ts";
import { type Entry, plainSecretIn } from "../secret-names.ts";
import { at, blocks, is, isSet } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html";
const batch = "https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html";
const types = ["aws_codebuild_project"];
const jobs = ["aws_batch_job_definition"];

/** CodeBuild and Batch. */
export const awsBuildChecks: readonly Check[] = [
  {
    id: "aws-build/no-plain-secrets",
    title: "No secret stands in the environment of the build",
    severity: "high",
    types,
    fix: "set type = SECRETS_MANAGER or PARAMETER_STORE in environment_variable",
    references: [hub],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeVariables,
  },
  {
    id: "aws-build/not-privileged",
    title: "The build is not privileged",
    severity: "medium",
    types,
    fix: "remove privileged_mode = true, which only the making of images with Docker needs",
    references: [hub],
    aka: { ckv: ["CKV_AWS_316"] },
    controls: ["nist-800-53:AC-6"],
    judge: settingIsNot("environment.0.privileged_mode", ["true"]),
  },
  {
    id: "aws-build/artifacts-encrypted",
    title: "What the build makes is encrypted",
    severity: "medium",
    types,
    fix: "remove encryption_disabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_78"], avd: ["AVD-AWS-0018"] },
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => {
      const all = ["artifacts", "secondary_artifacts"].map((key) => blocks(values, key));
      const open = all.map((some) => some && anyOf(some.map((one) => is(one, "encryption_disabled", true))));
      return tell(not(anyOf(open)), "artifacts", "encryption_disabled");
    },
  },
  {
    id: "aws-build/logs",
    title: "The build writes a log",
    severity: "low",
    types,
    fix: "set status = ENABLED in cloudwatch_logs or s3_logs of logs_config",
    references: [hub],
    aka: { ckv: ["CKV_AWS_314"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    // The log of CloudWatch is on unless it is turned off.
    judge: ({ values }) =>
      tell(
        anyOf([
          not(is(values, ["logs_config", 0, "cloudwatch_logs", 0, "status"], "DISABLED")),
          is(values, ["logs_config", 0, "s3_logs", 0, "status"], "ENABLED"),
        ]),
        "logs_config",
        "both logs are off",
      ),
  },
  {
    id: "aws-build/source-encrypted",
    title: "The source of the build is fetched over verified TLS",
    severity: "medium",
    types,
    fix: "remove insecure_ssl = true from source",
    references: ["https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectSource.html"],
    aka: {},
    controls: ["nist-800-53:SC-8"],
    judge: settingIsNot("source.0.insecure_ssl", ["true"]),
  },
  {
    id: "aws-build/job-not-privileged",
    title: "The container of the job is not privileged",
    severity: "high",
    types: jobs,
    fix: "remove privileged from container_properties",
    references: [batch],
    aka: { ckv: ["CKV_AWS_210"] },
    controls: ["nist-800-53:AC-6"],
    judge: judgeContainers("container_properties", (one) => (isTrue(one, "privileged") ? "privileged" : undefined)),
  },
  {
    id: "aws-build/job-no-plain-secrets",
    title: "No secret stands in the environment of the job",
    severity: "high",
    types: jobs,
    fix: "move it from environment to secrets with valueFrom",
    references: ["https://docs.aws.amazon.com/batch/latest/userguide/specifying-sensitive-data.html"],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeContainers("container_properties", hasPlainSecret),
  },
  {
    id: "aws-build/job-image-pinned",
    title: "The image of the job is named by its digest",
    severity: "medium",
    types: jobs,
    fix: "write image as repository@sha256:…",
    references: [batch],
    aka: {},
    controls: ["nist-800-53:SI-7", "nist-800-53:CM-2"],
    judge: judgeContainers("container_properties", isUnpinned),
  },
];

/** A variable is plain text unless its type says where the value is kept. */
function judgeVariables({ values }: Resource): Judgement {
  const variables = blocks(values, ["environment", 0, "environment_variable"]);
  const entries = variables?.filter((one) => isPlain(one) !== false).map(entryOf);
  const { isThere, name } = entries === undefined ? { isThere: undefined } : plainSecretIn(entries);
  return tell(
    not(isThere),
    "environment[0].environment_variable",
    `variable ${shorten(name ?? "", longestName)} is written out`,
  );
}

const longestName = 60;

function isPlain(variable: Value): Truth {
  return anyOf([not(isSet(variable, "type")), is(variable, "type", "PLAINTEXT")]);
}

/** Where it is not told whether a value is plain, it is not told. */
function entryOf(variable: Value): Entry {
  const value = isPlain(variable) === undefined ? unknownValue : at(variable, "value");
  return [at(variable, "name") ?? "", value ?? ""];
}
