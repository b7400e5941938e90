import { expect, test } from "bun:test";
import { designOptions } from "../../../src/assess/design/options.ts";

test("designOptions fail on high, and take no unknown for a failure, unless told", () => {
  expect(designOptions.parse(undefined)).toEqual({ fail_on: "high", unknown_counts: false });
  expect(designOptions.safeParse({ fail_on: "unknown" }).success).toBe(false);
  expect(designOptions.safeParse({ fail_at: "high" }).success).toBe(false);
});
