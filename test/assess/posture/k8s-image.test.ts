import { expect, test } from "bun:test";
import { imageOf } from "../../../src/assess/posture/k8s-image.ts";
import { unknownValue, type Value } from "../../../src/domain/resource.ts";

test.each<[Value, string | undefined]>([
  ["nginx:1.29", "1.29"],
  [" nginx:1.29 ", "1.29"],
  [["nginx:$", "{TAG}"].join(""), undefined],
  ["nginx:$(TAG)", undefined],
  ["{{ .Values.image }}:1", undefined],
  ["Not An Image", undefined],
  [unknownValue, undefined],
  [null, undefined],
])("imageOf() %#", (image, tag) => {
  expect(imageOf({ value: { image }, role: "container", at: "" })?.tag).toBe(tag);
});
