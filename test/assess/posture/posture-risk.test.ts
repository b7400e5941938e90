import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { postureRisk } from "../../../src/assess/posture/posture-risk.ts";
import { riskOptions } from "../../../src/assess/risk/options.ts";
import { type PostureResult, type PostureStatus, postureStatuses } from "../../../src/domain/posture.ts";
import { scoredSeverities } from "../../../src/domain/severity.ts";
import { resourcesOf } from "../../support/posture-case.ts";

const options = riskOptions.parse({});
const resources = resourcesOf(Array.from({ length: 20 }, () => ({ type: "box" })));

function result(status: PostureStatus, severity: PostureResult["severity"] = "high", at = 0): PostureResult {
  const resource = resources[at];
  if (resource === undefined) throw new RangeError("no resource");
  return { check: "box/on", status, severity, resource };
}

describe("postureRisk()", () => {
  test("has no basis where nothing was judged, and is nought where everything passes", () => {
    expect(postureRisk([], options)).toBeUndefined();
    expect(postureRisk([result("pass")], options)?.known).toEqual({ score: 0, factors: [] });
  });

  test("counts failures, and questions only in the worst case", () => {
    const risk = postureRisk([result("fail"), result("unknown", "critical", 1)], options);
    expect(risk?.known.factors.map(({ id }) => id)).toEqual(["box/on box.n0"]);
    expect(risk?.worst.factors).toHaveLength(2);
    expect(risk?.worst.score).toBeGreaterThan(risk?.known.score ?? 1);
  });

  test("never falls when one more fails, or fails worse", () => {
    const one = fc.record({
      status: fc.constantFrom(...postureStatuses),
      severity: fc.constantFrom(...scoredSeverities),
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 18, minLength: 1 }),
        fc.constantFrom(...scoredSeverities),
        (some, more) => {
          const results = some.map(({ status, severity }, index) => result(status, severity, index));
          const before = postureRisk(results, options)?.known.score ?? 0;
          const after = postureRisk([...results, result("fail", more, 19)], options)?.known.score ?? 0;
          const worse = postureRisk([...results, result("fail", "critical", 19)], options)?.known.score ?? 0;
          expect(after).toBeGreaterThanOrEqual(before);
          expect(worse).toBeGreaterThanOrEqual(after);
        },
      ),
    );
  });
});
