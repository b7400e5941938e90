import { expect, test } from "bun:test";
import { judgeImages } from "../../../src/assess/posture/image-pin.ts";
import { unknownValue } from "../../../src/domain/resource.ts";

const pinned = `registry.example/shop@sha256:${"a".repeat(64)}`;

test.each([
  [[pinned], "pass"],
  [[pinned, "nginx:1.27"], "fail"],
  [["nginx"], "fail"],
  [[pinned, unknownValue], "unknown"],
  [[unknownValue, "nginx"], "fail"],
  [[], "not_applicable"],
  [[undefined], "not_applicable"],
] as const)("judgeImages() %#", (images, status) => {
  expect(judgeImages(images, "image").status).toBe(status);
});

test("judgeImages() names the image, shortened", () => {
  expect(judgeImages(["nginx:1.27"], "image").found).toBe("image nginx:1.27 has no digest");
  expect(judgeImages(["x".repeat(5000)], "image").found?.length).toBeLessThan(200);
});
