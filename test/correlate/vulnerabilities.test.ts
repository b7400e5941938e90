import { describe, expect, test } from "bun:test";
import { recordedAliases } from "../../src/correlate/aliases.ts";
import { packageIndex } from "../../src/correlate/packages.ts";
import { toVulnerabilities } from "../../src/correlate/vulnerabilities.ts";
import type { Advisory } from "../../src/domain/advisory.ts";
import type { Suppression } from "../../src/domain/suppression.ts";
import type { Observation, PackageRef, VulnerabilityState } from "../../src/domain/vulnerability.ts";
import { advisory, catalogue, express, lodash, observation, packageRef } from "../support/build.ts";

type Given = {
  readonly kev?: readonly string[];
  readonly epss?: ReadonlyMap<string, number>;
  readonly advisories?: readonly Advisory[];
  readonly listed?: readonly PackageRef[];
};

function correlated(observations: readonly Observation[], given: Given = {}) {
  const packages = packageIndex([...observations.map((seen) => seen.package), ...(given.listed ?? [])]);
  return toVulnerabilities(observations, {
    packages,
    listed: new Set((given.listed ?? []).map(packages.keyOf)),
    kev: catalogue(given.kev ?? []),
    epss: given.epss ?? new Map(),
    advisories: new Map((given.advisories ?? []).map((one) => [one.id, one])),
    recorded: recordedAliases(given.advisories ?? []),
  });
}

describe("toVulnerabilities() counts once", () => {
  test.each<[string, Partial<Observation>, Partial<Observation>, number]>([
    ["a CVE that two scanners saw", {}, { tool: "trivy" }, 1],
    ["a CVE of one and its GHSA of another", { aliases: ["GHSA-a"] }, { id: "GHSA-a", tool: "osv-scanner" }, 1],
    ["a CVE with and without the purl", {}, { package: { name: "lodash", version: "4.17.20" } }, 1],
    ["a package with other qualifiers", { package: packageRef("pkg:npm/lodash@4.17.20?a=b") }, {}, 1],
    ["but not one CVE in two packages", {}, { package: packageRef(express) }, 2],
    ["but not one CVE in two versions", {}, { package: packageRef("pkg:npm/lodash@4.17.19") }, 2],
    ["but not two CVEs in one package", {}, { id: "CVE-2021-0002" }, 2],
    ["but not two CVEs under one advisory", { aliases: ["GHSA-a"] }, { id: "CVE-2021-0002", aliases: ["GHSA-a"] }, 2],
  ])("%s", (_, a, b, count) => {
    expect(correlated([observation(a), observation(b)])).toHaveLength(count);
  });

  test("a GHSA whose CVE only another scanner tells, about another package, under that CVE", () => {
    const [one] = correlated(
      [
        observation({ id: "GHSA-a", package: packageRef(lodash) }),
        observation({ id: "CVE-2021-0001", aliases: ["GHSA-a"], package: packageRef(express), severity: "low" }),
      ],
      { kev: ["CVE-2021-0001"] },
    );
    expect(one).toMatchObject({ id: "CVE-2021-0001", aliases: ["GHSA-a"], package: { purl: lodash } });
    expect(one?.kev).toBeDefined();
  });
});

describe("toVulnerabilities() with an OSV record that names a GHSA and its CVE", () => {
  const advisories = [advisory({ id: "GHSA-a", aliases: ["CVE-2021-0001"] })];
  const given = [observation(), observation({ id: "GHSA-a", tool: "osv-scanner" })];

  test("counts what two scanners saw under either once", () => {
    expect([correlated(given).length, correlated(given, { advisories }).length]).toEqual([2, 1]);
  });

  test("knows what only the GHSA names by its CVE", () => {
    const [one] = correlated([observation({ id: "GHSA-a" })], { advisories, kev: ["CVE-2021-0001"] });
    expect(one).toMatchObject({ id: "CVE-2021-0001", aliases: ["GHSA-a"] });
    expect(one?.kev).toBeDefined();
  });

  test("keeps two CVEs of one record apart", () => {
    const both = [advisory({ id: "GHSA-a", aliases: ["CVE-2021-0001", "CVE-2021-0002"] })];
    const found = correlated([observation(), observation({ id: "CVE-2021-0002" })], { advisories: both });
    expect(found.map(({ id, aliases }) => [id, aliases])).toEqual([
      ["CVE-2021-0001", ["GHSA-a"]],
      ["CVE-2021-0002", ["GHSA-a"]],
    ]);
  });
});

test("toVulnerabilities() calls a CVE by its own id, also when its record names an earlier one", () => {
  const [one, two] = correlated([
    observation({ id: "CVE-2021-0001", severity: "high" }),
    observation({ id: "CVE-2021-0002", aliases: ["CVE-2021-0001"], severity: "low" }),
  ]);
  expect([one?.id, two?.id]).toEqual(["CVE-2021-0001", "CVE-2021-0002"]);
});

