import { expect, test } from "bun:test";
import { postureOptions } from "../../../src/assess/posture/options.ts";
import { postureOf } from "../../../src/assess/posture/posture.ts";
import { resourcesOf } from "../../support/posture-case.ts";

const resources = resourcesOf({ type: "aws_ebs_volume", values: { encrypted: false } });

test("postureOf() sets aside what the overlay disables, with its reason", () => {
  const all = postureOf({ resources }, postureOptions.parse({}));
  expect(all.counting.map((one) => one.check)).toContain("aws-ebs/volume-encrypted");
  expect(all.disabled).toEqual([]);
  for (const check of ["aws-ebs/volume-encrypted", "aws-ebs/*"]) {
    const disabled = [{ check, reason: "test account" }];
    const posture = postureOf({ resources }, postureOptions.parse({ disabled }));
    expect(posture.counting.map((one) => one.check)).not.toContain("aws-ebs/volume-encrypted");
    expect(posture.disabled).toContainEqual({
      reason: "test account",
      result: expect.objectContaining({ check: "aws-ebs/volume-encrypted", status: "fail" }),
    });
  }
});

test("a check that there is not is a fault of ours", () => {
  expect(() => postureOf({ resources }, postureOptions.parse({})).checkOf("no/such")).toThrow(RangeError);
});
