import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { inRange, rangeText } from "../../../src/standards/versions/range.ts";

describe("inRange() says of", () => {
  test.each<[string, string | undefined, string, boolean | undefined]>([
    ["maven", "2.14.0", "vers:maven/>=2.15.0", false],
    ["maven", "2.15.0", "vers:maven/>=2.15.0", true],
    ["maven", "2.17.0", "vers:maven/>=2.0|<2.12.2|>=2.13.0|<2.15.0", false],
    ["npm", "1.0.0", "vers:npm/*", true],
    ["npm", "2.0.0-rc.1", "<2.0.0", true],
    ["npm", "1.5.0", "^1.2", true],
    ["npm", "2.0.0", "^1.2", false],
    ["maven", "1.5", "[1.0,2.0)", true],
    ["pypi", "1.4", ">=1, !=1.4, <2", false],
    ["deb", "1:1.0-1", ">=1.0", true],
    ["npm", "1.0.0", "vers:pypi/1.0", undefined],
    ["npm", "1.0.0", "vers:semver/<2.0.0", true],
    ["npm", "1.0.0", "vers:generic/<2.0.0", true],
    ["apk", "1.0-r1", "vers:alpine/<2.0-r0", true],
    ["generic", "1.0", "vers:pypi/1.0", true],
    ["generic", "2.10", "vers:generic/>=2.9|<2.11", true],
    ["npm", "latest", ">=1.0.0", undefined],
    ["npm", undefined, ">=1.0.0", undefined],
    ["npm", undefined, "vers:npm/*", true],
    ["npm", "1.0.0", "before 1.4", undefined],
    ["npm", "1.0.0", "vers:npm/<2.0.0|>=1.0.0", undefined],
    ["npm", "1.0.0", "", undefined],
    ["maven", "1.0", "1.0 || latest-2", true],
    ["pypi", "2.0", "<1.0 || main-2", undefined],
    ["npm", "1.0.0", "vers:none/*", false],
  ])("%s %p in %p: %p", (type, version, range, answer) => {
    expect(inRange(type, version, range)).toBe(answer as boolean);
  });

  test("any text never throws", () => {
    fc.assert(
      fc.property(fc.constantFrom("npm", "maven", "pypi"), fc.string(), fc.string(), (type, version, range) => {
        expect([true, false, undefined]).toContain(inRange(type, version, range));
        expect([true, false, undefined]).toContain(inRange(type, version, `vers:npm/${range}`));
      }),
    );
  });

  test("hostile texts in linear time", () => {
    const start = performance.now();
    for (const range of [
      "<".repeat(60_000),
      "1,".repeat(30_000),
      "[".repeat(60_000),
      ">= ".repeat(20_000),
      "(,1),".repeat(12_000),
    ]) {
      expect(inRange("npm", "1.0.0", range)).toBeUndefined();
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("rangeText() writes", () => {
  test.each<[string, string]>([
    ["vers:npm/>=1.0.0|<2.0.0|3.0.0", ">=1.0.0, <2.0.0 or 3.0.0"],
    ["vers:npm/*", "every version"],
    ["vers:none/*", "no version"],
    ["before 1.4", "before 1.4"],
  ])("%s as %s", (range, text) => {
    expect(rangeText("npm", range)).toBe(text);
  });
});
