import { describe, expect, test } from "bun:test";
import { readDetails, readSummary, readUnified } from "../../../../src/ingest/formats/vulnerabilities/jfrog-shapes.ts";

const origin = { name: "scan.json", sha256: "0".repeat(64) };
const component = "npm://lodash:4.17.20";

describe("readUnified()", () => {
  const row = { issue_id: "XRAY-1", vulnerable_component: component, impacted_artifact: "a" };

  test("counts the artifacts as targets", () => {
    const rows = [row, row, { ...row, impacted_artifact: "b" }];
    expect(readUnified({ total_rows: 3, rows }, origin).coverage).toMatchObject({ targets: 2, doubts: [] });
  });

  test.each([
    ["no rows", { total_rows: 0, rows: [] }, 1],
    ["a part of the rows", { total_rows: 5, rows: [row] }, 1],
    ["a row without a component", { total_rows: 1, rows: [{ issue_id: "XRAY-1" }] }, 1],
  ])("of %s has that many doubts", (_, report, doubts) => {
    expect(readUnified(report, origin).coverage.doubts).toHaveLength(doubts);
  });
});

describe("readSummary()", () => {
  const read = (artifact: object) => readSummary({ artifacts: [{ general: { name: "image" }, ...artifact }] }, origin);

  test.each([
    ["its components", { components: [{ component_id: "lodash:1" }], impact_path: ["a/b:2"] }, "lodash"],
    ["the end of its paths", { impact_path: ["default/image/express:4"] }, "express"],
    ["the artifact", {}, "image"],
  ])("names %s as the package", (_, members, name) => {
    const { items } = read({ issues: [{ issue_id: "XRAY-1", ...members }] });
    expect(items.observations?.map((one) => one.package.name)).toEqual([name]);
  });

  test("keeps each component of an issue once, and counts the other paths", () => {
    const issues = [{ issue_id: "XRAY-1", impact_path: ["a/x:1", "b/x:1", "b/y:1"] }, { issue_type: "license" }];
    const { accounts } = read({ issues, licenses: [{}] });
    expect(accounts.map(({ items, raw, kept }) => [items, raw, kept])).toEqual([
      ["matches", 3, 2],
      ["violations", 1, 0],
      ["licences", 1, 0],
    ]);
  });

  test("doubts errors and a list that is none", () => {
    expect(read({ issues: {} }).coverage.doubts).toHaveLength(1);
    expect(readSummary({ artifacts: [], errors: [{ error: "not found" }] }, origin).coverage.doubts).toHaveLength(1);
  });
});

describe("readDetails()", () => {
  const versions = { more_details: { cves: [{ cve: "CVE-2024-0001" }] }, fixed_versions: ["[1.2]"] };

  test("takes CVEs and fixes from the versions of the component", () => {
    const entry = { id: "XRAY-1", source_comp_id: component, component_versions: versions };
    const [found] = readDetails({ data: [entry], total_count: 1 }, origin).items.observations ?? [];
    expect([found?.aliases, found?.package.name, found?.fixedIn]).toEqual([["CVE-2024-0001"], "lodash", ["1.2"]]);
  });

  test("counts what it cannot use", () => {
    const data = [{ component_versions: {} }, { issue_type: "license", component }];
    const { accounts, coverage } = readDetails({ data, total_count: 9 }, origin);
    expect(accounts.map(({ items, raw, kept }) => [items, raw, kept])).toEqual([
      ["matches", 1, 0],
      ["violations", 1, 0],
    ]);
    expect(coverage.doubts).toHaveLength(2);
  });
});
