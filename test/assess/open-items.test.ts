import { describe, expect, test } from "bun:test";
import { asideKeys, componentKeys, openItems, openKeys, openRecords, stableKey } from "../../src/assess/open-items.ts";
import { component, correlated, packageRef, plainComponent, vulnerability } from "../support/build.ts";
import { assessDefaults } from "../support/options.ts";

const given = {
  findings: [
    correlated({ fingerprint: "f1", severity: "low" }),
    correlated({ fingerprint: "f2", severity: "critical" }),
    correlated({ fingerprint: "f3", state: "suppressed" }),
  ],
  vulnerabilities: [
    vulnerability({ id: "CVE-1", severity: "high" }),
    vulnerability({ id: "CVE-2", state: "in_triage", severity: "unknown" }),
    vulnerability({ id: "CVE-3", state: "not_affected" }),
    vulnerability({ id: "CVE-4", state: "fixed" }),
  ],
};

describe("openItems()", () => {
  const items = openItems(given);

  test("are what nobody set aside, worst first, unknown last", () => {
    expect(items.map(({ key }) => key)).toEqual(["f2", "CVE-1 in pkg:npm/lodash", "f1", "CVE-2 in pkg:npm/lodash"]);
  });

  test("weigh as what they are", () => {
    expect(items[0]?.factor(assessDefaults.risk)).toMatchObject({ id: "f2", likelihood: 0.4, impact: 0.95 });
    expect(items[1]?.factor(assessDefaults.risk)).toMatchObject({ likelihood: 0.2 });
  });

  test("are listed with what to do, up to a number", () => {
    expect(openRecords(items, 1)).toEqual([
      {
        kind: "finding",
        key: "f2",
        severity: "critical",
        what: "js/xss (critical): untrusted data is written to the page",
        where: "src/app.ts:12",
        fix: expect.any(String),
      },
    ]);
  });
});

test("openKeys() are of one kind, each once, in text order", () => {
  const twice = openItems({ findings: [], vulnerabilities: [...given.vulnerabilities, ...given.vulnerabilities] });
  expect(openKeys(twice, "vulnerability")).toEqual(["CVE-1 in pkg:npm/lodash", "CVE-2 in pkg:npm/lodash"]);
  expect(openKeys(twice, "finding")).toEqual([]);
});

test("asideKeys() are what is still found and does not count; what is fixed is gone", () => {
  expect([...asideKeys(given)].toSorted()).toEqual(["CVE-3 in pkg:npm/lodash", "f3"]);
});

test.each([
  ["pkg:npm/lodash@4.17.20", "pkg:npm/lodash"],
  ["pkg:npm/%40scope/a@1?x=1#y", "pkg:npm/%40scope/a"],
])("stableKey() of %s leaves the version out", (purl, name) => {
  expect(stableKey({ id: "CVE-1", package: packageRef(purl) })).toBe(`CVE-1 in ${name}`);
});

test("componentKeys() are purls, else name and version, each once", () => {
  const components = [component(), component(), plainComponent({ name: "part", version: "1" })];
  expect(componentKeys({ components })).toEqual(["part@1", "pkg:npm/lodash@4.17.20"]);
});
