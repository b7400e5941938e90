import { expect, test } from "bun:test";
import fc from "fast-check";
import { packageIndex } from "../../src/correlate/packages.ts";
import { toVulnerabilities } from "../../src/correlate/vulnerabilities.ts";
import { compareSeverity, severities } from "../../src/domain/severity.ts";
import type { Observation } from "../../src/domain/vulnerability.ts";
import { catalogue, observation, packageRef, shuffled } from "../support/build.ts";

const ids = ["CVE-1", "CVE-2", "GHSA-a", "GHSA-b", "OSV-1"];
const packages = [
  packageRef("pkg:npm/lodash@4.17.20"),
  packageRef("pkg:npm/lodash@4.17.20?arch=x"),
  { name: "lodash", version: "4.17.20" },
  packageRef("pkg:maven/org.x/lib@1"),
  { name: "org.x:lib", version: "1" },
];

const observations = fc
  .array(
    fc.record({
      id: fc.constantFrom(...ids),
      aliases: fc.array(fc.constantFrom(...ids), { maxLength: 2 }),
      package: fc.constantFrom(...packages),
      severity: fc.constantFrom(...severities),
      tool: fc.constantFrom("grype", "trivy"),
      suppressed: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((rows) =>
    rows.map(({ suppressed, ...row }) => observation({ ...row, ...(suppressed && { suppression: { kind: "tool" } }) })),
  );

function correlated(seen: readonly Observation[]) {
  const index = packageIndex(seen.map((one) => one.package));
  return toVulnerabilities(seen, {
    packages: index,
    listed: new Set(),
    kev: catalogue(["CVE-1"]),
    epss: new Map(),
    advisories: new Map(),
  });
}

test("toVulnerabilities() loses no observation and repeats none", () => {
  fc.assert(
    fc.property(observations, (given) => {
      const out = correlated(given).flatMap((one) => one.observations.map((seen) => seen.source.pointer));
      expect(out.toSorted()).toEqual(given.map((seen) => seen.source.pointer).toSorted());
    }),
  );
});

test("toVulnerabilities() does not depend on the order of inputs", () => {
  fc.assert(
    fc.property(observations, fc.nat(), (given, seed) => {
      expect(correlated(shuffled(given, seed))).toEqual(correlated(given));
    }),
  );
});

test("toVulnerabilities() with one observation more never lowers the severity under any id, nor closes it", () => {
  fc.assert(
    fc.property(observations, observations, (given, more) => {
      const after = correlated([...given, ...more]);
      for (const before of correlated(given)) {
        const now = after.find((one) => before.observations.every((seen) => one.observations.includes(seen)));
        if (now === undefined) continue; // a CVE that came later may take an advisory's place in another group
        expect(compareSeverity(now.severity, before.severity)).toBeLessThanOrEqual(0);
        if (before.state === "open") expect(now.state).toBe("open");
      }
      const worst = (list: readonly { readonly severity: (typeof severities)[number] }[]) =>
        list[0]?.severity ?? "unknown";
      expect(compareSeverity(worst(after), worst(correlated(given)))).toBeLessThanOrEqual(0);
    }),
  );
});
