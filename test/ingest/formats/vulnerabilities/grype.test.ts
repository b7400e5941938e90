import { describe, expect, test } from "bun:test";
import type { Observation } from "../../../../src/domain/vulnerability.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { grype } from "../../../../src/ingest/formats/vulnerabilities/grype.ts";
import { codeOf } from "../../../support/code-of.ts";

const artifact = { name: "lib", version: "1.0.0", type: "npm", purl: "pkg:npm/lib@1.0.0" };
const named = { descriptor: { name: "grype" }, source: { target: "." } };

function read(report: object): Reading {
  return grype.read({ form: "json", value: report }, { name: "grype.json", sha256: "0".repeat(64) });
}

function observe(vulnerability: object, relatedVulnerabilities: unknown = []): Observation | undefined {
  return read({ ...named, matches: [{ vulnerability, relatedVulnerabilities, artifact }] }).items.observations?.[0];
}

function matchOf(members: object): object {
  return { vulnerability: { id: "GHSA-2222-3333-4444" }, artifact, ...members };
}

describe("grype.detect()", () => {
  test.each([
    ["its name", { matches: [], descriptor: { name: "grype" } }, true],
    ["matches of vulnerabilities without a name", { matches: [{ vulnerability: {} }] }, true],
    ["no match, but a source", { matches: [], source: {} }, true],
    ["no match and nothing else", { matches: [] }, false],
    ["xeol", { matches: [{ Cycle: {} }], descriptor: { name: "xeol" } }, false],
    ["xeol without a match", { matches: [], descriptor: { name: "xeol" }, source: {} }, false],
    ["matches of something else", { matches: [{ Cycle: {} }], source: {} }, false],
    ["another tool that found nothing", { matches: [], descriptor: { name: "other" } }, false],
    ["no list", { matches: {}, descriptor: { name: "grype" } }, false],
  ])("%s", (_, value, expected) => {
    expect(grype.detect({ form: "json", value })).toBe(expected);
  });
});

describe("grype aliases", () => {
  const cve = (id: string): object => ({ id });

  test.each([
    ["a GHSA and its CVE", "GHSA-2222-3333-4444", [cve("CVE-2021-1")], ["CVE-2021-1"]],
    ["one CVE that is related twice", "GHSA-2222-3333-4444", [cve("CVE-2021-1"), cve("cve-2021-1")], ["CVE-2021-1"]],
    ["an advisory about one CVE", "ELSA-2021-1", [cve("CVE-2021-1")], ["CVE-2021-1"]],
    ["an advisory about several CVEs names none", "ALAS-2021-1", [cve("CVE-2021-1"), cve("CVE-2021-2")], []],
    ["a CVE has no second CVE", "CVE-2021-1", [cve("CVE-2021-2")], []],
    ["a CVE is not its own alias", "CVE-2021-1", [cve("CVE-2021-1")], []],
    ["others than CVEs", "GHSA-2222-3333-4444", [cve("ALAS-1"), {}, null], []],
    ["null for none", "GHSA-2222-3333-4444", null, []],
  ])("%s", (_, id, related, aliases) => {
    expect(observe({ id }, related)?.aliases).toEqual(aliases);
  });
});

describe("grype related", () => {
  const ids = (...names: readonly string[]): readonly object[] => names.map((id) => ({ id }));

  test.each([
    [
      "of an advisory about several CVEs, all",
      "ALAS-2021-1",
      ids("CVE-2021-0001", "cve-2021-0002"),
      ["CVE-2021-0001", "CVE-2021-0002"],
    ],
    ["of an advisory about one, none: that is its alias", "ALAS-2021-1", ids("CVE-2021-0001"), undefined],
    ["of a CVE, the others", "CVE-2021-0001", ids("CVE-2021-0001", "CVE-2021-0002"), ["CVE-2021-0002"]],
    ["no other ids", "ALAS-2021-1", ids("GHSA-2222-3333-4444", "ELSA-1"), undefined],
  ])("%s", (_, id, related, expected) => {
    expect(observe({ id }, related)?.related).toEqual(expected as string[]);
  });
});

test("grype.read() refuses ignored matches that are no list", () => {
  expect(codeOf(() => read({ ...named, matches: [], ignoredMatches: {} }))).toBe("INPUT_MALFORMED");
});

