import { describe, expect, test } from "bun:test";
import {
  aclIsPublic,
  aspectOf,
  belongsToBucket,
  blocked,
  grantsArePublic,
  inlineSetting,
  judgeBucketPolicy,
  policiesOf,
} from "../../../src/assess/posture/aws-bucket.ts";
import { type Deployment, deploymentOf } from "../../../src/domain/deployment.ts";
import { type Resource, unknownValue } from "../../../src/domain/resource.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

const bucket = { type: "aws_s3_bucket", name: "b", values: {} };
const versions = { type: "aws_s3_bucket_versioning", name: "status", inline: "versioning.0.enabled" };

function of(type: string, values: object, to: readonly string[] = ["aws_s3_bucket.b"]): WrittenResource {
  return { type, values: { ...values, bucket: "<unknown>" }, refs: { bucket: to } };
}

function withFirst<T>(written: readonly WrittenResource[], ask: (first: Resource, deployment: Deployment) => T): T {
  const resources = resourcesOf(written);
  const [first] = resources;
  if (first === undefined) throw new Error("no resource");
  return ask(first, deploymentOf(resources));
}

describe("aspectOf()", () => {
  const ask = (...written: readonly WrittenResource[]) =>
    withFirst(written, (first, deployment) => aspectOf(first, deployment, versions).value);

  test("finds what stands apart before what stands inline", () => {
    const inline = { ...bucket, values: { versioning: [{ enabled: false }] } };
    expect(ask(inline, of("aws_s3_bucket_versioning", { status: "Enabled" }))).toBe("Enabled");
    expect(ask(inline)).toBe(false);
  });

  test("is in doubt when something may belong to the bucket", () => {
    expect(ask(bucket, of("aws_s3_bucket_versioning", { status: "Enabled" }, ["var.bucket"]))).toBe(unknownValue);
    expect(ask(bucket)).toBeUndefined();
  });
});

test("inlineSetting() leaves out what the provider fills in", () => {
  const ask = (refs: object) =>
    withFirst(
      [{ ...bucket, values: { acl: "<unknown>" }, refs }],
      (first, all) => inlineSetting(first, "acl", all).value,
    );
  expect(ask({ bucket: "var.name" })).toBeUndefined();
  expect(ask({ acl: "var.acl" })).toBe(unknownValue);
});

test("blocked() asks the bucket's own block and the account's", () => {
  const flag = "block_public_acls";
  const ask = (...more: readonly WrittenResource[]) =>
    withFirst([bucket, ...more], (first, all) => blocked(first, all, flag));
  const account = { type: "aws_s3_account_public_access_block", values: { block_public_acls: true } };
  const own = (isOn: boolean | string) => of("aws_s3_bucket_public_access_block", { block_public_acls: isOn });
  expect(ask()).toEqual({ isOn: false, isSaid: false });
  expect(ask(own(false))).toEqual({ isOn: false, isSaid: true });
  expect(ask(own("<unknown>"))).toEqual({ isOn: undefined, isSaid: true });
  expect(ask(own(false), account)).toEqual({ isOn: true, isSaid: true });
});

test("aclIsPublic(), grantsArePublic()", () => {
  expect([aclIsPublic("public-read"), aclIsPublic("private"), aclIsPublic(unknownValue)]).toEqual([
    true,
    false,
    undefined,
  ]);
  const everyone = { uri: "http://acs.amazonaws.com/groups/global/AllUsers" };
  expect(grantsArePublic({ grant: [everyone] }, ["grant"])).toBe(true);
  expect(grantsArePublic({ grant: [{ grantee: [everyone] }] }, ["grant"])).toBe(true);
  expect(grantsArePublic({ grant: [{ id: "a" }] }, ["grant"])).toBe(false);
  expect(grantsArePublic({ grant: unknownValue }, ["grant"])).toBeUndefined();
});

test("policiesOf(), judgeBucketPolicy(), belongsToBucket() join by reference", () => {
  const policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } });
  const apart = of("aws_s3_bucket_policy", { policy });
  expect(withFirst([bucket, apart], judgeBucketPolicy).status).toBe("fail");
  expect(withFirst([bucket], judgeBucketPolicy).status).toBe("not_applicable");
  expect(withFirst([bucket, of("aws_s3_bucket_policy", { policy }, ["var.bucket"])], judgeBucketPolicy).status).toBe(
    "unknown",
  );
  expect(withFirst([bucket, apart], policiesOf)).toHaveLength(2);
  expect(withFirst([apart, bucket], belongsToBucket)).toBe(true);
  expect(withFirst([apart], belongsToBucket)).toBe(false);
});