describe("toVulnerabilities() state", () => {
  const aside: Suppression = { kind: "tool", justification: "ignored" };
  test.each<[string, readonly (Suppression | undefined)[], VulnerabilityState]>([
    ["is open when no scanner set it aside", [undefined], "open"],
    ["is open when one of two did", [aside, undefined], "open"],
    ["is open when the suppression is under review", [{ ...aside, status: "under_review" }], "open"],
    ["is suppressed when all did", [aside, aside], "suppressed"],
  ])("%s", (_, suppressions, state) => {
    const seen = suppressions.map((suppression) => observation(suppression === undefined ? {} : { suppression }));
    expect(correlated(seen).map((one) => one.state)).toEqual([state]);
  });
});

describe("toVulnerabilities() severity", () => {
  test.each<[string, Partial<Observation>[], Advisory[], string]>([
    ["is the worst of the scanners'", [{ severity: "low" }, { severity: "high" }], [], "high"],
    ["is that of the scanner that scored it", [{ severity: "unknown" }, { severity: "low" }], [], "low"],
    ["stays unknown when nobody scored it", [{ severity: "unknown" }], [], "unknown"],
    [
      "is the advisory's when no scanner scored it",
      [{ severity: "unknown" }],
      [advisory({ severity: "high" })],
      "high",
    ],
    ["is not the advisory's when a scanner did", [{ severity: "low" }], [advisory({ severity: "high" })], "low"],
  ])("%s", (_, seen, advisories, severity) => {
    expect(correlated(seen.map(observation), { advisories })[0]?.severity).toBe(severity as "high");
  });
});

describe("toVulnerabilities() knows that it is exploited", () => {
  test.each<[string, Partial<Observation>, Given, boolean]>([
    ["by its id", {}, { kev: ["CVE-2021-0001"] }, true],
    ["by an alias", { id: "GHSA-a", aliases: ["CVE-2021-0001"] }, { kev: ["CVE-2021-0001"] }, true],
    [
      "by the advisory",
      {},
      { advisories: [advisory({ kev: { dateAdded: "2021-12-10", dueDate: "2021-12-24" } })] },
      true,
    ],
    ["not by another id", {}, { kev: ["CVE-2021-0002"] }, false],
  ])("%s", (_, seen, given, known) => {
    expect(correlated([observation(seen)], given)[0]?.kev !== undefined).toBe(known);
  });
});

test("toVulnerabilities() joins what scanners say", () => {
  const [one] = correlated(
    [
      observation({ cwes: ["CWE-79"], fixedIn: ["2"], epss: 0.02, package: { name: "lodash", version: "4.17.20" } }),
      observation({ tool: "trivy", cwes: ["CWE-20", "CWE-79"], fixedIn: ["1"], epss: 0.4, title: "flaw" }),
    ],
    { listed: [packageRef(lodash)] },
  );
  expect(one).toMatchObject({
    cwes: ["CWE-20", "CWE-79"],
    fixedIn: ["1", "2"],
    epss: 0.4,
    title: "flaw",
    inSbom: true,
    package: { purl: lodash },
  });
});

test("toVulnerabilities() without EPSS has none, which is not 0", () => {
  expect(correlated([observation()])[0]).not.toHaveProperty("epss");
});

test("toVulnerabilities() tells a package that no SBOM lists", () => {
  expect(correlated([observation()], { listed: [packageRef(express)] })[0]?.inSbom).toBe(false);
});

test("toVulnerabilities() puts one score once, the newest version first", () => {
  const score = { version: "3.1", score: 9.8, vector: "CVSS:3.1/AV:N" } as const;
  const [one] = correlated([
    observation({ cvss: [score] }),
    observation({ cvss: [score, { version: "4.0", score: 9 }] }),
  ]);
  expect(one?.cvss).toEqual([{ version: "4.0", score: 9 }, score]);
});

describe("the EPSS of a vulnerability", () => {
  const epss = new Map([
    ["CVE-2021-0001", 0.7],
    ["CVE-2021-0002", 0.9],
  ]);

  test.each<[string, Partial<Observation>, number | undefined]>([
    ["comes from the table when no scanner gives it", {}, 0.7],
    ["is the higher one of both", { epss: 0.8 }, 0.8],
    ["is the table's under an alias", { id: "GHSA-a", aliases: ["CVE-2021-0001"] }, 0.7],
    ["is unknown, not 0, when nobody scored it", { id: "CVE-2021-0003" }, undefined],
  ])("%s", (_, seen, expected) => {
    expect(correlated([observation(seen)], { epss })[0]?.epss).toBe(expected as number);
  });
});
