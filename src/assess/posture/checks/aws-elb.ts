import { type Deployment, pointingTo } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, valueAt } from "../../../domain/resource.ts";
import { shorten } from "../../../standards/wire.ts";
import { onlyWhere, settingIs, settingIsNot, tell } from "../aws-setting.ts";
import { refusesOldTls } from "../aws-tls.ts";
import { allOf, anyOf, type Check, not, notApplicable, passWhen, whereConcerned } from "../check.ts";
import { blocks, is, isSet, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html";
const balancers = ["aws_lb", "aws_alb"];
const listeners = ["aws_lb_listener", "aws_alb_listener"];

/** Application and Network Load Balancers. */
export const awsElbChecks: readonly Check[] = [
  {
    id: "aws-elb/listener-encrypted",
    title: "The listener speaks TLS, or only redirects to where TLS is spoken",
    severity: "high",
    types: listeners,
    fix: "set protocol = HTTPS or TLS, or a default_action of type redirect to HTTPS",
    references: [hub, "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"],
    aka: { ckv: ["CKV_AWS_2"], avd: ["AVD-AWS-0054"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeProtocol,
  },
  {
    id: "aws-elb/listener-tls-policy",
    title: "The listener refuses TLS 1.0 and 1.1",
    severity: "high",
    types: listeners,
    fix: "set ssl_policy = ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer one",
    references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"],
    aka: { ckv: ["CKV_AWS_103"], avd: ["AVD-AWS-0047"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    judge: judgeTlsPolicy,
  },
  {
    id: "aws-elb/access-logs",
    title: "Requests to the load balancer are logged",
    severity: "low",
    types: balancers,
    fix: "set access_logs with enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_91"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: onlyWhere(
      "load_balancer_type",
      (values) => not(is(values, "load_balancer_type", "gateway")),
      settingIs("access_logs.0.enabled", true),
    ),
  },
  {
    id: "aws-elb/drops-invalid-headers",
    title: "The load balancer drops headers that are not valid",
    severity: "medium",
    types: balancers,
    fix: "set drop_invalid_header_fields = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_131"], avd: ["AVD-AWS-0052"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:SI-10"],
    judge: onApplication(settingIs("drop_invalid_header_fields", true)),
  },
  {
    id: "aws-elb/desync-mitigation",
    title: "The load balancer guards against request smuggling",
    // The default, defensive, does.
    severity: "medium",
    types: balancers,
    fix: "set desync_mitigation_mode = defensive or strictest",
    references: [hub],
    aka: { ckv: ["CKV_AWS_328"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:SI-10"],
    judge: onApplication(settingIsNot("desync_mitigation_mode", ["monitor"])),
  },
  {
    id: "aws-elb/deletion-protection",
    title: "The load balancer is protected from being deleted",
    severity: "low",
    types: balancers,
    fix: "set enable_deletion_protection = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_150"] },
    controls: ["nist-800-53:CP-10", "nist-800-53:CM-3"],
    judge: settingIs("enable_deletion_protection", true),
  },
  {
    id: "aws-elb/web-firewall",
    title: "A web firewall stands before the public load balancer",
    severity: "medium",
    types: balancers,
    fix: "add aws_wafv2_web_acl_association with resource_arn of the load balancer",
    references: [hub],
    aka: { ckv: ["CKV2_AWS_28"] },
    controls: ["nist-800-53:SC-7"],
    judge: onApplication(judgeFirewall),
  },
  {
    id: "aws-elb/target-encrypted",
    title: "The load balancer speaks TLS to its targets",
    severity: "low",
    types: ["aws_lb_target_group", "aws_alb_target_group"],
    fix: "set protocol = HTTPS or TLS in the target group",
    references: [hub],
    aka: { ckv: ["CKV_AWS_378"] },
    controls: ["nist-800-53:SC-8"],
    judge: onlyWhere(
      "target_type",
      (values) => not(is(values, "target_type", "lambda")),
      settingIsNot("protocol", ["HTTP"]),
    ),
  },
];

function judgeProtocol({ values }: Resource): Judgement {
  const protocol = valueAt(values, "protocol");
  if (isHidden(protocol)) return passWhen(undefined, { at: "protocol" });
  if (protocol === "HTTPS" || protocol === "TLS") return passWhen(true, { at: "protocol" });
  // UDP and TCP pass bytes on, encrypted or not; a listener of a gateway has no protocol.
  if (protocol !== "HTTP") return notApplicable;
  const actions = blocks(values, "default_action");
  const redirects = actions?.map((action) =>
    allOf([
      is(action, "type", "redirect"),
      // The protocol of a redirect is that of the request, #{protocol}, when it is not named.
      is(action, ["redirect", 0, "protocol"], "HTTPS"),
    ]),
  );
  return tell(redirects && anyOf(redirects), "protocol", "HTTP, without a redirect to HTTPS");
}

/** The provider's default is ELBSecurityPolicy-2016-08, which takes TLS 1.0. */
function judgeTlsPolicy({ values }: Resource): Judgement {
  const isEncrypted = matches(values, "protocol", (text) => text === "HTTPS" || text === "TLS");
  if (isEncrypted !== true) return isEncrypted === false ? notApplicable : passWhen(undefined, { at: "protocol" });
  const policy = valueAt(values, "ssl_policy");
  if (isHidden(policy)) return passWhen(undefined, { at: "ssl_policy" });
  if (policy === undefined) return tell(false, "ssl_policy", "the default, which takes TLS 1.0");
  return tell(
    refusesOldTls(String(policy)),
    "ssl_policy",
    `${shorten(String(policy), longestPolicy)} takes TLS 1.0 or 1.1`,
  );
}

const longestPolicy = 80;

/** Network and gateway load balancers pass bytes on. */
function onApplication(judge: Check["judge"]): Check["judge"] {
  return onlyWhere(
    "load_balancer_type",
    (values) => isSet(values, "load_balancer_type") === false || is(values, "load_balancer_type", "application"),
    judge,
  );
}

function judgeFirewall(resource: Resource, deployment: Deployment): Judgement {
  const associations = ["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"].map((type) =>
    pointingTo(deployment, resource, type, "resource_arn"),
  );
  const truths = associations.map(({ found, uncertain }) => found.length > 0 || (uncertain ? undefined : false));
  return whereConcerned(not(is(resource.values, "internal", true)), "internal", () =>
    tell(anyOf(truths), "aws_wafv2_web_acl_association", "no association names it"),
  );
}
