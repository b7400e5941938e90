import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { snyk } from "../../../../src/ingest/formats/vulnerabilities/snyk.ts";

const failure = { ok: false, error: "no", path: "/src" };

describe("snyk.detect()", () => {
  test.each([
    ["a project with its package manager", { vulnerabilities: [], packageManager: "npm" }, true],
    ["a project with its dependencies", { vulnerabilities: [], dependencyCount: 3 }, true],
    ["a list of projects", [{ vulnerabilities: [], uniqueCount: 0 }], true],
    ["an error in place of a project", failure, true],
    ["errors only, beside infrastructure as code", [failure, { infrastructureAsCodeIssues: [] }], false],
    ["both sorts of tests", [{ infrastructureAsCodeIssues: [] }, { vulnerabilities: [], uniqueCount: 0 }], true],
    ["an error of another tool", { ok: false, error: "no" }, false],
    [
      "infrastructure as code",
      { vulnerabilities: [], packageManager: "k8sconfig", infrastructureAsCodeIssues: [] },
      false,
    ],
    ["vulnerabilities of another tool", { vulnerabilities: [], version: "15.0.0", scan: {} }, false],
    ["npm 7", { vulnerabilities: {}, auditReportVersion: 2, dependencyCount: 1 }, false],
    ["a CycloneDX document", { bomFormat: "CycloneDX", vulnerabilities: [] }, false],
    ["null", null, false],
  ])("%s", (_, value, expected) => {
    expect(snyk.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(snyk.detect({ form: "text", text: "{}" })).toBe(false);
    expect(snyk.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

describe("snyk.read()", () => {
  const issue = (name: string): object => ({ id: "SNYK-1", name, version: "1.0.0", severity: "low" });
  const project = {
    projectName: "a",
    dependencyCount: 1,
    packageManager: "npm",
    vulnerabilities: [issue("x"), issue("x")],
  };

  test("the same package in two projects is two observations, each with its other paths counted", () => {
    const { items, accounts } = read([project, project]);
    expect(items.observations?.map(({ source }) => source.pointer)).toEqual([
      "/0/vulnerabilities/0",
      "/1/vulnerabilities/0",
    ]);
    expect(accounts[0]).toEqual({
      items: "vulnerabilities",
      raw: 4,
      kept: 2,
      notApplicable: [{ reason: "another path to the same package", count: 2 }],
    });
  });

  test.each([
    ["a threshold of low hides nothing", { severityThreshold: "low" }, 0],
    ["a higher one does", { severityThreshold: "critical" }, 1],
    ["unknown versions", { hasUnknownVersions: true }, 1],
    ["more counted than listed", { uniqueCount: 2 }, 1],
    ["no count of dependencies", { dependencyCount: null }, 1],
    ["other projects that were found", { foundProjectCount: 4 }, 1],
    ["the one project that was found", { foundProjectCount: 1 }, 0],
    ["not ok, and nothing listed", { ok: false, vulnerabilities: [] }, 1],
  ])("doubts: %s", (_, members, doubts) => {
    expect(read({ ...project, ...members }).coverage.doubts).toHaveLength(doubts);
  });
});

function read(value: unknown): Reading {
  return snyk.read({ form: "json", value }, { name: "scan.json", sha256: "0".repeat(64) });
}
