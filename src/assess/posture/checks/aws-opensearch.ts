import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { policyNamesWho } from "../aws-policy.ts";
import { onlyWhere, settingIs, settingIsOneOf, settingIsSet, tell } from "../aws-setting.ts";
import { allOf, anyOf, type Check, not } from "../check.ts";
import { blocks, is, isSet } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html";
const types = ["aws_opensearch_domain", "aws_elasticsearch_domain"];

/** OpenSearch and Elasticsearch domains. */
export const awsOpensearchChecks: readonly Check[] = [
  {
    id: "aws-opensearch/at-rest-encrypted",
    title: "The domain is encrypted at rest",
    severity: "high",
    types,
    fix: "set encrypt_at_rest with enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_5"], avd: ["AVD-AWS-0048"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("encrypt_at_rest.0.enabled", true),
  },
  {
    id: "aws-opensearch/node-to-node-encrypted",
    title: "Traffic between the nodes of the domain is encrypted",
    severity: "high",
    types,
    fix: "set node_to_node_encryption with enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_6"], avd: ["AVD-AWS-0043"] },
    controls: ["nist-800-53:SC-8"],
    judge: settingIs("node_to_node_encryption.0.enabled", true),
  },
  {
    id: "aws-opensearch/https-required",
    title: "The domain refuses HTTP",
    severity: "high",
    types,
    fix: "set enforce_https = true in domain_endpoint_options",
    references: [hub],
    aka: { ckv: ["CKV_AWS_83"], avd: ["AVD-AWS-0046"] },
    controls: ["nist-800-53:SC-8"],
    judge: settingIs("domain_endpoint_options.0.enforce_https", true),
  },
  {
    id: "aws-opensearch/tls-policy",
    title: "The domain refuses TLS 1.0 and 1.1",
    severity: "high",
    types,
    fix: "set tls_security_policy = Policy-Min-TLS-1-2-PFS-2023-10 in domain_endpoint_options",
    references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html"],
    aka: { ckv: ["CKV_AWS_228"], avd: ["AVD-AWS-0126"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    judge: settingIsOneOf("domain_endpoint_options.0.tls_security_policy", [
      "Policy-Min-TLS-1-2-2019-07",
      "Policy-Min-TLS-1-2-PFS-2023-10",
      "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08",
    ]),
  },
  {
    id: "aws-opensearch/audit-logs",
    title: "The audit log of the domain goes to CloudWatch",
    severity: "medium",
    types,
    fix: "add log_publishing_options with log_type = AUDIT_LOGS",
    references: [hub],
    aka: { ckv: ["CKV_AWS_317"], avd: ["AVD-AWS-0042"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeLogs,
  },
  {
    id: "aws-opensearch/in-vpc",
    title: "The domain is reached through a VPC",
    severity: "medium",
    types,
    fix: "set vpc_options with subnet_ids",
    references: [hub],
    aka: { ckv: ["CKV_AWS_137"] },
    controls: ["nist-800-53:SC-7"],
    judge: settingIsSet("vpc_options"),
  },
  {
    id: "aws-opensearch/policy-not-public",
    title: "The access policy of the domain lets nobody in without saying who",
    severity: "critical",
    types: [...types, "aws_opensearch_domain_policy", "aws_elasticsearch_domain_policy"],
    fix: "name principals in access_policies, or add a condition such as aws:SourceIp",
    references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html"],
    aka: {},
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    // In a VPC its security groups say who; there the policy may be open.
    judge: onlyWhere("vpc_options", (values) => not(isSet(values, "vpc_options")), policyNamesWho("access_policies")),
  },
];

function judgeLogs({ values }: Resource): Judgement {
  const options = blocks(values, "log_publishing_options");
  const isThere =
    options && anyOf(options.map((one) => allOf([is(one, "log_type", "AUDIT_LOGS"), not(is(one, "enabled", false))])));
  return tell(isThere, "log_publishing_options", "no AUDIT_LOGS");
}
