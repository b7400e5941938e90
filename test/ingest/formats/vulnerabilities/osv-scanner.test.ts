import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { osvScanner } from "../../../../src/ingest/formats/vulnerabilities/osv-scanner.ts";

const lib = { package: { name: "lib", version: "1", ecosystem: "npm" } };
const config = { experimental_config: { licenses: {} } };

function read(report: object): Reading {
  return osvScanner.read({ form: "json", value: report }, { name: "osv.json", sha256: "0".repeat(64) });
}

function readPackage(entry: object): Reading {
  return read({ ...config, results: [{ packages: [{ ...lib, ...entry }] }] });
}

describe("osvScanner.detect()", () => {
  test.each([
    ["packages", { results: [{ packages: [lib] }] }, true],
    ["nothing found", { results: [], ...config }, true],
    ["no package in the first result", { results: [{ packages: [] }, { packages: [lib] }] }, true],
    ["results alone", { results: [] }, false],
    ["packages of another shape", { results: [{ packages: [{ name: "lib" }] }] }, false],
    ["twistcli", { results: [{ packages: [lib], complianceDistribution: {} }] }, false],
    ["twistcli by vulnerabilities", { results: [{ packages: [lib], vulnerabilityDistribution: null }] }, false],
    ["Semgrep", { results: [{ check_id: "a" }], errors: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(osvScanner.detect({ form: "json", value })).toBe(expected);
  });
});

describe("osvScanner severity", () => {
  const word = (severity: string): object => ({ id: "A", database_specific: { severity } });

  test.each([
    ["the group's score", { max_severity: "9.8" }, "LOW", "critical"],
    ["a score of 0 says nothing", { max_severity: "0.0" }, "LOW", "low"],
    ["a number", { max_severity: 9.8 }, "LOW", "critical"],
    ["a word that is worse than the score", { max_severity: "2.1" }, "CRITICAL", "critical"],
    ["a word in place of a score", { max_severity: "HIGH" }, "LOW", "high"],
    ["the word of the record", {}, "MODERATE", "medium"],
    ["the word when the score is empty", { max_severity: "" }, "HIGH", "high"],
    ["the word when the score is no score", { max_severity: "11" }, "HIGH", "high"],
    ["the word when the score is no number", { max_severity: " " }, "HIGH", "high"],
    ["unknown", {}, "odd", "unknown"],
  ])("%s", (_, group, given, expected) => {
    const reading = readPackage({ vulnerabilities: [word(given)], groups: [{ ids: ["A"], ...group }] });
    expect(reading.items.observations?.[0]?.severity).toBe(expected as "high");
  });

  test("the worst of score and words, over all records", () => {
    const vulnerabilities = [word("LOW"), { ...word("CRITICAL"), id: "B" }];
    const reading = readPackage({ vulnerabilities, groups: [{ ids: ["A", "B"], max_severity: "5.0" }] });
    expect(reading.items.observations?.map(({ severity }) => severity)).toEqual(["critical"]);
  });

  test("the worst word of a group wins", () => {
    const vulnerabilities = [word("LOW"), { ...word("CRITICAL"), id: "B" }];
    const reading = readPackage({ vulnerabilities, groups: [{ ids: ["A", "B"] }] });
    expect(reading.items.observations?.map(({ severity }) => severity)).toEqual(["critical"]);
  });
});

describe("osvScanner.read()", () => {
  test("one observation for each group, with the ids and aliases of all its records", () => {
    const vulnerabilities = [
      { id: "GO-1", aliases: ["CVE-2024-1"] },
      { id: "GHSA-2222-3333-4444", aliases: ["CVE-2024-1", "GO-1"] },
    ];
    const groups = [{ ids: ["GO-1", "GHSA-2222-3333-4444"], aliases: null }];
    const reading = readPackage({ vulnerabilities, groups });
    expect(reading.items.observations?.map(({ id, aliases }) => [id, ...aliases])).toEqual([
      ["GO-1", "GHSA-2222-3333-4444", "CVE-2024-1"],
    ]);
  });

  test("a record in no group is an observation of its own", () => {
    const reading = readPackage({ vulnerabilities: [{ id: "A" }, { id: "B" }], groups: [{ ids: ["A"] }] });
    expect(reading.items.observations?.map(({ id, source }) => [id, source.pointer])).toEqual([
      ["A", "/results/0/packages/0/groups/0"],
      ["B", "/results/0/packages/0/vulnerabilities/1"],
    ]);
  });

  test("two records of one id are both kept", () => {
    const reading = readPackage({ vulnerabilities: [{ id: "A" }, { id: "A" }], groups: [{ ids: ["A"] }] });
    expect(reading.items.observations?.map(({ source }) => source.pointer)).toEqual([
      "/results/0/packages/0/groups/0",
      "/results/0/packages/0/vulnerabilities/1",
    ]);
  });

  test("upstream and related CVEs are related, not aliases", () => {
    const record = {
      id: "DSA-1",
      aliases: ["CVE-2024-0001"],
      upstream: ["CVE-2024-0002"],
      related: ["CVE-2024-0001", "X-1"],
    };
    const [observation] = readPackage({ vulnerabilities: [record] }).items.observations ?? [];
    expect([observation?.aliases, observation?.related]).toEqual([["CVE-2024-0001"], ["CVE-2024-0002"]]);
  });

  test.each([
    ["vulnerabilities", { vulnerabilities: { 0: { id: "A" } } }, 1],
    ["groups", { vulnerabilities: [{ id: "A" }], groups: { ids: ["A"] } }, 1],
  ])("%s that are no list are accounted for and a doubt", (key, entry, index) => {
    const { accounts, coverage } = readPackage(entry);
    expect(accounts[index]?.notApplicable).toEqual([{ reason: `${key} is not a list`, count: 1 }]);
    expect(coverage.doubts).toHaveLength(1);
  });

  test("packages that are no list and results that are nothing are accounted for and a doubt", () => {
    const { accounts, coverage } = read({ ...config, results: [{ packages: [lib] }, { packages: { 0: lib } }, null] });
    expect(accounts[0]).toMatchObject({ raw: 3, kept: 1 });
    expect(coverage.doubts).toHaveLength(2);
  });

  test("a record without an id is counted, not dropped", () => {
    const { accounts, coverage } = readPackage({ vulnerabilities: [{}, {}], groups: [{}] });
    expect(accounts[1]).toMatchObject({ raw: 3, kept: 0 });
    expect(coverage.doubts).toHaveLength(1);
  });

  test.each([
    [
      "packages with empty lists are clean",
      { results: [{ packages: [{ ...lib, vulnerabilities: [], groups: [] }] }] },
      1,
      0,
    ],
    ["packages alone are the scanner's input", { results: [{ packages: [lib] }] }, 1, 1],
    ["packages alone with the configuration are clean", { results: [{ packages: [lib] }], ...config }, 1, 0],
    ["nothing scanned", { results: [], ...config }, 0, 1],
    ["an unreadable package", { results: [{ packages: [lib, { package: {} }] }], ...config }, 1, 1],
  ])("%s", (_, report, targets, doubts) => {
    const { coverage } = read(report);
    expect([coverage.targets, coverage.doubts.length]).toEqual([targets, doubts]);
  });
});
