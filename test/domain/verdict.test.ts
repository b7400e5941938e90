import { expect, test } from "bun:test";
import { exitCodeOfVerdict, verdicts, worstVerdict } from "../../src/domain/verdict.ts";

test("exitCodeOfVerdict() gives 0, 2 and 1, each to one verdict", () => {
  expect(verdicts.map(exitCodeOfVerdict)).toEqual([0, 2, 1]);
});

test.each([
  ["GO", "CONDITIONAL", "CONDITIONAL"],
  ["NO-GO", "CONDITIONAL", "NO-GO"],
  ["GO", "NO-GO", "NO-GO"],
  ["GO", "GO", "GO"],
] as const)("worstVerdict() of %s and %s is %s", (a, b, worst) => {
  expect([worstVerdict(a, b), worstVerdict(b, a)]).toEqual([worst, worst]);
});
