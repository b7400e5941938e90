import { describe, expect, test } from "bun:test";
import { guardrailEvaluation } from "../../src/assess/guardrail-evaluation.ts";
import type { Model } from "../../src/domain/model.ts";
import type { Severity } from "../../src/domain/severity.ts";
import { correlated, inputFile, model, vulnerability } from "../support/build.ts";

type Options = Parameters<typeof guardrailEvaluation.assess>[1];

function statuses(over: Partial<Model>, options: unknown = {}): readonly string[] {
  const parsed: Options = guardrailEvaluation.options.parse(options);
  return guardrailEvaluation
    .assess(model(over), parsed)
    .results.map((result) => result.status)
    .slice(0, 3);
}

/** Status of the budget for what the baseline left open. */
function legacyStatus(over: Partial<Model>, options: unknown): string | undefined {
  const parsed: Options = guardrailEvaluation.options.parse(options);
  const { results } = guardrailEvaluation.assess(model(over), parsed);
  return results.find((result) => result.rule === "guardrails/legacy-budget")?.status;
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

describe("with a baseline", () => {
  const baseline = { name: "earlier", sha256: "ab", shared: [], fixed: { vulnerabilities: [], findings: [] } };
  const old = (severity: Severity) => vulnerability({ severity, change: "unchanged" });
  const fresh = vulnerability({ severity: "critical", change: "new" });
  const reopened = vulnerability({ severity: "critical", change: "reopened" });

  test.each<[string, Partial<Model>, object, string]>([
    ["new ones fail the limit", { baseline, vulnerabilities: [fresh] }, { gate: "new" }, "fail"],
    [
      "worsened ones fail the limit",
      { baseline, vulnerabilities: [vulnerability({ severity: "critical", change: "worsened" })] },
      { gate: "new" },
      "fail",
    ],
    ["reopened ones fail the limit", { baseline, vulnerabilities: [reopened] }, { gate: "new" }, "fail"],
    [
      "old ones do not when the gate is on new ones",
      { baseline, vulnerabilities: [old("critical")] },
      { gate: "new" },
      "pass",
    ],
    ["old ones do unless the overlay says otherwise", { baseline, vulnerabilities: [old("critical")] }, {}, "fail"],
    [
      "everything is new without a baseline",
      { vulnerabilities: [vulnerability({ severity: "critical" })] },
      { gate: "new" },
      "fail",
    ],
  ])("%s", (_, over, options, status) => {
    expect(statuses(over, options)[0]).toBe(status);
  });

  test.each<[string, Partial<Model>, object, string]>([
    ["does not apply when all are judged", { baseline, vulnerabilities: [old("high")] }, {}, "not_applicable"],
    ["is in doubt without a baseline", { vulnerabilities: [] }, { gate: "new" }, "unknown"],
    ["holds when no limit is set", { baseline, vulnerabilities: [old("critical")] }, { gate: "new" }, "pass"],
    [
      "holds at the limit",
      { baseline, vulnerabilities: [old("high")] },
      { gate: "new", legacy_budget: { high: 1 } },
      "pass",
    ],
    [
      "fails above the limit",
      { baseline, vulnerabilities: [old("high"), old("high")] },
      { gate: "new", legacy_budget: { high: 1 } },
      "fail",
    ],
    [
      "does not count what is new",
      { baseline, vulnerabilities: [fresh] },
      { gate: "new", legacy_budget: { critical: 0 } },
      "pass",
    ],
  ])("the budget of what is old %s", (_, over, options, status) => {
    expect(legacyStatus(over, options)).toBe(status);
  });
});
