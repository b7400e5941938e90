import { describe, expect, test } from "bun:test";
import { toCorrelatedFindings } from "../../src/correlate/findings.ts";
import type { Finding, FindingState } from "../../src/domain/finding.ts";
import type { Suppression } from "../../src/domain/suppression.ts";
import { finding } from "../support/build.ts";

const accepted: Suppression = { kind: "external", status: "accepted", justification: "a test" };

describe("toCorrelatedFindings() merges", () => {
  test.each<[string, Partial<Finding>, number]>([
    ["two reports of one result", {}, 1],
    ["not another rule", { ruleId: "js/sqli" }, 2],
    ["not another tool", { tool: "semgrep" }, 2],
    ["not another line", { location: { file: "src/app.ts", line: 13 } }, 2],
    ["not another file", { location: { file: "src/b.ts", line: 12 } }, 2],
    ["not another message", { message: "something else" }, 2],
    ["not one without a place", { location: {} }, 2],
  ])("%s", (_, over, count) => {
    expect(toCorrelatedFindings([finding(), finding(over)])).toHaveLength(count);
  });

  test("no two results that name no file", () => {
    expect(toCorrelatedFindings([finding({ location: {} }), finding({ location: {} })])).toHaveLength(2);
  });
});

describe("toCorrelatedFindings() of copies", () => {
  test.each<[string, readonly (Suppression | undefined)[], FindingState]>([
    ["is open when none is suppressed", [undefined, undefined], "open"],
    ["is open when one is not suppressed", [accepted, undefined], "open"],
    ["is open when one is only under review", [accepted, { ...accepted, status: "under_review" }], "open"],
    ["is open when one was rejected", [accepted, { ...accepted, status: "rejected" }], "open"],
    ["is suppressed when all are", [accepted, { kind: "in_source" }], "suppressed"],
  ])("%s", (_, suppressions, state) => {
    const copies = suppressions.map((suppression) => finding(suppression === undefined ? {} : { suppression }));
    expect(toCorrelatedFindings(copies).map((one) => one.state)).toEqual([state]);
  });

  test.each([
    ["low", "critical"],
    ["critical", "low"],
    ["unknown", "critical"],
  ] as const)("is as severe as the worst open one: %s and %s", (a, b) => {
    const [merged] = toCorrelatedFindings([finding({ severity: a }), finding({ severity: b })]);
    expect(merged?.severity).toBe("critical");
  });

  test("is not as severe as one that is suppressed", () => {
    const copies = [finding({ severity: "low" }), finding({ severity: "critical", suppression: accepted })];
    expect(toCorrelatedFindings(copies)[0]).toMatchObject({ severity: "low", state: "open" });
  });

  test("tells where the others stand", () => {
    const [a, b] = [finding(), finding()];
    expect(toCorrelatedFindings([a, b])[0]?.duplicates).toEqual([b.source]);
  });
});

test("toCorrelatedFindings() orders the worst first and the unscored last", () => {
  const given = (["unknown", "low", "critical", "info", "high"] as const).map((severity) =>
    finding({ severity, ruleId: severity }),
  );
  expect(toCorrelatedFindings(given).map((one) => one.severity)).toEqual([
    "critical",
    "high",
    "low",
    "info",
    "unknown",
  ]);
});

test("toCorrelatedFindings() names a finding by what it is, not by the report that tells it", () => {
  const [a] = toCorrelatedFindings([finding({ source: { input: "a.sarif", pointer: "/1" } })]);
  const [b] = toCorrelatedFindings([finding({ source: { input: "b.sarif", pointer: "/9" } })]);
  expect(a?.fingerprint).toBe(b?.fingerprint ?? "");
  expect(a?.fingerprint).toMatch(/^[0-9a-f]{20}$/);
});

describe("the fingerprint of a finding", () => {
  const print = (...given: readonly Partial<Finding>[]) =>
    toCorrelatedFindings(given.map((over) => finding(over))).map((one) => one.fingerprint);
  const at = (line: number, file = "src/app.ts") => ({ location: { file, line } });

  test.each<[string, Partial<Finding>, boolean]>([
    ["holds when its line moves", at(99), true],
    ["holds when the path is spelled another way", at(12, "./src//app.ts"), true],
    ["changes with the file", at(12, "src/b.ts"), false],
    ["changes with the rule", { ruleId: "x" }, false],
    ["changes with the resource", { resource: "arn:aws:s3:::b" }, false],
    ["changes with the message when nothing tells the place", { message: "x" }, false],
  ])("%s", (_, over, isSame) => {
    expect(print(finding())[0] === print(over)[0]).toBe(isSame);
  });

  test.each<[string, Partial<Finding>, Partial<Finding>, boolean]>([
    ["code is the same but for its spaces", { context: "eval( x )\n" }, { context: "eval( x ) ", message: "x" }, true],
    ["code differs", { context: "eval(x)" }, { context: "eval(y)" }, false],
    ["the tool's own is the same", { toolFingerprint: "a=1" }, { toolFingerprint: "a=1", context: "z" }, true],
    ["the tool's own differs", { toolFingerprint: "a=1" }, { toolFingerprint: "a=2" }, false],
  ])("goes by what it is given: %s", (_, a, b, isSame) => {
    expect(print(a)[0] === print(b)[0]).toBe(isSame);
  });

  test("tells alike ones apart by their order, wherever they stand", () => {
    const [a, b] = print(at(1), at(5));
    expect(a === b).toBe(false);
    expect(print(at(11), at(15))).toEqual([a ?? "", b ?? ""]);
  });
});
