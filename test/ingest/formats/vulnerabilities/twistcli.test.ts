import { expect, test } from "bun:test";
import { osvScanner } from "../../../../src/ingest/formats/vulnerabilities/osv-scanner.ts";
import { twistcli } from "../../../../src/ingest/formats/vulnerabilities/twistcli.ts";

test.each([
  ["images", { results: [{ packages: [{ package: {} }], vulnerabilityDistribution: {} }] }, true, false],
  ["compliance alone", { results: [{ complianceDistribution: {} }] }, true, false],
  ["OSV-Scanner", { results: [{ packages: [{ package: { name: "a" } }] }] }, false, true],
  ["a repository", { repository: "a", vulnerabilityDistribution: {} }, true, false],
  ["another repository", { repository: "a" }, false, false],
  ["results of nothing", { results: [] }, false, false],
])("twistcli and OSV-Scanner are told apart: %s", (_, value, isTwistcli, isOsv) => {
  const document = { form: "json", value } as const;
  expect([twistcli.detect(document), osvScanner.detect(document)]).toEqual([isTwistcli, isOsv]);
});

test.each([
  [{ vulnerabilities: [] }, true],
  [{ vulnerabilityDistribution: { total: 0 } }, true],
  [{}, false],
])("a result of %p was looked at: %p", (members, looked) => {
  const value = { results: [{ complianceDistribution: {}, ...members }] };
  const { items, coverage } = twistcli.read({ form: "json", value }, { name: "a", sha256: "0" });
  expect([items.observations !== undefined, coverage.doubts.length === 0]).toEqual([looked, looked]);
});

test.each([
  [{ total: 2 }, 1],
  [{ critical: 1, low: 1 }, 1],
  [{ critical: 1, total: 1 }, 0],
])("one vulnerability of a distribution of %p: %p doubts", (vulnerabilityDistribution, doubts) => {
  const vulnerabilities = [{ id: "CVE-2024-0001", packageName: "a" }];
  const value = { results: [{ vulnerabilities, vulnerabilityDistribution }] };
  expect(twistcli.read({ form: "json", value }, { name: "a", sha256: "0" }).coverage.doubts).toHaveLength(doubts);
});
