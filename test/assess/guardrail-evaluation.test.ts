import { describe, expect, test } from "bun:test";
import { guardrailEvaluation } from "../../src/assess/guardrail-evaluation.ts";
import type { Model } from "../../src/domain/model.ts";
import type { Severity } from "../../src/domain/severity.ts";
import { correlated, inputFile, model, vulnerability } from "../support/build.ts";

type Options = Parameters<typeof guardrailEvaluation.assess>[1];

function statuses(over: Partial<Model>, options: unknown = {}): readonly string[] {
  const parsed: Options = guardrailEvaluation.options.parse(options);
  return guardrailEvaluation.assess(model(over), parsed).results.map((result) => result.status);
}

function withOpen(severity: Severity): Partial<Model> {
  return { vulnerabilities: [vulnerability({ severity })] };
}

describe("guardrailEvaluation fail-on, warn-on and unscored", () => {
  test.each<[Severity, string, readonly string[]]>([
    ["critical", "foundational", ["fail", "pass", "pass"]],
    ["high", "foundational", ["pass", "fail", "pass"]],
    ["medium", "foundational", ["pass", "pass", "pass"]],
    ["high", "scaling", ["fail", "pass", "pass"]],
    ["medium", "scaling", ["pass", "fail", "pass"]],
    ["low", "scaling", ["pass", "pass", "pass"]],
    ["medium", "advanced", ["fail", "pass", "pass"]],
    ["low", "advanced", ["pass", "fail", "pass"]],
    ["info", "advanced", ["pass", "pass", "pass"]],
    ["unknown", "foundational", ["pass", "pass", "unknown"]],
    ["unknown", "advanced", ["pass", "pass", "unknown"]],
  ])("of one %s under %s are %j", (severity, maturity, expected) => {
    expect(statuses(withOpen(severity), { maturity })).toEqual([...expected]);
  });

  test("take the overlay's own limits before the preset's", () => {
    expect(statuses(withOpen("low"), { maturity: "foundational", fail_on: "low" })).toEqual(["fail", "pass", "pass"]);
    expect(statuses(withOpen("info"), { warn_on: "info" })).toEqual(["pass", "fail", "pass"]);
  });

  test.each<[string, Partial<Model>]>([
    ["a VEX statement closed", { vulnerabilities: [vulnerability({ severity: "critical", state: "not_affected" })] }],
    ["are suppressed", { findings: [correlated({ severity: "critical", state: "suppressed" })] }],
  ])("do not count what %s", (_, over) => {
    expect(statuses(over)).toEqual(["pass", "pass", "pass"]);
  });

  test("count findings like vulnerabilities", () => {
    expect(statuses({ findings: [correlated({ severity: "high" })] })).toEqual(["fail", "pass", "pass"]);
  });

  test("count what is in triage", () => {
    expect(statuses({ vulnerabilities: [vulnerability({ state: "in_triage" })] })).toEqual(["fail", "pass", "pass"]);
  });

  test.each([
    ["nothing", []],
    ["an SBOM", [inputFile({ kinds: ["sbom"], format: "cyclonedx-json" })]],
    ["a KEV catalogue", [inputFile({ format: "cisa-kev-json", isPublicRecord: true })]],
    ["NVD records", [inputFile({ format: "nvd-cve-json", isPublicRecord: true })]],
  ])("do not apply when %s was given and no scan", (_, inputs) => {
    expect(statuses({ inputs })).toEqual(["not_applicable", "not_applicable", "not_applicable"]);
  });
});

test("guardrailEvaluation names the limit and the worst first", () => {
  const { results, section } = guardrailEvaluation.assess(
    model({ vulnerabilities: [vulnerability()], findings: [correlated({ severity: "critical" })] }),
    guardrailEvaluation.options.parse({}),
  );
  expect(results[0]).toMatchObject({
    threshold: "guardrails.fail_on = high (maturity scaling)",
    count: 2,
    message: "2 open items reach the limit",
  });
  expect(results[0]?.evidence.map((item) => item.id)).toEqual([
    "0123456789abcdef0123",
    "CVE-2021-0001 in pkg:npm/lodash@4.17.20",
  ]);
  expect(section).toMatchObject({
    status: "evaluated",
    policy: { fail_on: "high", warn_on: "medium" },
    open: { critical: 1, high: 1 },
  });
});