describe("grype severity", () => {
  const scored = (baseScore: number): object => ({
    cvss: [{ version: "3.1", vector: "CVSS:3.1/x", metrics: { baseScore } }],
  });

  test.each([
    ["its own word", { severity: "Low", ...scored(9.8) }, [], "low"],
    ["Negligible", { severity: "Negligible" }, [scored(9.8)], "info"],
    ["Unknown without a score", { severity: "Unknown" }, [], "unknown"],
    ["Unknown with its own score", { severity: "Unknown", ...scored(5) }, [], "medium"],
    ["Unknown with a related score", { severity: "Unknown" }, [scored(5), scored(7)], "high"],
    ["no word", {}, [scored(9.8)], "critical"],
    ["a word that nobody knows", { severity: "Spooky" }, [], "unknown"],
  ])("%s", (_, vulnerability, related, expected) => {
    expect(observe({ id: "CVE-2021-1", ...vulnerability }, related)?.severity).toBe(expected as "low");
  });
});

describe("grype.read()", () => {
  test.each([
    [{ state: "fixed", versions: ["1", "2"] }, ["1", "2"]],
    [{ state: "wont-fix", versions: ["1"] }, []],
    [{ state: "not-fixed", versions: [] }, []],
    [{ versions: ["1"] }, []],
    [undefined, []],
  ])("fix %p is %p", (fix, expected) => {
    expect(observe({ id: "CVE-2021-1", fix })?.fixedIn).toEqual(expected);
  });

  test.each([
    [[{ epss: 0.5 }], 0.5],
    [[{ epss: 0 }], 0],
    [[{ epss: 1.5 }], undefined],
    [[{ epss: "0.5" }], 0.5],
    [[{ epss: 0.1 }, { epss: 0.9 }], 0.9],
    [[], undefined],
  ])("epss %p is %p: absent is unknown, never 0", (epss, expected) => {
    expect(observe({ id: "CVE-2021-1", epss })?.epss).toBe(expected as number);
  });

  test("an invalid purl is no purl", () => {
    const matches = [{ vulnerability: { id: "CVE-2021-1" }, artifact: { ...artifact, purl: "lib 1" } }];
    expect(read({ ...named, matches }).items.observations?.[0]?.package).toEqual({
      name: "lib",
      version: "1.0.0",
      ecosystem: "npm",
    });
  });

  test("what Grype ignored is kept, suppressed and counted for itself", () => {
    const match = { vulnerability: { id: "CVE-2021-1" }, artifact, appliedIgnoreRules: [{ reason: "by agreement" }] };
    const { accounts, items } = read({ ...named, matches: [], ignoredMatches: [match] });
    expect(items.observations?.[0]?.suppression).toEqual({ kind: "tool", justification: "by agreement" });
    expect(accounts.map(({ items: sort, kept }) => [sort, kept])).toEqual([
      ["matches", 0],
      ["ignored matches", 1],
    ]);
  });

  test.each([
    ["tool and target", named, 0],
    ["no tool", { source: named.source }, 1],
    ["no target", { descriptor: named.descriptor }, 1],
    ["neither", {}, 1],
    [
      "a database that Grype does not trust",
      { ...named, descriptor: { name: "grype", db: { status: { valid: false } } } },
      1,
    ],
    ["unreadable matches", { ...named, matches: [null, {}] }, 1],
    ["an EPSS that is none", { ...named, matches: [matchOf({ vulnerability: { id: "A", epss: [{ epss: 97 }] } })] }, 1],
    ["an id that is none", { ...named, matches: [matchOf({ vulnerability: { id: "CVE_2021_44228" } })] }, 1],
    ["related records that are no list", { ...named, matches: [matchOf({ relatedVulnerabilities: { id: "A" } })] }, 1],
    ["nothing odd", { ...named, matches: [matchOf({ relatedVulnerabilities: null })] }, 0],
  ])("doubts: %s", (_, report, count) => {
    expect(read({ matches: [], ...report }).coverage.doubts).toHaveLength(count);
  });

  test.each([
    [{ built: "a" }, "a"],
    [{ status: { built: "b" } }, "b"],
    [{ timestamp: "c" }, "c"],
    [undefined, undefined],
  ])("database date of %p is %p", (db, expected) => {
    expect(read({ matches: [], descriptor: { name: "grype", db } }).coverage.databaseDate).toBe(expected as string);
  });
});
