import { expect, test } from "bun:test";
import { postureOptions } from "../../../src/assess/posture/options.ts";

test("defaults are strict, and a check is disabled only with a reason", () => {
  expect(postureOptions.parse({})).toEqual({ fail_on: "high", warn_on: "medium", disabled: [] });
  expect(postureOptions.safeParse({ disabled: [{ check: "aws-s3/*" }] }).success).toBe(false);
  expect(postureOptions.safeParse({ fail_on: "unknown" }).success).toBe(false);
});

test.each(["aws-s3/*", "gcp-network/admin-ports", "gcp-network/*"])("%s can be disabled", (check) => {
  expect(postureOptions.safeParse({ disabled: [{ check, reason: "r" }] }).success).toBe(true);
});

test.each([
  ["gcp-network/admin-portz", "gcp-network/admin-ports"],
  ["gcp-netwrok/*", "gcp-network/*"],
  ["no such thing at all", undefined],
  ["*", undefined],
  ["gcp-network/", "gcp-network/*"],
])("%s cannot, and %s is what was meant", (check, meant) => {
  const [issue] = postureOptions.safeParse({ disabled: [{ check, reason: "r" }] }).error?.issues ?? [];
  expect(issue).toMatchObject({ code: "custom", path: ["disabled", 0, "check"], params: { meant } });
});
