import { describe, expect, test } from "bun:test";
import type { Constraint } from "../../../src/standards/versions/constraint.ts";
import { formatVers, parseVers } from "../../../src/standards/versions/vers.ts";

/** `>=1 <2 | 3`, for a short table. */
function shown(text: string): string | undefined {
  const vers = parseVers(text);
  const all = vers?.range.map((one) => one.map(({ comparator, version }) => `${comparator}${version}`).join(" "));
  return vers && `${vers.type}: ${all?.join(" | ")}`;
}

describe("parseVers() reads", () => {
  test.each<[string, string | undefined]>([
    ["vers:npm/>=1.0.0|<2.0.0", "npm: >=1.0.0 <2.0.0"],
    ["vers:npm/1.2.3|>=2.0.0|<5.0.0", "npm: =1.2.3 | >=2.0.0 <5.0.0"],
    ["vers:gem/>=2.2.0|!=2.2.1|<2.3.0", "gem: !=2.2.1 >=2.2.0 <2.3.0"],
    ["vers:pypi/<1.0|2.0|>=3.0", "pypi: <1.0 | =2.0 | >=3.0"],
    ["vers:deb/*", "deb: "],
    ["vers:none/*", "none: "],
    ["vers:npm/!=1.0.0", "npm: !=1.0.0"],
    ["VERS:NPM/1.0.0", "npm: =1.0.0"],
    ["vers:generic/=1.0", "generic: =1.0"],
    ["vers:npm/1.0%252F0", "npm: =1.0%2F0"],
    ["vers:lexicographic/1%202", "lexicographic: =1 2"],
    // The failures that the tests of the specification ask for.
    ["vers:npm/>=1.0.0| <2.0.0", undefined],
    ["vers:npm/|>=1.0.0|<2.0.0", undefined],
    ["vers:npm/>=1.0.0|<2.0.0|", undefined],
    ["vers:npm/>=1.0.0||<2.0.0", undefined],
    ["vers:npm/>=2.0.0|<1.0.0", undefined],
    ["vers:lexicographic/1 2", undefined],
    ["vers:npm/1.0%2G0", undefined],
    ["vers:invalid/1.0", undefined],
    ["vers:npm/1.0.0|1.0.0", undefined],
    ["vers:npm/>=1.0.0|>=2.0.0", undefined],
    ["vers:npm/1.0.0|<2.0.0", undefined],
    ["vers:npm/>=1.0.0|2.0.0|<3.0.0", undefined],
    ["vers:npm/*|1.0.0", undefined],
    ["vers:npm/>=", undefined],
    ["vers:npm/", undefined],
    ["vers:npm", undefined],
    ["vers:/1.0", undefined],
    ["npm/1.0", undefined],
  ])("%s as %p", (text, range) => {
    expect(shown(text)).toBe(range as string);
  });

  test("no version of the range that holds none", () => {
    expect([parseVers("vers:none/*")?.range, parseVers("vers:all/*")?.range]).toEqual([[], [[]]]);
  });
});

describe("formatVers() writes", () => {
  test.each<[readonly Constraint[], string]>([
    [[], "vers:deb/*"],
    [[{ comparator: "=", version: "1:2.0~rc1+b" }], "vers:deb/1:2.0~rc1+b"],
    [[{ comparator: ">=", version: "1|<2!*%" }], "vers:deb/>=1%7C%3C2%21%2A%25"],
  ])("%j", (constraints, text) => {
    expect(formatVers("deb", constraints)).toBe(text);
    expect(parseVers(text)?.range).toEqual([constraints]);
  });
});
