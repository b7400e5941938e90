import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { isWorld } from "../../../standards/address-range.ts";
import { settingHolds, settingIs, tell } from "../aws-setting.ts";
import { allOf, anyOf, type Check, not, notApplicable } from "../check.ts";
import { at, is, isSet, textsAt } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html";
const types = ["aws_eks_cluster"];

/** Kubernetes on AWS. */
export const awsEksChecks: readonly Check[] = [
  {
    id: "aws-eks/endpoint-not-public",
    title: "The internet does not reach the API of the cluster",
    severity: "high",
    types,
    fix: "set endpoint_public_access = false, or narrow public_access_cidrs",
    references: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
    aka: { ckv: ["CKV_AWS_38", "CKV_AWS_39"], avd: ["AVD-AWS-0040", "AVD-AWS-0041"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeEndpoint,
  },
  {
    id: "aws-eks/secrets-encrypted",
    title: "Secrets of the cluster are encrypted with a key of KMS",
    severity: "medium",
    types,
    fix: "set encryption_config with resources = secrets",
    references: ["https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html"],
    aka: { ckv: ["CKV_AWS_58"], avd: ["AVD-AWS-0039"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: settingHolds("encryption_config.0.resources", ["secrets"]),
  },
  {
    id: "aws-eks/control-plane-logs",
    title: "The control plane logs who asked it for what",
    severity: "medium",
    types,
    fix: "set enabled_cluster_log_types with api, audit and authenticator",
    references: [hub],
    aka: { ckv: ["CKV_AWS_37"], avd: ["AVD-AWS-0038"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingHolds("enabled_cluster_log_types", ["api", "audit", "authenticator"]),
  },
  {
    id: "aws-eks/nodes-no-open-ssh",
    title: "SSH to the nodes is not open to everyone",
    severity: "high",
    types: ["aws_eks_node_group"],
    fix: "set source_security_group_ids beside ec2_ssh_key in remote_access, or remove remote_access",
    references: ["https://docs.aws.amazon.com/eks/latest/userguide/create-managed-node-group.html"],
    aka: { ckv: ["CKV_AWS_100"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-17"],
    // With a key and without a group, EKS opens port 22 to the internet.
    judge: ({ values }) => {
      const hasKey = isSet(values, ["remote_access", 0, "ec2_ssh_key"]);
      const groups = isSet(values, ["remote_access", 0, "source_security_group_ids"]);
      return tell(anyOf([not(hasKey), groups]), "remote_access", "ec2_ssh_key without source_security_group_ids");
    },
  },
  {
    id: "aws-eks/private-endpoint",
    title: "Nodes reach the API of the cluster inside the VPC",
    severity: "low",
    types,
    fix: "set endpoint_private_access = true",
    references: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
    aka: {},
    controls: ["nist-800-53:SC-7"],
    judge: settingIs("vpc_config.0.endpoint_private_access", true),
  },
];

/** Public, for 0.0.0.0/0, unless it says otherwise. */
function judgeEndpoint({ values }: Resource): Judgement {
  if (at(values, "vpc_config") === undefined) return notApplicable;
  const isOff = is(values, ["vpc_config", 0, "endpoint_public_access"], false);
  const cidrs = textsAt(values, ["vpc_config", 0, "public_access_cidrs"]);
  const isNarrow = cidrs && cidrs.length > 0 && allOf(cidrs.map((one) => !isWorld(one)));
  return tell(
    anyOf([isOff, cidrs === undefined ? undefined : isNarrow]),
    "vpc_config[0].public_access_cidrs",
    "public, for every address",
  );
}
