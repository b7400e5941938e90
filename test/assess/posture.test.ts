import { expect, test } from "bun:test";
import { postureAssessor } from "../../src/assess/posture.ts";
import { model, sourceOf } from "../support/build.ts";

test("counts resources by type, and judges none", () => {
  const resource = { address: "aws_s3_bucket.a", type: "aws_s3_bucket", source: sourceOf("plan.json") };
  const { section } = postureAssessor.assess(model({ resources: [resource, resource] }), undefined);
  expect(section).toMatchObject({ status: "not_evaluated", resource_count: 2, by_type: { aws_s3_bucket: 2 } });
  expect(postureAssessor.assess(model(), undefined).section).not.toHaveProperty("resource_count");
});
