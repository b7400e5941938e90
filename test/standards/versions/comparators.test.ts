import { describe, expect, test } from "bun:test";
import { parseComparators } from "../../../src/standards/versions/comparators.ts";

describe("parseComparators() reads", () => {
  test.each<[string, string | undefined]>([
    [">=1, <2", ">=1 <2"],
    [">= 1.0 < 2.0", ">=1.0 <2.0"],
    ["=1.4 || > 2", "=1.4 | >2"],
    ["1.2.3", "=1.2.3"],
    ["v1.2.3", "=v1.2.3"],
    ["==1.2,!=1.3", "=1.2 !=1.3"],
    ["<= 2:1.0~rc1-1", "<=2:1.0~rc1-1"],
    ["*", ""],
    ["0 < 8.0.1", ">=0 <8.0.1"],
    ["1.0 <= 1.4", ">=1.0 <=1.4"],
    ["1.0 > 0.9", undefined],
    ["before < 1.4", undefined],
    ["before 1.4", undefined],
    ["1.0 and later", undefined],
    ["1.0 - 2.0", undefined],
    ["^1.2", undefined],
    ["~=1.4", undefined],
    ["1.x", undefined],
    [">=", undefined],
    ["<2 ||", undefined],
    ["", undefined],
    ["=>1", undefined],
  ])("%p as %p", (text, expected) => {
    const range = parseComparators(text);
    const shown = range?.map((all) => all.map(({ comparator, version }) => comparator + version).join(" ")).join(" | ");
    expect(shown).toBe(expected as string);
  });
});
