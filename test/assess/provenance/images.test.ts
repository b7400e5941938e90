import { describe, expect, test } from "bun:test";
import { imagesOf } from "../../../src/assess/provenance/images.ts";
import { type Resource, unknownValue, type ValueObject } from "../../../src/domain/resource.ts";
import { sourceOf } from "../../support/build.ts";

const digest = `sha256:${"a".repeat(64)}`;
const image = `reg.example/app@${digest}`;

const found = (values: ValueObject, platform: Resource["platform"] = "kubernetes") =>
  imagesOf({ address: "a", type: "t", platform, values, references: new Map(), source: sourceOf() });

describe("imagesOf() a manifest", () => {
  test.each<[string, ValueObject, readonly string[]]>([
    ["a pod", { spec: { containers: [{ image }] } }, [image]],
    ["a workload", { spec: { template: { spec: { initContainers: [{ image }], containers: [{ image }] } } } }, [image]],
    ["an ephemeral container", { spec: { ephemeralContainers: [{ image }] } }, [image]],
    ["a tag", { spec: { containers: [{ image: "app:1" }] } }, []],
    ["an upper-case digest", { spec: { containers: [{ image: image.toUpperCase() }] } }, []],
    ["a value that is not known", { spec: { containers: [{ image: unknownValue }, unknownValue] } }, []],
    ["an image that is no container's", { data: { image } }, []],
    ["nothing", {}, []],
  ])("of %s", (_, values, expected) => {
    expect(found(values)).toEqual(expected);
  });
});

test("imagesOf() a plan finds the attributes that name images", () => {
  expect(found({ image_uri: image, description: image }, "terraform")).toEqual([image]);
  expect(found({ template: [{ containers: [{ image }] }] }, "terraform")).toEqual([image]);
});
