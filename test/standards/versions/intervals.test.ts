import { describe, expect, test } from "bun:test";
import { parseIntervals } from "../../../src/standards/versions/intervals.ts";

describe("parseIntervals() reads", () => {
  test.each<[string, string | undefined]>([
    ["[1.0,2.0)", ">=1.0 <2.0"],
    ["(1.0, 2.0]", ">1.0 <=2.0"],
    ["(,1.5],[2.0,)", "<=1.5 | >=2.0"],
    ["[1.2]", "=1.2"],
    ["(,)", ""],
    ["(1.2)", undefined],
    ["[1,2,3]", undefined],
    ["[1.0,2.0", undefined],
    ["[]", undefined],
    ["1.0", undefined],
  ])("%p as %p", (text, expected) => {
    const range = parseIntervals(text);
    const shown = range?.map((all) => all.map(({ comparator, version }) => comparator + version).join(" ")).join(" | ");
    expect(shown).toBe(expected as string);
  });
});
