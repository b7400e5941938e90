import { at, field, type WireObject } from "../../../standards/wire.ts";
import { hasPlainSecret, isTrue, isUnpinned, judgeContainers } from "../aws-container.ts";
import { settingIsNot, tell } from "../aws-setting.ts";
import { allOf, anyOf, type Check, not, notApplicable, unlessElse } from "../check.ts";
import { blocks, is, isSet } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html";
const types = ["aws_ecs_task_definition"];
const definitions = "container_definitions";

/** Containers on ECS. */
export const awsEcsChecks: readonly Check[] = [
  {
    id: "aws-ecs/not-privileged",
    title: "No container of the task is privileged",
    severity: "critical",
    types,
    fix: "remove privileged from container_definitions",
    references: [hub],
    aka: { ckv: ["CKV_AWS_334"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: judgeContainers(definitions, (one) => (isTrue(one, "privileged") ? "privileged" : undefined)),
  },
  {
    id: "aws-ecs/read-only-root",
    title: "Containers of the task cannot write to their root file system",
    severity: "low",
    types,
    fix: "set readonlyRootFilesystem = true in container_definitions",
    references: [hub],
    aka: { ckv: ["CKV_AWS_336"] },
    controls: ["nist-800-53:CM-7", "nist-800-53:SI-7"],
    judge: judgeContainers(definitions, (one) =>
      isTrue(one, "readonlyRootFilesystem") ? undefined : "readonlyRootFilesystem is not true",
    ),
  },
  {
    id: "aws-ecs/not-root",
    title: "Tasks that share the network of the host do not run as root",
    severity: "high",
    types,
    fix: "set network_mode = awsvpc, or user in container_definitions",
    references: [hub],
    aka: {},
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-7"],
    judge: (resource, deployment) =>
      unlessElse(not(is(resource.values, "network_mode", "host")), "network_mode", () =>
        judgeContainers(definitions, runsAsRoot)(resource, deployment),
      ),
  },
  {
    id: "aws-ecs/own-process-space",
    title: "The task does not share the processes of the host",
    severity: "high",
    types,
    fix: "remove pid_mode = host and ipc_mode = host",
    references: [hub],
    aka: { ckv: ["CKV_AWS_335"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-39"],
    judge: ({ values }) =>
      tell(not(anyOf(["pid_mode", "ipc_mode"].map((key) => is(values, key, "host")))), "pid_mode", "host"),
  },
  {
    id: "aws-ecs/no-plain-secrets",
    title: "No secret stands in the environment of a container",
    severity: "high",
    types,
    fix: "move it from environment to secrets with valueFrom",
    references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html", hub],
    aka: { avd: ["AVD-AWS-0036"] },
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeContainers(definitions, hasPlainSecret),
  },
  {
    id: "aws-ecs/image-pinned",
    title: "Images of the task are named by their digest",
    severity: "medium",
    types,
    fix: "write image as repository@sha256:…",
    references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html"],
    aka: {},
    controls: ["nist-800-53:SI-7", "nist-800-53:CM-2"],
    judge: judgeContainers(definitions, isUnpinned),
  },
  {
    id: "aws-ecs/logs",
    title: "What containers of the task write is kept in a log",
    severity: "medium",
    types,
    fix: "set logConfiguration with logDriver in container_definitions",
    references: [hub],
    aka: {},
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeContainers(definitions, (one) =>
      at(one, "logConfiguration", "logDriver") === undefined ? "no logConfiguration" : undefined,
    ),
  },
  {
    id: "aws-ecs/volume-encrypted-in-transit",
    title: "Traffic to volumes of EFS is encrypted",
    severity: "medium",
    types,
    fix: "set transit_encryption = ENABLED in efs_volume_configuration",
    references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html"],
    aka: { ckv: ["CKV_AWS_97"], avd: ["AVD-AWS-0035"] },
    controls: ["nist-800-53:SC-8"],
    judge: ({ values }) => {
      const volumes = blocks(values, "volume");
      const onEfs = volumes?.filter((one) => isSet(one, "efs_volume_configuration") !== false);
      if (onEfs?.length === 0) return notApplicable;
      const truths = onEfs?.map((one) => is(one, ["efs_volume_configuration", 0, "transit_encryption"], "ENABLED"));
      return tell(truths && allOf(truths), "volume", "transit_encryption is not ENABLED");
    },
  },
  {
    id: "aws-ecs/service-no-public-ip",
    title: "Tasks of the service get no public address",
    severity: "medium",
    types: ["aws_ecs_service", "aws_ecs_task_set"],
    fix: "set assign_public_ip = false in network_configuration",
    references: [hub],
    aka: { ckv: ["CKV_AWS_333"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: settingIsNot("network_configuration.0.assign_public_ip", ["true"]),
  },
  {
    id: "aws-ecs/insights",
    title: "The cluster is watched by Container Insights",
    severity: "low",
    types: ["aws_ecs_cluster"],
    fix: "set setting containerInsights = enabled or enhanced",
    references: [hub],
    aka: { ckv: ["CKV_AWS_65"], avd: ["AVD-AWS-0034"] },
    controls: ["nist-800-53:SI-4", "nist-800-53:AU-12"],
    judge: ({ values }) => {
      const settings = blocks(values, "setting");
      const on = settings?.map((one) => anyOf([is(one, "value", "enabled"), is(one, "value", "enhanced")]));
      return tell(on && anyOf(on), "setting", "containerInsights is not on");
    },
  },
];

/** Without a user, the image's decides, which is root in most. */
function runsAsRoot(container: WireObject): string | undefined {
  const user = String(field(container, "user") ?? "");
  return ["", "0", "root"].includes(user.split(":")[0] ?? "") ? "root on the network of the host" : undefined;
}
