import { describe, expect, test } from "bun:test";
import { contradictionsOf } from "../../src/correlate/contradictions.ts";
import { packageIndex } from "../../src/correlate/packages.ts";
import { toVulnerabilities } from "../../src/correlate/vulnerabilities.ts";
import { noContradictions } from "../../src/domain/contradiction.ts";
import type { Observation } from "../../src/domain/vulnerability.ts";
import { catalogue, express, observation, packageRef } from "../support/build.ts";

function contradictions(observations: readonly Observation[]) {
  const packages = packageIndex(observations.map((seen) => seen.package));
  const facts = {
    packages,
    listed: new Set<string>(),
    kev: catalogue(),
    epss: new Map<string, number>(),
    advisories: new Map(),
  };
  return contradictionsOf(toVulnerabilities(observations, facts), packages.keyOf);
}

const trivy = { tool: "trivy" };
const second = { id: "CVE-2021-0002" };

describe("contradictionsOf() finds", () => {
  test.each<[string, readonly Partial<Observation>[], readonly string[]]>([
    ["nothing in one scan", [{}, second], []],
    ["nothing where two agree", [{}, trivy], []],
    [
      "nothing where the other reports nothing of the package",
      [{}, { ...trivy, ...second, package: packageRef(express) }],
      [],
    ],
    ["what one reports and the other does not", [{}, trivy, second], ["presence"]],
    ["that each reports another", [{}, { ...trivy, ...second }], ["presence", "presence"]],
    ["two severities", [{}, { ...trivy, severity: "low" }], ["severity"]],
    ["no severity of one that does not score", [{}, { ...trivy, severity: "unknown" }], []],
    ["two fixes", [{ fixedIn: ["4.17.21"] }, { ...trivy, fixedIn: ["4.18.0"] }], ["fix"]],
    ["no two spellings of a fix", [{ fixedIn: ["4.17.21"] }, { ...trivy, fixedIn: ["v4.17.21", "5.0.0"] }], []],
    ["no fix that one does not give", [{ fixedIn: ["4.17.21"] }, trivy], []],
    ["no dispute of a tool with itself", [{ severity: "low" }, { severity: "high" }], []],
  ])("%s", (_, given, what) => {
    expect(contradictions(given.map(observation)).rows.map((row) => row.what)).toEqual(what as []);
  });
});

test("contradictionsOf() says what each scanner says, what counts and why", () => {
  const given = [
    observation({ fixedIn: ["1"] }),
    observation({ ...trivy, severity: "critical", fixedIn: ["2"] }),
    observation(second),
  ];
  expect(contradictions(given)).toMatchObject({
    counts: { presence: 1, severity: 1, fix: 1 },
    rows: [
      {
        id: "CVE-2021-0002",
        values: [
          { tool: "grype", value: "reported" },
          { tool: "trivy", value: "not reported" },
        ],
        used: "reported",
        why: "one scanner is enough; trivy reports 1 other vulnerability of it, or knows this one by an id that no input links",
      },
      { what: "severity", values: [{ value: "high" }, { value: "critical" }], used: "critical" },
      { what: "fix", values: [{ value: "1" }, { value: "2" }], used: "1, 2" },
    ],
  });
});

test("contradictionsOf() keeps 200 of each sort and counts all, in linear time", () => {
  const many = Array.from({ length: 20_000 }, (_, i) =>
    observation({ id: `CVE-2021-${i}`, tool: i % 2 === 0 ? "grype" : "trivy" }),
  );
  const start = performance.now();
  const { counts, rows } = contradictions(many);
  expect([counts.presence, rows.length]).toEqual([20_000, 200]);
  expect(performance.now() - start).toBeLessThan(3000);
});

test("contradictionsOf() of nothing", () => {
  expect(contradictions([])).toEqual(noContradictions);
});
