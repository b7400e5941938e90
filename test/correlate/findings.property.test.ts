import { expect, test } from "bun:test";
import fc from "fast-check";
import { toCorrelatedFindings } from "../../src/correlate/findings.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { compareSeverity, severities } from "../../src/domain/severity.ts";
import { finding, shuffled } from "../support/build.ts";

const findings = fc
  .array(
    fc.record({
      ruleId: fc.constantFrom("a", "b"),
      severity: fc.constantFrom(...severities),
      line: fc.constantFrom(1, 2),
      file: fc.option(fc.constantFrom("x.ts", "y.ts"), { nil: undefined }),
      suppressed: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.map(
      ({ file, line, suppressed, ...rest }): Finding =>
        finding({
          ...rest,
          location: file === undefined ? {} : { file, line },
          ...(suppressed && { suppression: { kind: "in_source" } }),
        }),
    ),
  );

test("toCorrelatedFindings() loses nothing: kept and duplicates are what came in", () => {
  fc.assert(
    fc.property(findings, (given) => {
      const merged = toCorrelatedFindings(given);
      const sources = merged.flatMap((one) => [one.source, ...one.duplicates]).map((one) => one.pointer);
      expect(sources.toSorted()).toEqual(given.map((one) => one.source.pointer).toSorted());
    }),
  );
});

test("toCorrelatedFindings() does not depend on the order of inputs", () => {
  fc.assert(
    fc.property(findings, fc.nat(), (given, seed) => {
      expect(toCorrelatedFindings(shuffled(given, seed))).toEqual(toCorrelatedFindings(given));
    }),
  );
});

test("toCorrelatedFindings() of more findings is never less severe", () => {
  fc.assert(
    fc.property(findings, findings, (given, more) => {
      const all = toCorrelatedFindings([...given, ...more]);
      for (const before of toCorrelatedFindings(given).filter((one) => one.state === "open")) {
        const now = all.find((one) =>
          [one, ...one.duplicates.map((source) => ({ source }))].some((copy) => copy.source === before.source),
        );
        expect(now?.state).toBe("open");
        expect(compareSeverity(now?.severity ?? "unknown", before.severity)).toBeLessThanOrEqual(0);
      }
    }),
  );
});
