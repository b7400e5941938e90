import { expect, test } from "bun:test";
import { postureOptions } from "../../../src/assess/posture/options.ts";

test("defaults are strict, and a check is disabled only with a reason", () => {
  expect(postureOptions.parse({})).toEqual({ fail_on: "high", warn_on: "medium", disabled: [] });
  expect(postureOptions.safeParse({ disabled: [{ check: "aws-s3/*" }] }).success).toBe(false);
  expect(postureOptions.safeParse({ fail_on: "unknown" }).success).toBe(false);
});
