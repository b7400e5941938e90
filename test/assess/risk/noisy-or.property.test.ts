import { expect, test } from "bun:test";
import fc from "fast-check";
import { impactOf, likelihoodOf, reachOf } from "../../../src/assess/risk/likelihood.ts";
import { riskOf } from "../../../src/assess/risk/noisy-or.ts";
import { type RiskOptions, riskOptions } from "../../../src/assess/risk/options.ts";
import type { RiskFactor } from "../../../src/domain/risk.ts";
import { vulnerability } from "../../support/build.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const factor: fc.Arbitrary<RiskFactor> = fc.record({
  id: fc.string({ maxLength: 3 }),
  what: fc.constant("something"),
  likelihood: share,
  impact: share,
  basis: fc.constant("a test"),
});
const factors = fc.array(factor, { maxLength: 12 });

const score = (given: readonly RiskFactor[]): number => riskOf(given)?.score ?? 0;

test("riskOf() is in [0, 1]", () => {
  fc.assert(
    fc.property(factors, (given) => {
      expect(score(given)).toBeGreaterThanOrEqual(0);
      expect(score(given)).toBeLessThanOrEqual(1);
    }),
  );
});

test("riskOf() does not depend on the order", () => {
  const shuffled = factors.chain((given) => {
    return fc.tuple(fc.constant(given), fc.shuffledSubarray([...given], { minLength: given.length }));
  });
  fc.assert(fc.property(shuffled, ([given, other]) => expect(riskOf(other)).toEqual(riskOf(given))));
});

test("riskOf() is never lowered by one factor more", () => {
  fc.assert(
    fc.property(factors, factor, (given, more) => {
      expect(score([...given, more])).toBeGreaterThanOrEqual(score(given));
    }),
  );
});

test("riskOf() is never lowered by a greater likelihood or impact", () => {
  fc.assert(
    fc.property(factors, factor, share, share, (given, one, likelihood, impact) => {
      const heavier = {
        ...one,
        likelihood: Math.max(one.likelihood, likelihood),
        impact: Math.max(one.impact, impact),
      };
      expect(score([...given, heavier])).toBeGreaterThanOrEqual(score([...given, one]));
    }),
  );
});

/** Any figures that an overlay may set. */
const tables: fc.Arbitrary<RiskOptions> = fc
  .record({
    likelihood: tableOf("critical", "high", "medium", "low", "info", "unknown"),
    impact: fc.record({
      severity: tableOf("critical", "high", "medium", "low", "info", "unknown"),
      criticality: tableOf("mission_critical", "high", "medium", "low", "unknown"),
      data: tableOf("restricted", "pii", "phi", "pci", "confidential", "internal", "public", "unknown"),
    }),
    exposure: tableOf("internet", "partner", "internal", "none", "unknown"),
  })
  .map((given) => riskOptions.parse(given));

function tableOf(...words: readonly string[]): fc.Arbitrary<Record<string, number>> {
  return fc.record(Object.fromEntries(words.map((word) => [word, share])));
}

function pairsOf<const T>(...words: readonly T[]): fc.Arbitrary<readonly [milder: T, worse: T]> {
  const index = fc.nat({ max: words.length - 1 });
  return fc.tuple(index, index).map(([a, b]) => [words[Math.min(a, b)]!, words[Math.max(a, b)]!] as const);
}

test("a worse severity never lowers likelihood or impact, with EPSS or without, whatever the overlay says", () => {
  const epss = fc.option(share, { nil: undefined });
  const severity = pairsOf("info", "low", "medium", "high", "critical");
  fc.assert(
    fc.property(tables, severity, epss, (options, [milder, worse], probability) => {
      const one = vulnerability({ severity: milder, ...(probability !== undefined && { epss: probability }) });
      const other = { ...one, severity: worse };
      expect(likelihoodOf(other, options).value).toBeGreaterThanOrEqual(likelihoodOf(one, options).value);
      expect(impactOf(worse, options).value).toBeGreaterThanOrEqual(impactOf(milder, options).value);
    }),
  );
});

test("a wider exposure, a higher criticality and one data class more never lower a figure", () => {
  const exposure = pairsOf("none", "internal", "partner", "internet");
  const criticality = pairsOf("low", "medium", "high", "mission_critical");
  const classes = pairsOf("public", "internal", "confidential", "restricted");
  fc.assert(
    fc.property(
      tables,
      exposure,
      criticality,
      classes,
      (options, [inner, outer], [lesser, greater], [plain, secret]) => {
        expect(reachOf(outer, options).value).toBeGreaterThanOrEqual(reachOf(inner, options).value);
        const impact = (level: typeof lesser, ...dataClasses: (typeof plain)[]): number =>
          impactOf("high", options, { criticality: level, dataClasses }).value;
        expect(impact(greater, plain)).toBeGreaterThanOrEqual(impact(lesser, plain));
        expect(impact(lesser, secret)).toBeGreaterThanOrEqual(impact(lesser, plain));
        expect(impact(lesser, plain, secret)).toBeGreaterThanOrEqual(impact(lesser, plain));
      },
    ),
  );
});
