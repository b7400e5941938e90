import { settingIs, settingIsNot, settingIsOneOf, settingIsSet, tell } from "../aws-setting.ts";
import { allOf, type Check } from "../check.ts";
import { is, matches } from "../values.ts";

const glue = "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html";
const sagemaker = "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html";
const notebook = ["aws_sagemaker_notebook_instance"];

/** Glue, Athena, EMR and SageMaker. */
export const awsAnalyticsChecks: readonly Check[] = [
  {
    id: "aws-analytics/glue-catalog-encrypted",
    title: "The data catalog of Glue and its passwords are encrypted",
    severity: "medium",
    types: ["aws_glue_data_catalog_encryption_settings"],
    fix: "set catalog_encryption_mode = SSE-KMS and return_connection_password_encrypted = true",
    references: ["https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html"],
    aka: { ckv: ["CKV_AWS_94"] },
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => {
      const settings = ["data_catalog_encryption_settings", 0];
      return tell(
        allOf([
          matches(values, [...settings, "encryption_at_rest", 0, "catalog_encryption_mode"], (text) =>
            text.startsWith("SSE-KMS"),
          ),
          is(values, [...settings, "connection_password_encryption", 0, "return_connection_password_encrypted"], true),
        ]),
        "data_catalog_encryption_settings",
        "one of the two is off",
      );
    },
  },
  {
    id: "aws-analytics/glue-jobs-encrypted",
    title: "What jobs of Glue write, log and remember is encrypted",
    severity: "medium",
    types: ["aws_glue_security_configuration"],
    fix: "set the modes of cloudwatch_encryption, job_bookmarks_encryption and s3_encryption",
    references: [glue],
    aka: { ckv: ["CKV_AWS_99"] },
    controls: ["nist-800-53:SC-28"],
    judge: ({ values }) => {
      const modes = [
        ["cloudwatch_encryption", "cloudwatch_encryption_mode"],
        ["job_bookmarks_encryption", "job_bookmarks_encryption_mode"],
        ["s3_encryption", "s3_encryption_mode"],
      ].map(([block = "", mode = ""]) =>
        matches(values, ["encryption_configuration", 0, block, 0, mode], (text) => text !== "DISABLED"),
      );
      return tell(allOf(modes), "encryption_configuration", "a mode is DISABLED");
    },
  },
  {
    id: "aws-analytics/glue-job-configured",
    title: "The job of Glue has a security configuration",
    severity: "low",
    types: ["aws_glue_job", "aws_glue_crawler", "aws_glue_dev_endpoint"],
    fix: "set security_configuration",
    references: [glue],
    aka: { ckv: ["CKV_AWS_195"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIsSet("security_configuration"),
  },
  {
    id: "aws-analytics/athena-results-encrypted",
    title: "Results of queries are encrypted",
    severity: "medium",
    types: ["aws_athena_workgroup"],
    fix: "set encryption_option in result_configuration of configuration",
    references: ["https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html"],
    aka: { ckv: ["CKV_AWS_159"], avd: ["AVD-AWS-0006"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIsOneOf("configuration.0.result_configuration.0.encryption_configuration.0.encryption_option", [
      "SSE_S3",
      "SSE_KMS",
      "CSE_KMS",
    ]),
  },
  {
    id: "aws-analytics/athena-enforced",
    title: "Clients cannot overrule the settings of the workgroup",
    severity: "medium",
    types: ["aws_athena_workgroup"],
    fix: "remove enforce_workgroup_configuration = false",
    references: ["https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html"],
    aka: { ckv: ["CKV_AWS_82"], avd: ["AVD-AWS-0007"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:CM-6"],
    judge: settingIsNot("configuration.0.enforce_workgroup_configuration", ["false"]),
  },
  {
    id: "aws-analytics/emr-not-public",
    title: "Clusters of EMR cannot be opened to the internet",
    severity: "high",
    types: ["aws_emr_block_public_access_configuration"],
    fix: "set block_public_security_group_rules = true",
    references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html"],
    aka: { ckv: ["CKV_AWS_390"] },
    controls: ["nist-800-53:SC-7"],
    judge: settingIs("block_public_security_group_rules", true),
  },
  {
    id: "aws-analytics/notebook-no-internet",
    title: "The notebook reaches the internet through the VPC only",
    severity: "high",
    types: notebook,
    fix: "set direct_internet_access = Disabled and subnet_id",
    references: [sagemaker],
    aka: { ckv: ["CKV_AWS_122"] },
    controls: ["nist-800-53:SC-7"],
    judge: settingIs("direct_internet_access", "Disabled"),
  },
  {
    id: "aws-analytics/notebook-no-root",
    title: "Users of the notebook are not root",
    severity: "medium",
    types: notebook,
    fix: "set root_access = Disabled",
    references: [sagemaker],
    aka: { ckv: ["CKV_AWS_307"] },
    controls: ["nist-800-53:AC-6"],
    judge: settingIs("root_access", "Disabled"),
  },
  {
    id: "aws-analytics/sagemaker-kms-key",
    title: "Disks of notebooks and users are encrypted with a key of one's own",
    severity: "low",
    types: [...notebook, "aws_sagemaker_domain"],
    fix: "set kms_key_id",
    references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"],
    aka: { ckv: ["CKV_AWS_22", "CKV_AWS_187"] },
    controls: ["nist-800-53:SC-28", "nist-800-53:SC-12"],
    judge: settingIsSet("kms_key_id"),
  },
  {
    id: "aws-analytics/sagemaker-endpoint-encrypted",
    title: "Disks of the endpoint are encrypted",
    severity: "medium",
    types: ["aws_sagemaker_endpoint_configuration"],
    fix: "set kms_key_arn",
    references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"],
    aka: { ckv: ["CKV_AWS_98"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIsSet("kms_key_arn"),
  },
];
