import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { settingIs, settingIsNot, tell } from "../aws-setting.ts";
import { allOf, anyOf, type Check } from "../check.ts";
import { blocks, is, isSet, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html";
const types = ["aws_redshift_cluster"];

/** Redshift. */
export const awsRedshiftChecks: readonly Check[] = [
  {
    id: "aws-redshift/encrypted",
    title: "The Redshift cluster is encrypted",
    severity: "high",
    types,
    fix: "set encrypted = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_64"], avd: ["AVD-AWS-0084"] },
    controls: ["nist-800-53:SC-28"],
    // Off by default up to version 5 of the provider, on from version 6: a plan writes the default down.
    judge: settingIs("encrypted", true, "unknown"),
  },
  {
    id: "aws-redshift/not-public",
    title: "The Redshift cluster has no public address",
    severity: "critical",
    types: [...types, "aws_redshiftserverless_workgroup"],
    fix: "set publicly_accessible = false",
    references: [hub],
    aka: { ckv: ["CKV_AWS_87"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    // A cluster is public by default up to version 5 of the provider; a workgroup is not.
    judge: (resource, deployment) =>
      settingIsNot(
        "publicly_accessible",
        ["true"],
        resource.type === "aws_redshift_cluster" ? "unknown" : true,
      )(resource, deployment),
  },
  {
    id: "aws-redshift/audit-logs",
    title: "Connections to the Redshift cluster are logged",
    severity: "medium",
    types,
    fix: "add aws_redshift_logging with cluster_identifier",
    references: [hub],
    aka: { ckv: ["CKV_AWS_71"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeLogs,
  },
  {
    id: "aws-redshift/tls-required",
    title: "The parameters of the Redshift cluster refuse connections without TLS",
    severity: "medium",
    types: ["aws_redshift_parameter_group"],
    fix: "set parameter require_ssl = true",
    references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html"],
    aka: { ckv: ["CKV_AWS_105"] },
    controls: ["nist-800-53:SC-8"],
    judge: ({ values }) => {
      const own = blocks(values, "parameter")?.filter((one) => is(one, "name", "require_ssl") !== false);
      const isOn =
        own &&
        own.length > 0 &&
        allOf(own.map((one) => matches(one, "value", (text) => text.toLowerCase() === "true")));
      return tell(own === undefined ? undefined : isOn, "parameter", "require_ssl is off, or not set");
    },
  },
  {
    id: "aws-redshift/vpc-routing",
    title: "Traffic of the Redshift cluster stays in the VPC",
    severity: "low",
    types: [...types, "aws_redshiftserverless_workgroup"],
    fix: "set enhanced_vpc_routing = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_321"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: settingIs("enhanced_vpc_routing", true),
  },
];

/** Logging stands in a resource of its own since version 5.47 of the provider. */
function judgeLogs(cluster: Resource, deployment: Deployment): Judgement {
  const { found, uncertain } = pointingTo(deployment, cluster, "aws_redshift_logging", "cluster_identifier");
  const inline =
    isSet(cluster.values, "logging") === false ? false : is(cluster.values, ["logging", 0, "enable"], true);
  return tell(anyOf([found.length > 0, inline, uncertain ? undefined : false]), "logging", "not set");
}
