import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { sonarqube } from "../../../../src/ingest/formats/findings/sonarqube.ts";

describe("sonarqube.detect()", () => {
  test.each([
    ["issues", { total: 1, issues: [{ rule: "a", component: "b" }] }, true],
    ["no issues", { paging: {}, issues: [], components: [] }, true],
    ["hotspots", { paging: {}, hotspots: [] }, true],
    ["sonar-report", { sonarBaseURL: "https://sonar.example.com", issues: [] }, true],
    ["Jira", { total: 1, startAt: 0, issues: [{ key: "A-1", fields: {} }] }, false],
    ["hotspots of something else", { hotspots: [] }, false],
    ["issues alone", { issues: [{ rule: "a", component: "b" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(sonarqube.detect({ form: "json", value })).toBe(expected);
  });
});

test.each([
  [{ total: 3 }, 1],
  [{ paging: { total: 3 }, total: 1 }, 1],
  [{ total: 1, summary: { major: 2 } }, 1],
  [{ total: 1 }, 0],
])("totals %j with one issue listed give %p doubts", (totals, doubts) => {
  const { coverage } = read({ ...totals, issues: [{ rule: "a", component: "b" }] });
  expect(coverage.doubts).toHaveLength(doubts);
});

function read(value: unknown): Reading {
  return sonarqube.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
