import { describe, expect, test } from "bun:test";
import { undisputed, wordOf } from "../../../../src/ingest/formats/sbom/cyclonedx-versions.ts";

const entryOf = (text: string) => (text.startsWith("vers:") || text === "?" ? { range: text } : { version: text });

describe("undisputed()", () => {
  test.each<[string, string, boolean]>([
    ["1.0.0", "1.0.0", false],
    ["1.0.0", "2.0.0", true],
    ["1.0.0", "vers:npm/<2.0.0", false],
    ["2.0.0", "vers:npm/<2.0.0", true],
    ["vers:npm/<=2.0.0", "2.0.0", false],
    ["vers:npm/<2.0.0", "vers:npm/>=2.0.0", true],
    ["vers:npm/<=2.0.0", "vers:npm/>=2.0.0", false],
    ["vers:npm/>1.0.0|<3.0.0", "vers:npm/>2.0.0|<4.0.0", false],
    ["vers:npm/<1.0.0|>3.0.0", "vers:npm/>=1.0.0|<=3.0.0", true],
    ["vers:npm/*", "vers:npm/5.0.0", false],
    ["vers:npm/<2.0.0", "vers:generic/>=2.0.0", false],
    ["1.0.0", "?", false],
    ["?", "1.0.0", false],
    ["not a version", "vers:npm/<2.0.0", false],
  ])("%s beside %s: %p", (good, bad, expected) => {
    expect(undisputed([entryOf(good)], [entryOf(bad)], "npm")).toHaveLength(Number(expected));
  });

  test("keeps nothing where there is too much to compare, and all of long lists of versions", () => {
    const many = Array.from({ length: 200 }, (_, i) => entryOf(`${i}.0.0`));
    const ranges = Array.from({ length: 200 }, () => entryOf("vers:npm/>=900.0.0"));
    const others = Array.from({ length: 20_000 }, (_, i) => entryOf(`${i}.1.0`));
    expect(undisputed(many, ranges, "npm")).toHaveLength(0);
    expect(undisputed(many, others, "npm")).toHaveLength(200);
  });
});

test.each([
  [{}, "affected"],
  [{ status: "unknown" }, "unknown"],
  [null, "affected"],
])("wordOf(%j) is %s", (version, word) => {
  expect(wordOf(version)).toBe(word);
});
