/** A fact of the exposure section: a service behind a load balancer. */
export const fact = {
  target: "aws_ecs_service.web",
  kind: "workload",
  exposed: "yes",
  basis: "deployment",
  why: "it is registered",
  path: [
    { resource: "internet" },
    { resource: "aws_lb.web", how: "faces the internet" },
    { resource: "aws_ecs_service.web" },
  ],
  speaks_for: [{ sbom: "sbom.json", by: "image" }],
  where: "plan.json#/1",
};

/** A vulnerability of the bundle in what the fact speaks for. */
export const exploited = {
  id: "CVE-2021-0002",
  package: "pkg:npm/b@1",
  severity: "high",
  state: "open",
  kev: { date_added: "2021-01-01" },
  observations: [{ tool: "grype", source: "g.json#/1" }],
  exposed: { basis: "deployment", target: "aws_ecs_service.web", value: "yes" },
};

/** One result of a check as the posture section lists it. */
export function postureRecord(over: object = {}) {
  return {
    check: "aws-x/y",
    severity: "high",
    resource: "aws_lb.web",
    type: "aws_lb",
    at: "ingress[0]",
    found: "0.0.0.0/0",
    source: "plan.json#/2",
    title: "It is closed",
    fix: "close it",
    ...over,
  };
}

/** Sections of a run with one of each. */
export const sections = {
  decision: {
    rules: [],
    reasons: [
      { rule: "posture/failures", count: 9, evidence: [{ what: "first", where: "w", fix: "f" }] },
      { rule: "x/y", count: 30, evidence: [{ what: "first" }, { what: "second" }] },
    ],
    warnings: [],
  },
  cve_summary: { vulnerabilities: [exploited, { ...exploited, id: "CVE-3", state: "fixed" }] },
  exposure: {
    status: "evaluated",
    fail_on: "critical",
    targets: [fact, { target: "aws_db.x", exposed: "unknown", basis: "deployment", why: "not told", path: [] }],
    contradictions: [
      {
        subject: "web",
        states: { target: "web", basis: "design", why: "the design states internal" },
        against: { target: "aws_ecs_service.web", basis: "deployment", why: "w" },
      },
    ],
  },
  posture: {
    status: "evaluated",
    limits: { fail_on: "high", warn_on: "medium" },
    failures: [
      postureRecord(),
      postureRecord({ resource: "aws_lb.two" }),
      postureRecord({ severity: "medium", check: "aws-x/weak" }),
    ],
    unknowns: [postureRecord({ check: "aws-x/open", found: undefined })],
    disabled: [{ ...postureRecord({ check: "aws-x/off" }), reason: "accepted" }],
    pod_security: { workloads: [{ workload: "Deployment/shop/web", level: "baseline" }] },
  },
  guardrail_evaluation: { policy: { fail_on: "high", warn_on: "medium" } },
  sarif_summary: {
    by_rule: [
      {
        rule_id: "js/xss",
        tool: "codeql",
        severity: "medium",
        state: "open",
        findings: [{ fingerprint: "0123456789", message: "m", file: "a.ts", source: "s" }],
      },
    ],
  },
};
