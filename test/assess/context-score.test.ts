import { describe, expect, test } from "bun:test";
import { type Factor, scoreOf } from "../../src/assess/context-score.ts";

const weights = {
  criticality: { mission_critical: 4, high: 3, medium: 2, low: 1 },
  exposure: { internet: 3, internal: 1, none: 0 },
  data: { pii: 4, public: 1 },
};

function score(criticality: readonly string[], exposure: readonly string[], data: readonly string[]) {
  const factors: readonly Factor[] = [
    { factor: "criticality", values: criticality },
    { factor: "exposure", values: exposure },
    { factor: "data", values: data },
  ];
  const { low, high } = scoreOf(factors, weights);
  return [low, high];
}

describe("scoreOf()", () => {
  test.each<[string, ReturnType<typeof score>, readonly [number, number]]>([
    ["of the worst is 1", score(["mission_critical"], ["internet"], ["pii"]), [1, 1]],
    ["of the best is what they weigh", score(["low"], ["none"], ["public"]), [0.18, 0.18]],
    ["of nothing known spans everything", score([], [], []), [0, 1]],
    ["of unknown words spans everything", score(["unknown"], ["unknown"], ["unknown"]), [0, 1]],
    ["takes the worst of two words", score(["low", "high"], ["none"], ["public"]), [0.36, 0.36]],
    ["widens by a word that is not known", score(["low", "vital"], ["none"], ["public"]), [0.18, 0.45]],
    ["does not read words of the prototype", score(["constructor"], ["none"], ["public"]), [0.09, 0.45]],
  ])("%s", (_, range, expected) => {
    expect(range).toEqual([...expected]);
  });

  test("of weights that are all 0 is 0", () => {
    const none = { criticality: { high: 0 }, exposure: {}, data: {} };
    expect(scoreOf([{ factor: "criticality", values: ["high"] }], none)).toMatchObject({ low: 0, high: 0 });
  });

  test("lists each factor with its points", () => {
    expect(scoreOf([{ factor: "data", values: ["pii"] }], weights).factors).toEqual([
      { factor: "data", values: ["pii"], low: 4, high: 4, max: 4 },
    ]);
  });
});
