import type { Model } from "../domain/model.ts";
import type { PostureResult } from "../domain/posture.ts";
import { present } from "../domain/present.ts";
import type { Rule, RuleEvidence, RuleResult } from "../domain/rule.ts";
import type { Json, Section } from "../domain/section.ts";
import { compareSeverity, countSeverities, isAtLeast } from "../domain/severity.ts";
import { sourceText } from "../domain/source.ts";
import { counted } from "../domain/words.ts";
import { defineAssessor, type Evidence, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";
import { countBy } from "./count.ts";
import { type PostureOptions, postureOptions } from "./posture/options.ts";
import { runsPods } from "./posture/pods.ts";
import { type Posture, postureOf } from "./posture/posture.ts";

const source = "overlay posture";

const failures: Rule = {
  id: "posture/failures",
  code: "POSTURE_FAILURE",
  title: "no posture check at or above posture.fail_on fails",
  enforce: "block",
  source,
};

const weaknesses: Rule = {
  id: "posture/weaknesses",
  code: "POSTURE_WEAKNESS",
  title: "no posture check at or above posture.warn_on fails",
  enforce: "conditional",
  source,
};

const unknowns: Rule = {
  id: "posture/unknown",
  code: "POSTURE_UNKNOWN",
  title: "every posture check at or above posture.warn_on has an answer",
  enforce: "conditional",
  source: "invariant: what a plan does not tell is a doubt, neither a pass nor a failure",
};

const coverage: Rule = {
  id: "posture/coverage",
  code: "POSTURE_UNSEEN",
  title: "a posture check is about some resource of what is deployed",
  enforce: "conditional",
  source: "invariant: what nothing looked at is a doubt",
};

const rules = [failures, weaknesses, unknowns, coverage];

/** Posture checks over the resources of Terraform plans and Kubernetes manifests, each plan judged as a whole. */
export const postureAssessor = defineAssessor({
  section: "posture",
  options: postureOptions,
  rules,
  assess(model, options) {
    if (model.resources.length === 0) {
      const why = noResources(model);
      return { section: notEvaluated(why), results: rules.map((rule) => ruleResult(rule, "not_applicable", why)) };
    }
    const posture = postureOf(model, options);
    return { section: postureSection(posture, options), results: evaluate(posture, options) };
  },
});

function noResources({ inputs }: Model): string {
  const given = inputs.some(({ kinds }) => kinds.includes("tfplan") || kinds.includes("k8s"));
  return given ? "the plans and manifests hold no resource" : "no Terraform plan or Kubernetes manifest";
}

function evaluate(posture: Posture, options: PostureOptions): readonly RuleResult[] {
  const failed = posture.counting.filter((one) => one.status === "fail").toSorted(compareResults);
  const bad = failed.filter((one) => isAtLeast(one.severity, options.fail_on));
  const weak = failed.filter(
    (one) => isAtLeast(one.severity, options.warn_on) && !isAtLeast(one.severity, options.fail_on),
  );
  const open = posture.counting.filter((one) => one.status === "unknown" && isAtLeast(one.severity, options.warn_on));
  return [
    atLimit(failures, evidence(posture, bad), `posture.fail_on = ${options.fail_on}`),
    atLimit(weaknesses, evidence(posture, weak), `posture.warn_on = ${options.warn_on}`),
    open.length === 0
      ? ruleResult(unknowns, "pass", "every check at the limit has an answer")
      : ruleResult(unknowns, "unknown", `${counted(open.length, "check")} of resources cannot be answered`, {
          threshold: `posture.warn_on = ${options.warn_on}`,
          evidence: evidence(posture, open),
        }),
    coverageResult(posture),
  ];
}

function coverageResult({ judged, gone, resources, counting, disabled, unjudged }: Posture): RuleResult {
  const pods = unjudged.filter(runsPods);
  if (pods.length > 0) {
    const message = `${counted(pods.length, "resource runs", "resources run")} containers, and no check knows their kind`;
    const told = evidenceOf(pods, (one) => ({ id: one.address, what: `${one.address} is of type ${one.type}` }));
    return ruleResult(coverage, "unknown", message, { evidence: told });
  }
  if (counting.length === 0 && disabled.length > 0)
    return ruleResult(coverage, "unknown", "every check that found something to look at is disabled");
  const of = counted(resources, "resource");
  if (judged > 0 || gone.length === resources) return ruleResult(coverage, "pass", `${judged} of ${of} judged`);
  return ruleResult(coverage, "unknown", `none of ${of} is of a type that a check knows`);
}

function atLimit(rule: Rule, found: Evidence, threshold: string): RuleResult {
  if (found.count === 0) return ruleResult(rule, "pass", "no failed check reaches the limit", { threshold });
  const message = `${counted(found.count, "failed posture check reaches", "failed posture checks reach")} the limit`;
  return ruleResult(rule, "fail", message, { threshold, evidence: found });
}

function evidence({ checkOf }: Posture, results: readonly PostureResult[]): Evidence {
  return evidenceOf(results, (one): RuleEvidence => {
    const { title, fix } = checkOf(one.check);
    const at = one.at === undefined ? "" : `, at ${one.at}`;
    const what = `${one.check} (${one.severity}) on ${one.resource.address}: ${one.found ?? `${doubt(one)}: ${title}`}${at}`;
    return { id: `${one.check} ${one.resource.address}`, what, where: sourceText(one.resource.source), fix };
  });
}

/** Words for a title that says what holds when the check passes. */
function doubt({ status }: PostureResult): string {
  return status === "unknown" ? "not known" : "not so";
}

/** Worst first; equal ones keep the order of resources. */
function compareResults(a: PostureResult, b: PostureResult): number {
  return compareSeverity(a.severity, b.severity);
}

/** What the checks say, as the bundle and the deploy stage hold it; all of what failed or has no answer. */
export function postureSection(posture: Posture, options: PostureOptions): Section {
  if (posture.resources === 0) return notEvaluated("there is no resource to judge");
  const { counting, disabled } = posture;
  const of = (status: PostureResult["status"]) => counting.filter((one) => one.status === status);
  const failed = of("fail").toSorted(compareResults);
  const open = of("unknown").toSorted(compareResults);
  return {
    status: "evaluated",
    how: "each check on each resource of its types; what a plan tells only on apply is unknown",
    limits: { fail_on: options.fail_on, warn_on: options.warn_on },
    resource_count: posture.resources,
    judged: posture.judged,
    not_deployed: posture.gone.length,
    not_judged_by_type: countBy(posture.unjudged, (one) => [one.type]),
    check_count: posture.checks,
    results: { pass: of("pass").length, fail: failed.length, unknown: open.length, disabled: disabled.length },
    failed_by_severity: countSeverities(failed),
    failures: failed.map((one) => resultRecord(posture, one)),
    unknowns: open.map((one) => resultRecord(posture, one)),
    disabled: disabled.map(({ result, reason }) => ({
      ...record(result),
      status: result.status,
      reason,
    })),
    pod_security: {
      by_level: countBy(posture.podSecurity, ({ level }) => [level]),
      workloads: posture.podSecurity.map((one) => ({ ...one })),
    },
    control_evidence: posture.controls.map((one) => ({ ...one })),
  };
}

function resultRecord({ checkOf }: Posture, one: PostureResult): Json {
  const { title, fix, controls } = checkOf(one.check);
  return { ...record(one), title, fix, controls: [...controls] };
}

function record({ check, severity, resource, at, found }: PostureResult) {
  return present({
    check,
    severity,
    resource: resource.address,
    type: resource.type,
    at,
    found,
    source: sourceText(resource.source),
  });
}
