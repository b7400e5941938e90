import { expect, test } from "bun:test";
import { referenceOf } from "../../../../src/ingest/formats/iac/resources.ts";

test.each([
  [{ address: "aws_s3_bucket.a" }, "aws_s3_bucket.a"],
  [{ address: "" }, undefined],
  [{ address: 3 }, undefined],
  [null, undefined],
])("referenceOf(%j) is %p", (value, expected) => {
  expect(referenceOf(value, "address")).toBe(expected);
});

test("referenceOf() shortens what no address is as long as", () => {
  expect(referenceOf({ address: "x".repeat(9000) }, "address")?.length).toBeLessThan(1100);
});
