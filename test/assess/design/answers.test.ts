import { expect, test } from "bun:test";
import { type Answer, answered, both, either, not } from "../../../src/assess/design/answers.ts";

const table: readonly (readonly [Answer, Answer, Answer, Answer])[] = [
  ["yes", "yes", "yes", "yes"],
  ["yes", "no", "no", "yes"],
  ["yes", "unknown", "unknown", "yes"],
  ["no", "no", "no", "no"],
  ["no", "unknown", "no", "unknown"],
  ["unknown", "unknown", "unknown", "unknown"],
];

test.each(table)("%s and %s is %s, or is %s", (a, b, and, or) => {
  expect([both(a, b), both(b, a)]).toEqual([and, and]);
  expect([either(a, b), either(b, a)]).toEqual([or, or]);
});

test("not() leaves what is not known open", () => {
  expect([not("yes"), not("no"), not("unknown")]).toEqual(["no", "yes", "unknown"]);
});

test("answered() is yes or no", () => {
  expect([answered(true), answered(false)]).toEqual(["yes", "no"]);
});
