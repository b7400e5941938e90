import { describe, expect, test } from "bun:test";
import { matches, matchesAny, pattern } from "../../../src/assess/provenance/pattern.ts";

describe("matches()", () => {
  test.each([
    ["refs/heads/main", "refs/heads/main", true],
    ["refs/heads/main", "refs/heads/main2", false],
    ["refs/heads/main", "refs/heads/mai", false],
    ["refs/tags/*", "refs/tags/v1", true],
    ["refs/tags/*", "refs/tags/", true],
    ["refs/tags/*", "refs/heads/refs/tags/v1", false],
    ["https://git.example/acme/*", "https://git.example/acme-evil/app", false],
    ["a.c", "abc", false],
    ["https://b/*", "https://b/../evil", false],
    ["https://b/*", "https://b/x/%2E%2e/evil", false],
    ["https://b/*", "https://b/..", false],
    ["https://b/*", "https://b/a..b/c", true],
  ])("%s and %s: %p", (given, text, expected) => {
    expect(matches(given, text)).toBe(expected);
    expect(matchesAny([given], text)).toBe(expected);
  });

  test("of no pattern is no match", () => {
    expect(matchesAny([], "a")).toBe(false);
  });
});

test.each([
  ["a", true],
  ["a*", true],
  ["*", false],
  ["", false],
  ["a*b", false],
  ["a**", false],
])("the pattern %j is allowed: %p", (text, expected) => {
  expect(pattern.safeParse(text).success).toBe(expected);
});
