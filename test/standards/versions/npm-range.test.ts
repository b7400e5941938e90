import { describe, expect, test } from "bun:test";
import { parseNpmRange } from "../../../src/standards/versions/npm-range.ts";

describe("parseNpmRange() reads", () => {
  test.each<[string, string | undefined]>([
    ["^1.2", ">=1.2.0 <2.0.0-0"],
    ["1.x", ">=1.0.0 <2.0.0-0"],
    [">=1.0.0, <2.0.0", ">=1.0.0 <2.0.0"],
    ["1.2.3 || >2.0.0", "=1.2.3 | >2.0.0"],
    ["1.0.0 - 2.0.0", ">=1.0.0 <=2.0.0"],
    ["*", ""],
    ["", undefined],
    ["before 1.4", undefined],
    ["1".repeat(2000), undefined],
  ])("%p as %p", (text, expected) => {
    const range = parseNpmRange(text);
    const shown = range?.map((all) => all.map(({ comparator, version }) => comparator + version).join(" ")).join(" | ");
    expect(shown).toBe(expected as string);
  });
});
