import { expect, test } from "bun:test";
import { sarifSummary, suppressionRecord } from "../../src/assess/sarif-summary.ts";
import type { Model } from "../../src/domain/model.ts";
import { correlated, inputFile, model, observation, vulnerability } from "../support/build.ts";

const inputs = [inputFile({ kinds: ["sarif"], format: "sarif" })];
const sectionOf = (over: Partial<Model>) => sarifSummary.assess(model({ inputs, ...over }), undefined).section;

test("sarifSummary without findings input is not evaluated", () => {
  expect(sectionOf({ inputs: [inputFile()] })).toEqual({ status: "not_evaluated", why: "no findings input" });
});

test("sarifSummary of a report without findings is evaluated with zeros", () => {
  expect(sectionOf({})).toMatchObject({ status: "evaluated", finding_count: 0, open: 0, suppressed: 0 });
});

test("sarifSummary keeps what is suppressed, and counts it apart", () => {
  const suppression = { kind: "in_source", status: "accepted", justification: "a test" } as const;
  const findings = [
    correlated({ cwes: ["CWE-79"], toolFingerprint: "a=b", duplicates: [{ input: "b.sarif", pointer: "/1" }] }),
    correlated({ state: "suppressed", suppression, tool: "__proto__", cwes: ["CWE-20"] }),
  ];
  const section = sectionOf({ findings });
  expect(section).toMatchObject({
    finding_count: 2,
    open: 1,
    suppressed: 1,
    open_by_severity: { high: 1 },
    by_cwe: { "CWE-79": 1 },
    by_rule: [
      { rule_id: "js/xss", cwes: ["CWE-79"], findings: [{ duplicates: ["b.sarif#/1"], tool_fingerprint: "a=b" }] },
      { rule_id: "js/xss", cwes: ["CWE-20"], state: "suppressed", findings: [{ suppression }] },
    ],
  });
  expect(Object.keys(section["by_tool"] ?? {})).toEqual(["__proto__", "codeql"]);
});

test("sarifSummary writes what findings of one rule share once", () => {
  const findings = [correlated(), correlated({ location: {} }), correlated({ severity: "low" })];
  const { by_rule: rules } = sectionOf({ findings });
  expect(rules).toMatchObject([{ severity: "high", findings: [{ line: 12 }, {}] }, { severity: "low" }]);
});

test("suppressionRecord() leaves out what is not said", () => {
  expect(suppressionRecord({ kind: "tool" })).toEqual({ kind: "tool" });
});

test.each<[string, Partial<Parameters<typeof correlated>[0]>, string]>([
  ["suppressed without a word", { state: "suppressed", suppression: { kind: "external" } }, "fail"],
  [
    "suppressed with a justification",
    { state: "suppressed", suppression: { kind: "external", justification: "a test" } },
    "pass",
  ],
  ["under review", { suppression: { kind: "external", status: "under_review" } }, "pass"],
])("suppressions/unjustified of a finding %s is %s", (_, over, status) => {
  const { results } = sarifSummary.assess(model({ inputs, findings: [correlated(over)] }), undefined);
  expect(results.map((result) => [result.rule, result.status])).toEqual([
    ["suppressions/unjustified", status as "pass"],
  ]);
});

test.each<[string, readonly (string | undefined)[], string]>([
  ["that no scanner gives a reason for", [undefined], "fail"],
  ["that one of two scanners gives no reason for", ["accepted", undefined], "fail"],
  ["that every scanner gives a reason for", ["accepted", "accepted"], "pass"],
])("suppressions/unjustified of a vulnerability %s, also without findings input", (_, reasons, status) => {
  const observations = reasons.map((why) =>
    observation({ suppression: { kind: "tool", ...(why !== undefined && { justification: why }) } }),
  );
  const one = vulnerability({ state: "suppressed", fixedIn: ["2"], observations });
  const { results } = sarifSummary.assess(model({ vulnerabilities: [one] }), undefined);
  expect(results.map((result) => result.status)).toEqual([status as "pass"]);
  expect(results.flatMap(({ evidence }) => evidence.map(({ upgrade }) => upgrade))).toEqual(
    status === "fail" ? [undefined] : [],
  );
});

test("suppressions/unjustified does not apply where nothing was reported", () => {
  const { results } = sarifSummary.assess(model({}), undefined);
  expect(results.map((result) => result.status)).toEqual(["not_applicable"]);
});
