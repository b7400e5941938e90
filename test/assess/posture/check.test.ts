import { describe, expect, test } from "bun:test";
import {
  allOf,
  anyOf,
  failWhen,
  not,
  notApplicable,
  passWhen,
  type Truth,
  truthOf,
  unlessElse,
  whereConcerned,
  worstOf,
} from "../../../src/assess/posture/check.ts";

const truths: readonly Truth[] = [true, false, undefined];

/** Kleene's strong logic by its definition: what holds whatever the unknown turns out to be. */
function whatever(of: (a: boolean, b: boolean) => boolean, a: Truth, b: Truth): Truth {
  const values = (truth: Truth) => (truth === undefined ? [true, false] : [truth]);
  const outcomes = new Set(values(a).flatMap((x) => values(b).map((y) => of(x, y))));
  return outcomes.size === 1 ? [...outcomes][0] : undefined;
}

test("anyOf() and allOf() say what holds whatever is unknown", () => {
  for (const a of truths) {
    for (const b of truths) {
      expect(anyOf([a, b])).toBe(whatever((x, y) => x || y, a, b));
      expect(allOf([a, b])).toBe(whatever((x, y) => x && y, a, b));
    }
    expect(not(not(a))).toBe(a);
  }
  expect([anyOf([]), allOf([])]).toEqual([false, true]);
});

describe("judgements", () => {
  test.each([
    [true, "pass", "fail"],
    [false, "fail", "pass"],
    [undefined, "unknown", "unknown"],
  ] as const)("of %p", (truth, pass, fail) => {
    expect(passWhen(truth, { at: "a" })).toEqual({ status: pass, at: "a" });
    expect(failWhen(truth)).toEqual({ status: fail });
  });

  test.each([
    [true, "pass"],
    [false, "not_applicable"],
    [undefined, "unknown"],
  ] as const)("whereConcerned(%p)", (truth, expected) => {
    expect(whereConcerned(truth, "kind", () => passWhen(true)).status).toBe(expected);
  });

  test.each([
    [true, false, "pass"],
    [false, false, "fail"],
    [undefined, false, "unknown"],
    [undefined, true, "pass"],
    [undefined, undefined, "unknown"],
  ] as const)("unlessElse(%p) of %p", (isAsGood, truth, expected) => {
    expect(unlessElse(isAsGood, "other", () => passWhen(truth)).status).toBe(expected);
  });

  test("truthOf() is what passWhen() was given", () => {
    expect(truths.map((truth) => truthOf(passWhen(truth)))).toEqual([...truths]);
    expect(truthOf(notApplicable)).toBeUndefined();
  });

  test("worstOf() prefers a failure to a question and a question to a pass", () => {
    const [pass, fail, unknown] = [passWhen(true), passWhen(false), passWhen(undefined)];
    expect(worstOf([pass, unknown, fail])).toBe(fail);
    expect(worstOf([pass, unknown])).toBe(unknown);
    expect(worstOf([notApplicable, pass])).toBe(pass);
    expect(worstOf([])).toBe(notApplicable);
  });
});
