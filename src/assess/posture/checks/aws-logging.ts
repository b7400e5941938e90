import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { settingIs, settingIsNot, settingIsSet, tell } from "../aws-setting.ts";
import { type Check, not, whereConcerned } from "../check.ts";
import { mustMatch } from "../setting.ts";
import { isSet } from "../values.ts";

/** What watches an account besides its trail. */
export const awsLoggingChecks: readonly Check[] = [
  {
    id: "aws-logging/config-records-all",
    title: "Config records every kind of resource",
    severity: "medium",
    types: ["aws_config_configuration_recorder"],
    fix: "set all_supported = true in recording_group",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html"],
    aka: { ckv: ["CKV2_AWS_48"], cis: ["CIS AWS 3.0.0 3.3"] },
    controls: ["nist-800-53:CM-8", "nist-800-53:AU-12"],
    // All supported ones by default.
    judge: settingIs("recording_group.0.all_supported", true, true),
  },
  {
    id: "aws-logging/config-recording",
    title: "The recorder of Config is on",
    severity: "medium",
    types: ["aws_config_configuration_recorder_status"],
    fix: "set is_enabled = true",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html"],
    aka: { ckv: ["CKV2_AWS_45"], cis: ["CIS AWS 3.0.0 3.3"] },
    controls: ["nist-800-53:CM-8", "nist-800-53:AU-12"],
    judge: settingIs("is_enabled", true),
  },
  {
    id: "aws-logging/guardduty-on",
    title: "The detector of GuardDuty is on",
    severity: "medium",
    types: ["aws_guardduty_detector"],
    fix: "set enable = true",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html"],
    aka: { ckv: ["CKV_AWS_238"] },
    controls: ["nist-800-53:SI-4"],
    judge: settingIsNot("enable", ["false"]),
  },
  {
    id: "aws-logging/log-group-retention",
    title: "The log group keeps what it has for at least a year",
    severity: "low",
    types: ["aws_cloudwatch_log_group"],
    fix: "set retention_in_days to 365 or more, or 0 for ever",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
    aka: { ckv: ["CKV_AWS_338"] },
    controls: ["nist-800-53:AU-11"],
    // Zero, the default, is for ever.
    judge: ({ values }) =>
      mustMatch(values, "retention_in_days", (text) => Number(text) === 0 || Number(text) >= 365, true),
  },
  {
    id: "aws-logging/log-group-kms-key",
    title: "The log group is encrypted with a key of one's own",
    severity: "low",
    types: ["aws_cloudwatch_log_group"],
    fix: "set kms_key_id",
    references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
    aka: { ckv: ["CKV_AWS_158"], avd: ["AVD-AWS-0017"] },
    controls: ["nist-800-53:AU-9", "nist-800-53:SC-28"],
    judge: settingIsSet("kms_key_id"),
  },
  {
    id: "aws-logging/dns-queries",
    title: "Questions to the public zone are logged",
    severity: "low",
    types: ["aws_route53_zone"],
    fix: "add aws_route53_query_log with zone_id",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html"],
    aka: { ckv: ["CKV2_AWS_39"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeZone,
  },
  {
    id: "aws-logging/web-firewall-logs",
    title: "What the web firewall stops is logged",
    severity: "low",
    types: ["aws_wafv2_web_acl"],
    fix: "add aws_wafv2_web_acl_logging_configuration with resource_arn",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html"],
    aka: { ckv: ["CKV2_AWS_31"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: (acl, deployment) =>
      judgePointer(acl, deployment, { type: "aws_wafv2_web_acl_logging_configuration", attribute: "resource_arn" }),
  },
];

/** A private zone has no query log of its own. */
function judgeZone(zone: Resource, deployment: Deployment): Judgement {
  return whereConcerned(not(isSet(zone.values, "vpc")), "vpc", () =>
    judgePointer(zone, deployment, { type: "aws_route53_query_log", attribute: "zone_id" }),
  );
}

type Pointer = { readonly type: string; readonly attribute: string };

function judgePointer(target: Resource, deployment: Deployment, { type, attribute }: Pointer): Judgement {
  const { found, uncertain } = pointingTo(deployment, target, type, attribute);
  return tell(found.length > 0 || (uncertain ? undefined : false), `${type}.${attribute}`, "none names it");
}
