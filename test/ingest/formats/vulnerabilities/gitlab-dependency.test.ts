import { describe, expect, test } from "bun:test";
import type { Observation } from "../../../../src/domain/vulnerability.ts";
import { gitlabDependency } from "../../../../src/ingest/formats/vulnerabilities/gitlab-dependency.ts";

describe("gitlabDependency.detect()", () => {
  test.each([
    ["dependency scanning", { vulnerabilities: [], scan: { type: "dependency_scanning" } }, true],
    ["container scanning", { vulnerabilities: [], scan: { type: "container_scanning" } }, true],
    ["SAST", { vulnerabilities: [], scan: { type: "sast" } }, false],
    ["Snyk", { vulnerabilities: [{ identifiers: { CVE: [] } }], packageManager: "npm" }, false],
    ["npm audit", { auditReportVersion: 2, vulnerabilities: {} }, false],
  ])("%s", (_, value, expected) => {
    expect(gitlabDependency.detect({ form: "json", value })).toBe(expected);
  });
});

function observationOf(...identifiers: readonly (readonly [string, string])[]): Observation | undefined {
  const entry = {
    identifiers: identifiers.map(([type, id]) => ({ type, value: id, name: `${type} ${id}` })),
    location: { dependency: { package: { name: "a" } } },
  };
  const value = { version: "15.0.0", vulnerabilities: [entry], scan: { type: "dependency_scanning" } };
  const { items } = gitlabDependency.read({ form: "json", value }, { name: "gl.json", sha256: "0".repeat(64) });
  return items.observations?.[0];
}

describe("names of a flaw", () => {
  test("the only CVE first, others beside it", () => {
    const observation = observationOf(["gemnasium", "1"], ["cve", "CVE-2024-0001"], ["cwe", "79"]);
    expect(observation).toMatchObject({ id: "CVE-2024-0001", aliases: ["gemnasium 1"] });
  });

  test("several CVEs are several flaws", () => {
    const observation = observationOf(["elsa", "ELSA-1"], ["cve", "CVE-2024-0001"], ["cve", "CVE-2024-0002"]);
    expect(observation).toMatchObject({ id: "ELSA-1", aliases: [], related: ["CVE-2024-0001", "CVE-2024-0002"] });
  });

  test("a weakness is no name", () => {
    expect(observationOf(["cwe", "79"])).toBeUndefined();
  });
});
