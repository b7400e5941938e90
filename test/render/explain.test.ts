import { describe, expect, test } from "bun:test";
import { explainItem, explainStatements } from "../../src/render/explain.ts";
import { sections as cloud, postureRecord } from "./explain-sections.ts";

const sections = {
  cve_summary: {
    vulnerabilities: [
      {
        id: "CVE-2021-0001",
        aliases: ["GHSA-aaaa-bbbb-cccc"],
        package: "pkg:npm/a@1",
        severity: "high",
        state: "not_affected",
        change: "new",
        title: "a flaw",
        epss: 0.5,
        kev: { date_added: "2021-01-01" },
        cvss: [{ score: 8.1, vector: "CVSS:3.1/AV:N" }],
        fixed_in: ["2"],
        observations: [
          { tool: "grype", source: "g.json#/matches/0" },
          { tool: "trivy", severity: "low", source: "t" },
        ],
        vex: { status: "not_affected", justification: "code_not_present", source: "v.json#/statements/0" },
      },
    ],
    contradictions: {
      rows: [
        {
          id: "CVE-2021-0001",
          package: "pkg:npm/a@1",
          what: "severity",
          values: [{ tool: "grype", value: "high" }],
          used: "high",
          why: "the worst word counts",
        },
      ],
    },
  },
  sarif_summary: {
    by_rule: [
      {
        rule_id: "js/xss",
        tool: "codeql",
        severity: "high",
        level: "error",
        state: "suppressed",
        findings: [
          {
            fingerprint: "0123456789abcdef0123",
            message: "::error::x",
            file: "a.ts",
            line: 3,
            source: "s",
            suppression: { kind: "external" },
          },
        ],
      },
    ],
  },
  decision: { rules: [{ rule: "guardrails/fail-on", status: "fail", enforce: "block", title: "t", message: "m" }] },
};

function textOf(subject: string): string {
  const found = explainItem(subject, sections);
  return "text" in found ? found.text : "";
}

describe("explainItem()", () => {
  test.each([
    ["an id", "cve-2021-0001"],
    ["an alias", "GHSA-aaaa-bbbb-cccc"],
    ["a package", "pkg:npm/a@1"],
  ])("finds a vulnerability by %s, with what each scanner said and why it is closed", (_, subject) => {
    const text = textOf(subject);
    expect(text).toContain("vulnerability CVE-2021-0001 in pkg:npm/a@1: high, not_affected, new");
    expect(text).toContain("scanner trivy says CVE-2021-0001, low  at t");
    expect(text).toContain("VEX: not_affected: code_not_present  at v.json#/statements/0");
  });

  test("tells what scanners disagree on, and which value counts", () => {
    expect(textOf("CVE-2021-0001")).toContain("used high: the worst word counts");
  });

  test.each([["js/xss"], ["012345"]])("finds findings by %s, and begins no line with their words", (subject) => {
    const text = textOf(subject);
    expect(text).toContain("  message: ::error::x\n  in a.ts:3\n");
    expect(text).toContain("set aside, without a reason");
    expect(text).not.toMatch(/^\s*::/m);
  });

  test("explains a rule", () => {
    expect(textOf("guardrails/fail-on")).toContain("guardrails/fail-on: fail (a failure is block)");
  });

  test("shows a hundred items of a rule, and tells how many more there are", () => {
    const failures = Array.from({ length: 130 }, (_, i) => postureRecord({ resource: `aws_lb.n${i}` }));
    const rules = [
      { rule: "posture/failures", status: "fail", enforce: "block", title: "t", message: "m", count: 130 },
    ];
    const found = explainItem("posture/failures", { decision: { rules }, posture: { ...cloud.posture, failures } });
    if (!("text" in found)) throw new Error("not found");
    expect(found.text.match(/^ {2}- /gm)).toHaveLength(100);
    expect(found.text).toContain("  … and 30 more: --json has them all\n");
    expect(found.json).toMatchObject({ rule_items: { length: 130 } });
  });

  test.each([
    ["a check of the run", "aws-x/y", "check aws-x/y (high): It is closed"],
    ["a check that found nothing", "aws-x/quiet", "check aws-x/quiet (low): It is quiet"],
    ["a resource", "aws_ecs_service.web", "resource aws_ecs_service.web (workload)"],
    ["the exposure of a vulnerability", "CVE-2021-0002", "  part of aws_ecs_service.web"],
  ])("explains %s", (_, subject, words) => {
    const quiet = { id: "aws-x/quiet", title: "It is quiet", severity: "low", types: [], fix: "f" } as const;
    const facts = { ...quiet, references: [], aka: {}, controls: [] };
    const found = explainItem(subject, cloud, (id) => (id === quiet.id ? facts : undefined));
    expect("text" in found ? found.text : "").toContain(`${words}\n`);
  });

  test("gives the names that there are when it finds none", () => {
    expect(explainItem("01234", sections)).toEqual({
      known: ["CVE-2021-0001", "GHSA-aaaa-bbbb-cccc", "js/xss", "guardrails/fail-on"],
    });
  });
});

describe("explainStatements()", () => {
  const statement = {
    vulnerability: "CVE-2021-0002",
    status: "not_affected",
    outcome: "unmatched",
    author: "A",
    why: "w",
    nearest_miss: "version 2.14.0 is outside >=2.15.0",
    trace: [{ step: "product", held: false, text: "no product" }],
    source: "v.json#/statements/1",
  };

  test("shows steps, nearest miss and conflicts", () => {
    const conflicts = [{ vulnerability: "v", why: "newer", statements: [{ status: "affected", source: "s" }] }];
    const { text } = explainStatements({ statements: [statement], conflicts });
    expect(text).toStartWith(
      "1 VEX statement, 1 of them without effect\n\nunmatched  not_affected for CVE-2021-0002 by A\n",
    );
    expect(text).toContain("  no   no product\n");
    expect(text).toContain("  nearest miss: version 2.14.0 is outside >=2.15.0\n");
    expect(text).toContain("conflict   v: newer\n  counts  affected by nobody named  at s\n");
  });

  test("says that there is none", () => {
    expect(explainStatements({ status: "not_evaluated", why: "no VEX" }).text).toBe(
      "no VEX statement was given: no VEX\n",
    );
  });
});
