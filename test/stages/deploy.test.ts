import { expect, test } from "bun:test";
import { overlaySchema } from "../../src/overlay/schema.ts";
import { deployStage } from "../../src/stages/deploy.ts";
import { model } from "../support/build.ts";
import { resourcesOf } from "../support/posture-case.ts";

test("a deployment tells its posture and what that shows about controls", () => {
  const resources = resourcesOf({ type: "aws_ebs_volume", values: { encrypted: false } });
  const context = { options: overlaySchema.parse({}), earlier: new Map() };
  const body = deployStage.body(model({ resources }), context);
  expect(body["posture"]).toMatchObject({ status: "evaluated", resource_count: 1 });
  expect(body["control_evidence"]).toContainEqual(
    expect.objectContaining({ control: "nist-800-53:SC-28", result: "fail" }),
  );
});
