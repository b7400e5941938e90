import { describe, expect, test } from "bun:test";
import { deploymentOf, ofType, pointingTo, targetsOf } from "../../src/domain/deployment.ts";
import { resourcesOf } from "../support/posture-case.ts";

/** Addresses of what is found by following `bucket` from blocks to buckets, and whether there may be more. */
function blocksOf(written: Parameters<typeof resourcesOf>[0], index = 0, type = "block") {
  const resources = resourcesOf(written);
  const target = resources[index];
  if (target === undefined) throw new RangeError("no such resource");
  const related = pointingTo(deploymentOf(resources), target, type, "bucket");
  return { found: related.found.map((one) => one.address), uncertain: related.uncertain };
}

describe("pointingTo()", () => {
  test.each([
    ["a name", { bucket: "logs" }, {}],
    ["an id", { bucket: "id-1" }, {}],
    ["a reference", { bucket: "<unknown>" }, { bucket: "aws_s3_bucket.b" }],
  ])("finds what names the target by %s", (_, values, refs) => {
    const written = [
      { type: "aws_s3_bucket", name: "b", values: { bucket: "logs", id: "id-1" } },
      { type: "block", name: "x", values, refs },
    ];
    expect(blocksOf(written)).toEqual({ found: ["block.x"], uncertain: false });
  });

  test("is uncertain of what names nobody knows whom", () => {
    const written = [
      { type: "aws_s3_bucket", name: "b", values: { bucket: "logs" } },
      { type: "block", name: "x", values: { bucket: "<unknown>" }, refs: { bucket: "local.name" } },
    ];
    expect(blocksOf(written)).toEqual({ found: [], uncertain: true });
  });

  test.each([
    ["a resource of another type", "aws_instance", {}, false],
    ["one that points at a target itself", "aws_instance", { origin: "aws_s3_bucket.b" }, true],
    ["one whose attribute of that name leads on", "aws_instance", { bucket: "local.name" }, true],
    ["one that puts out anything", "terraform_data", {}, true],
  ])("knows that %s is none", (_, type, refs, uncertain) => {
    const written = [
      { type: "aws_s3_bucket", name: "b", values: { bucket: "<unknown>" } },
      { type: "aws_s3_bucket_policy", name: "x", values: { bucket: "<unknown>" }, refs: { bucket: `${type}.other` } },
      { type, name: "other", values: {}, refs },
    ];
    expect(blocksOf(written, 0, "aws_s3_bucket_policy")).toEqual({ found: [], uncertain });
  });

  test("does not take another's", () => {
    const written = [
      { type: "aws_s3_bucket", name: "b", values: { bucket: "logs" } },
      { type: "block", name: "x", values: { bucket: "other" } },
      { type: "other", name: "y", values: { bucket: "logs" } },
    ];
    expect(blocksOf(written)).toEqual({ found: [], uncertain: false });
  });

  test("pairs the instances of one for_each", () => {
    const written = ['["a"]', '["b"]'].flatMap((key) => [
      { type: "aws_s3_bucket", address: `aws_s3_bucket.b${key}`, values: { id: "<unknown>" } },
      {
        type: "block",
        address: `block.x${key}`,
        values: { bucket: "<unknown>" },
        refs: { bucket: "aws_s3_bucket.b" },
      },
    ]);
    expect(blocksOf(written)).toEqual({ found: ['block.x["a"]'], uncertain: false });
    expect(blocksOf(written, 2)).toEqual({ found: ['block.x["b"]'], uncertain: false });
  });
});

describe("targetsOf()", () => {
  const resources = resourcesOf([
    {
      type: "instance",
      name: "i",
      values: { groups: ["sg-1", "<unknown>"], role: "r" },
      refs: { groups: ["group.two", "data.group.old"] },
    },
    { type: "group", name: "one", values: { id: "sg-1" } },
    { type: "group", name: "two", values: { id: "<unknown>" } },
    { type: "role", name: "r", values: { name: "r" } },
  ]);
  const [instance] = resources;
  const deployment = deploymentOf(resources);

  test("follows values and references of the wanted types", () => {
    if (instance === undefined) throw new RangeError("no instance");
    const related = targetsOf(deployment, instance, "groups", ["group"]);
    expect(related.found.map((one) => one.address)).toEqual(["group.one", "group.two"]);
    expect(related.uncertain).toBe(false);
    expect(targetsOf(deployment, instance, "role", ["group"])).toEqual({ found: [], uncertain: false });
  });

  test("is uncertain of a list of which a part is not told", () => {
    const written = [
      { type: "instance", values: { groups: ["sg-1", "<unknown>"] } },
      { type: "group", name: "one", values: { id: "sg-1" } },
    ];
    const [first, ...others] = resourcesOf(written);
    if (first === undefined) throw new RangeError("no instance");
    const related = targetsOf(deploymentOf([first, ...others]), first, "groups", ["group"]);
    expect([related.found.length, related.uncertain]).toEqual([1, true]);
  });

  test("knows the resources of a type", () => {
    expect(ofType(deployment, "group")).toHaveLength(2);
    expect(ofType(deployment, "constructor")).toEqual([]);
  });
});
