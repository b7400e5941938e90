import { expect, test } from "bun:test";
import { operateOptions } from "../../../src/assess/operate/options.ts";

test("operateOptions have limits that are above 0", () => {
  expect(operateOptions.parse(undefined)).toEqual({ latency_objective_ms: 650, error_budget: 0.01 });
  expect(operateOptions.safeParse({ latency_objective_ms: 0 }).success).toBe(false);
  expect(operateOptions.safeParse({ error_budget: 0 }).success).toBe(false);
});
