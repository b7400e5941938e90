import { expect, test } from "bun:test";
import { inputLimits } from "../../../src/doors/actions/input-limits.ts";

test("inputLimits() lets packed inputs grow to half of what a plain one may have", () => {
  expect(inputLimits(1001)).toEqual({ maxBytes: 1001, maxUnpacked: 500, maxDepth: 128 });
  expect(inputLimits().maxBytes).toBe(2 ** 28);
});
