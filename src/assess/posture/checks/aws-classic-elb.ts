import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../../domain/resource.ts";
import { settingIs, tell } from "../aws-setting.ts";
import { classicRefusesOldTls } from "../aws-tls.ts";
import { allOf, anyOf, type Check, not, type Truth, whereConcerned } from "../check.ts";
import { at, blocks, is, matches } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html";

/** Classic Load Balancers. */
export const awsClassicElbChecks: readonly Check[] = [
  {
    id: "aws-classic-elb/listener-encrypted",
    title: "The listeners of the classic load balancer speak TLS",
    severity: "high",
    types: ["aws_elb"],
    fix: "set lb_protocol = https or ssl with ssl_certificate_id, or move to aws_lb",
    references: [hub],
    aka: { ckv: ["CKV_AWS_376"] },
    controls: ["nist-800-53:SC-8"],
    judge: judgeListeners,
  },
  {
    id: "aws-classic-elb/tls-policy",
    title: "The policy of the classic load balancer refuses TLS 1.0 and 1.1",
    severity: "high",
    types: ["aws_load_balancer_policy", "aws_lb_ssl_negotiation_policy"],
    fix: "set Reference-Security-Policy = ELBSecurityPolicy-TLS-1-2-2017-01",
    references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html"],
    aka: { ckv: ["CKV_AWS_213"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    judge: judgePolicy,
  },
  {
    id: "aws-classic-elb/access-logs",
    title: "Requests to the classic load balancer are logged",
    severity: "low",
    types: ["aws_elb"],
    fix: "set access_logs with enabled = true",
    references: [hub],
    aka: { ckv: ["CKV_AWS_92"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    // The block is enabled unless it says otherwise.
    judge: (resource, deployment) =>
      at(resource.values, ["access_logs", 0, "bucket"]) === undefined
        ? tell(blocks(resource.values, "access_logs") && false, "access_logs", "not set")
        : settingIs("access_logs.0.enabled", true, true)(resource, deployment),
  },
];

/** TCP passes bytes on, encrypted or not. */
function judgeListeners({ values }: Resource): Judgement {
  const listeners = blocks(values, "listener");
  const plain = listeners?.map((one) => matches(one, "lb_protocol", (text) => text.toLowerCase() === "http"));
  return tell(plain && not(anyOf(plain)), "listener", "a listener speaks HTTP");
}

/** A policy names a predefined one, or the protocols that it takes. */
function judgePolicy(resource: Resource): Judgement {
  const isAboutTls = !isGeneral(resource) || is(resource.values, "policy_type_name", "SSLNegotiationPolicyType");
  return whereConcerned(isAboutTls, "policy_type_name", () => judgeAttributes(resource));
}

function judgeAttributes(resource: Resource): Judgement {
  const key = isGeneral(resource) ? "policy_attribute" : "attribute";
  const attributes = blocks(resource.values, key);
  return tell(attributes && allOf(attributes.map(refusesOld)), key, "it takes TLS 1.0 or 1.1");
}

/** An attribute is a protocol with a switch, the name of a predefined policy, or a cipher. */
function refusesOld(attribute: Value): Truth {
  const name = at(attribute, "name");
  if (isHidden(name)) return undefined;
  if (oldProtocols.has(String(name))) return is(attribute, "value", "false");
  const policy = at(attribute, "value");
  if (name !== "Reference-Security-Policy") return true;
  return typeof policy === "string" ? classicRefusesOldTls(policy) : undefined;
}

const oldProtocols: ReadonlySet<string> = new Set([
  "Protocol-SSLv2",
  "Protocol-SSLv3",
  "Protocol-TLSv1",
  "Protocol-TLSv1.1",
]);

function isGeneral({ type }: Resource): boolean {
  return type === "aws_load_balancer_policy";
}
