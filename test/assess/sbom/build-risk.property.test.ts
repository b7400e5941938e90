import { expect, test } from "bun:test";
import fc from "fast-check";
import { riskOptions } from "../../../src/assess/risk/options.ts";
import { buildRisk } from "../../../src/assess/sbom/build-risk.ts";
import { riskFlags } from "../../../src/assess/sbom/flags.ts";
import type { Component } from "../../../src/domain/component.ts";
import { severities } from "../../../src/domain/severity.ts";
import type { Vulnerability } from "../../../src/domain/vulnerability.ts";
import { component, inputFile, model, packageRef, plainComponent, vulnerability } from "../../support/build.ts";
import { family, intelOf } from "../../support/sboms.ts";

const options = riskOptions.parse({});
const { rangeSource: _, ...unchecked } = family({ id: "other", cves: ["CVE-2021-0002"] });
const intel = intelOf({
  "pkg:npm/a": [{ intervals: [{ before: "2.0.0" }] }],
  "pkg:npm/b": [{ intervals: [{ before: "2.0.0" }], family: unchecked }],
});
const inputs = [inputFile({ name: "grype.json", kinds: ["cve"] })];

const purls = fc.constantFrom("pkg:npm/a@1.0.0", "pkg:npm/a@3.0.0", "pkg:npm/b@1.0.0", "pkg:npm/b", "pkg:npm/c@1.0.0");
const components: fc.Arbitrary<Component> = fc.oneof(
  purls.map((purl) => component({ purl })),
  fc
    .constantFrom("latest", "^1.0", undefined)
    .map((version) => plainComponent(version === undefined ? {} : { version })),
  purls.map((purl) => component({ purl, deprecated: "" })),
);
const open: fc.Arbitrary<Vulnerability> = fc
  .record({
    id: fc.constantFrom("CVE-2021-0001", "CVE-2021-0002", "CVE-2021-0003"),
    purl: purls,
    severity: fc.constantFrom(...severities),
    epss: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    isExploited: fc.boolean(),
  })
  .map(({ id, purl, severity, epss, isExploited }) =>
    vulnerability({
      id,
      severity,
      package: packageRef(purl),
      ...(epss !== undefined && { epss }),
      ...(isExploited && { kev: { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: false } }),
    }),
  );

function scoreOf(listed: readonly Component[], vulnerabilities: readonly Vulnerability[]): number {
  const built = model({ inputs, intel, components: listed, vulnerabilities });
  return buildRisk(built, riskFlags(built), options)?.score ?? 0;
}

const parts = fc.array(components, { maxLength: 8 });
const flaws = fc.array(open, { maxLength: 8 });

test("buildRisk() with one component more is never lower", () => {
  fc.assert(
    fc.property(parts, flaws, components, (given, found, more) => {
      expect(scoreOf([...given, more], found)).toBeGreaterThanOrEqual(scoreOf(given, found));
    }),
  );
});

test("buildRisk() with one vulnerability more is never lower, also of a family that is flagged", () => {
  fc.assert(
    fc.property(parts, flaws, open, (given, found, more) => {
      expect(scoreOf(given, [...found, more])).toBeGreaterThanOrEqual(scoreOf(given, found));
    }),
  );
});

test("buildRisk() with one flag more on a component is never lower", () => {
  fc.assert(
    fc.property(parts, flaws, fc.nat(), (given, found, at) => {
      const worse = given.map((one, index) => (index === at % given.length ? { ...one, deprecated: "gone" } : one));
      expect(scoreOf(worse, found)).toBeGreaterThanOrEqual(scoreOf(given, found));
    }),
  );
});

test("buildRisk() is in [0, 1]", () => {
  fc.assert(
    fc.property(parts, flaws, (given, found) => {
      const score = scoreOf(given, found);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }),
  );
});
