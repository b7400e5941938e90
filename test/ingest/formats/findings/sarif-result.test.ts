import { describe, expect, test } from "bun:test";
import type { Finding } from "../../../../src/domain/finding.ts";
import { isEffective } from "../../../../src/domain/suppression.ts";
import { runContext, toFinding, whyNotAFinding } from "../../../../src/ingest/formats/findings/sarif-result.ts";

const run = {
  tool: {
    driver: {
      rules: [
        { id: "error", defaultConfiguration: { level: "error" } },
        { id: "odd", defaultConfiguration: { level: "Error" } },
        { id: "low", properties: { "security-severity": "2.0" } },
        { id: "scored", defaultConfiguration: { level: "note" }, properties: { "security-severity": "9.5" } },
      ],
    },
  },
};

function finding(result: { [key: string]: unknown }): Finding {
  return toFinding(result, 3, runContext(run, "Lint", "scan.sarif", 2));
}

describe("whyNotAFinding()", () => {
  test.each([
    [{ kind: "pass" }, "kind pass"],
    [{ kind: "notApplicable" }, "kind notApplicable"],
    [{ kind: "informational" }, "kind informational"],
    [{ kind: "pass", baselineState: "absent" }, "kind pass"],
    [{ baselineState: "absent" }, "baselineState absent"],
    [null, "unreadable result"],
    [[], "unreadable result"],
    [{}, "unreadable result"],
    [{ guid: "x" }, "unreadable result"],
    [{ message: {} }, undefined],
    [{ kind: "fail" }, undefined],
    [{ kind: "open" }, undefined],
    [{ kind: "review" }, undefined],
    [{ kind: "Pass" }, undefined],
    [{ baselineState: "existing" }, undefined],
  ])("%p: %p", (result, why) => {
    expect(whyNotAFinding(result)).toBe(why);
  });
});

describe("toFinding()", () => {
  test.each([
    ["its own level first", { ruleId: "error", level: "note" }, "note", "low"],
    ["then its rule's", { ruleId: "error" }, "error", "high"],
    ["then warning", { ruleId: "other" }, "warning", "medium"],
    ["a word that is no level does not lower an error", { ruleId: "error", level: "fatal" }, "fatal", "high"],
    ["a word that is no level is unknown", { ruleId: "other", level: "critical" }, "critical", "unknown"],
    ["a word of the rule that is no level, too", { ruleId: "odd" }, "Error", "unknown"],
    ["unless the result has a level", { ruleId: "odd", level: "note" }, "note", "low"],
    ["level none is informative", { ruleId: "error", level: "none" }, "none", "info"],
    ["a score of the rule beats every level", { ruleId: "scored", level: "none" }, "none", "critical"],
    ["a lower score of the result does not beat the rule's", scored("scored", "4.5"), "note", "critical"],
    ["a higher one does", scored("low", "9.5"), "warning", "critical"],
    ["a score of 0 does not lower an error", scored("error", "0.0"), "error", "high"],
    ["an unreadable score leaves it to the level", scored("error", "9,8"), "error", "high"],
    ["unless it is a worse word", scored("error", "critical"), "error", "critical"],
    ["an open question has no severity yet", { ruleId: "error", kind: "open", level: "error" }, "none", "unknown"],
    ["a review neither", { ruleId: "error", kind: "review" }, "none", "unknown"],
    ["unless its rule is scored", { ruleId: "scored", kind: "review" }, "none", "critical"],
    ["a kind that SARIF does not know is a failure", { ruleId: "error", kind: "maybe" }, "error", "high"],
  ])("%s", (_, result, level, severity) => {
    expect(finding(result)).toMatchObject({ level, severity });
  });

  test.each([
    ["an odd level", { ruleId: "error", level: "fatal" }, 1],
    ["an odd level of the rule", { ruleId: "odd" }, 1],
    ["an unreadable score", scored("error", "11"), 1],
    ["no rule and no message", { level: "note" }, 1],
    ["no message", { ruleId: "x" }, 0],
    ["no rule", { message: { text: "m" } }, 0],
    ["a readable score", scored("error", "7"), 0],
  ])("%s is a fault of the run's results", (_, result, count) => {
    const context = runContext(run, "Lint", "scan.sarif", 2);
    toFinding(result, 0, context);
    expect(context.faults.size).toBe(count);
  });

  test("says where it stands", () => {
    expect(finding({}).source).toEqual({ input: "scan.sarif", pointer: "/runs/2/results/3" });
  });

  test("names the vulnerabilities of its rule id", () => {
    expect(finding({ ruleId: "cve-2021-44228-log4j-core" }).vulnerabilityIds).toEqual(["CVE-2021-44228"]);
  });

  test.each([
    ["fingerprints first", { fingerprints: { a: "1" }, partialFingerprints: { b: "2" } }, "a=1"],
    ["the first key in text order", { partialFingerprints: { b: "2", B: "3", a: "1" } }, "B=3"],
    ["texts only", { fingerprints: { a: { value: "1" }, b: 2 }, partialFingerprints: { c: "3" } }, "c=3"],
    ["no placeholder", { fingerprints: { "matchBasedId/v1": "requires login" } }, undefined],
    ["none", {}, undefined],
  ])("fingerprint: %s", (_, result, expected) => {
    expect(finding(result).toolFingerprint).toBe(expected as string);
  });
});

function scored(ruleId: string, score: string): { [key: string]: unknown } {
  return { ruleId, properties: { "security-severity": score } };
}

describe("suppressions", () => {
  const external = (status?: unknown): object => ({ kind: "external", ...(status === undefined ? {} : { status }) });

  test.each([
    ["absent", undefined, false],
    ["empty: known not to be suppressed", [], false],
    ["no status means accepted", [external()], true],
    ["accepted", [external("accepted")], true],
    ["rejected", [external("rejected")], false],
    ["under review", [external("underReview")], false],
    ["accepted and rejected", [external("accepted"), external("rejected")], false],
    ["no status and under review", [external(), external("underReview")], false],
    ["two accepted", [external(), external("accepted")], true],
    ["a status that SARIF does not know", [external("granted")], false],
    ["null as status", [external(null)], false],
    ["not an object", ["yes"], false],
    ["nothing but braces", [{}], false],
    ["a kind that SARIF does not know", [{ kind: "bogus", justification: "x" }], false],
    ["no kind but a justification, as Snyk Code writes it", [{ justification: "x" }], true],
    ["not a list", "accepted", false],
  ])("%s", (_, suppressions, suppressed) => {
    const { suppression } = finding({ suppressions });
    expect(suppression !== undefined && isEffective(suppression)).toBe(suppressed);
  });

  test("keeps kind and justification of the one that decides", () => {
    const suppressions = [
      { kind: "inSource" },
      { kind: "external", status: "rejected", justification: "not convincing" },
    ];
    expect(finding({ suppressions }).suppression).toEqual({
      kind: "external",
      status: "rejected",
      justification: "not convincing",
    });
  });
});
