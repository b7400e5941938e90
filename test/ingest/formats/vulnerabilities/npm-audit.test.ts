import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { npmAudit } from "../../../../src/ingest/formats/vulnerabilities/npm-audit.ts";

describe("npmAudit.detect()", () => {
  test.each([
    ["version 2", { auditReportVersion: 2, vulnerabilities: {} }, true],
    ["another version, to be refused", { auditReportVersion: 9 }, true],
    ["the error of npm", { error: { code: "ENOLOCK", summary: "s", detail: "d" } }, true],
    ["an error of the registry", { message: "m", error: { summary: "", detail: "" } }, true],
    ["another error", { error: { message: "m" } }, false],
    ["npm 6", { advisories: {}, metadata: { vulnerabilities: {} } }, false],
    ["a list", [], false],
  ])("%s", (_, value, expected) => {
    expect(npmAudit.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(npmAudit.detect({ form: "text", text: "{}" })).toBe(false);
    expect(npmAudit.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

describe("npmAudit.read()", () => {
  const via = { source: 7, title: "t", url: "https://github.com/advisories/GHSA-2222-3333-4444", severity: "low" };
  const reportOf = (entry: object): object => ({
    auditReportVersion: 2,
    vulnerabilities: { left: { name: "left", via: [via], ...entry } },
    metadata: { dependencies: { total: 1 } },
  });

  test.each([
    ["of the package itself", { fixAvailable: { name: "left", version: "2.0.0" } }, ["2.0.0"]],
    ["of the package that asks for it", { fixAvailable: { name: "top", version: "9.0.0" } }, []],
    ["somewhere", { fixAvailable: true }, []],
  ])("the fix is %s", (_, entry, fixedIn) => {
    expect(read(reportOf(entry)).items.observations?.[0]?.fixedIn).toEqual(fixedIn);
  });

  test("the severity of the package stands in for that of the advisory", () => {
    const { items } = read(reportOf({ severity: "critical", via: [{ source: 7 }] }));
    expect(items.observations?.[0]).toMatchObject({ id: "NPM-7", severity: "critical" });
  });

  test("the name `__proto__` is one like any other", () => {
    const report = JSON.parse(`{"auditReportVersion":2,"vulnerabilities":{"__proto__":{"via":["toString"]}}}`);
    expect(read(report).accounts.map(({ raw, kept }) => [raw, kept])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  test.each<[string, Readonly<Record<string, readonly unknown[]>>, readonly number[], number]>([
    ["advisory", { a: [via] }, [1, 1], 0],
    ["advisory through another package", { a: ["b"], b: ["c"], c: [via] }, [3, 3], 0],
    ["advisory beside a circle", { a: ["b", via], b: ["a"] }, [2, 2], 0],
    ["circle", { a: ["b"], b: ["a"] }, [2, 0], 1],
    ["circle of its own", { a: ["a"], b: [via] }, [2, 1], 1],
  ])("a package is vulnerable through an %s", (_, vias, packages, doubts) => {
    const vulnerabilities = Object.fromEntries(Object.entries(vias).map(([name, found]) => [name, { via: found }]));
    const { accounts, coverage } = read({
      auditReportVersion: 2,
      vulnerabilities,
      metadata: { dependencies: { total: 9 } },
    });
    expect([accounts[0]?.raw, accounts[0]?.kept]).toEqual([...packages]);
    expect(coverage.doubts).toHaveLength(doubts);
  });

  test.each([
    [{ total: 1, low: 1 }, 0],
    [{ total: 2 }, 1],
    [{ total: 1, high: 1, low: 1 }, 1],
    [{ critical: 3 }, 1],
  ])("counts of %j for one package: doubts %d", (vulnerabilities, doubts) => {
    const report = { ...reportOf({}), metadata: { dependencies: { total: 9 }, vulnerabilities } };
    expect(read(report).coverage.doubts).toHaveLength(doubts);
  });
});

function read(value: unknown): Reading {
  return npmAudit.read({ form: "json", value }, { name: "scan.json", sha256: "0".repeat(64) });
}
