import { describe, expect, test } from "bun:test";
import {
  leaveData,
  readHostRules,
  readRuleMatches,
  readSecrets,
} from "../../../../src/ingest/formats/cloud/wizcli-findings.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

describe("readRuleMatches()", () => {
  test.each([
    ["FROM={{alpine}}.{{RUN echo TOKEN}}", undefined],
    ["shop-web", "shop-web"],
  ])("the resource %p is told as %p, for commands may hold a secret", (resourceName, expected) => {
    const sink = postureSink("a.json");
    const matches = [{ resourceName, matchContent: "TOKEN", fileName: "a" }];
    readRuleMatches({ ruleMatches: [{ rule: { id: "r" }, matches }] }, sink);
    expect(sink.findings[0]?.resource).toBe(expected as string);
    expect(JSON.stringify(sink.findings)).not.toContain("TOKEN");
  });

  test("a rule without matches is one item, an ignored match is set aside", () => {
    const sink = postureSink("a.json");
    const ignored = { fileName: "a", ignoredPolicyMatches: [{}] };
    readRuleMatches({ ruleMatches: [{ rule: { id: "r" } }, { rule: { id: "s" }, matches: [ignored] }] }, sink);
    expect(sink.findings.map(({ suppression }) => suppression !== undefined)).toEqual([false, true]);
  });
});

test("readSecrets() tells the type and nothing that was found", () => {
  const sink = postureSink("a.json");
  readSecrets({ secrets: [{ type: "PASSWORD", description: "pa55", snippet: "pa55", path: "a\\b" }, {}] }, sink);
  expect(JSON.stringify(sink.findings)).not.toContain("pa55");
  expect([sink.findings[0]?.location.file, sink.faults.size]).toEqual(["a/b", 1]);
});

test("readHostRules() keeps what did not pass, leaveData() counts what is not evaluated", () => {
  const sink = postureSink("a.json");
  const hostConfigurationFindings = [
    { rule: { id: "a" }, status: "PASSED" },
    { rule: { id: "b" }, status: "FAILED" },
  ];
  readHostRules({ hostConfiguration: { hostConfigurationFindings } }, sink);
  leaveData({ dataFindings: [{}, {}] }, sink);
  expect(sink.findings.map(({ ruleId }) => ruleId)).toEqual(["b"]);
  expect([...(sink.notUsed.get("findings")?.values() ?? [])]).toEqual([2]);
});
