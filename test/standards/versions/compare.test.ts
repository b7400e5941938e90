import { describe, expect, test } from "bun:test";
import { compareVersions } from "../../../src/standards/versions/compare.ts";

describe("compareVersions() orders", () => {
  test.each<[string, string, string, number | undefined]>([
    ["npm", "1.10.0", "1.9.0", 1],
    ["cargo", "1.0.0-rc.1", "1.0.0", -1],
    ["golang", "1.2.3", "v1.2.3", 0],
    ["nuget", "1.0.0.1", "1.0.0", 1],
    ["hex", "1.0.0", "1.0.1", -1],
    ["pub", "1.0.0+1", "1.0.0", 1],
    ["pypi", "1.0.post1", "1.0", 1],
    ["maven", "1.0-SNAPSHOT", "1.0", -1],
    ["deb", "1.0~rc1", "1.0", -1],
    ["rpm", "1:1.0", "2.0", 1],
    ["apk", "1.2_rc1", "1.2", -1],
    ["gem", "1.0.a", "1.0", -1],
    ["generic", "1.10", "1.9", 1],
    ["generic", "1.10-rc", "1.9", undefined],
    ["composer", "v2.0", "2.0.0", 0],
    ["unheard-of", "same text", "same text", 0],
    ["npm", `1.${"0".repeat(400)}`, "1.0.0", undefined],
  ])("%s %s and %s", (type, a, b, order) => {
    expect(compareVersions(type, a, b)).toBe(order as 0);
  });
});
