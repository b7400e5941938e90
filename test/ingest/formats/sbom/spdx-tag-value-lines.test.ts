import { describe, expect, test } from "bun:test";
import { readTagLines } from "../../../../src/ingest/formats/sbom/spdx-tag-value-lines.ts";
import { codeAndPlace } from "../../../support/code-of.ts";

const read = (text: string): readonly unknown[] =>
  readTagLines(text, "bom").tags.map(({ tag, value, line }) => [tag, value, line]);

describe("readTagLines()", () => {
  test.each<[string, readonly unknown[]]>([
    ["A: b", [["A", "b", 1]]],
    ["A : b : c", [["A", "b : c", 1]]],
    ["A:", [["A", "", 1]]],
    ["# A: b\n\n  A: b", [["A", "b", 3]]],
    [
      "A: 1\r\nB: 2\rC: 3\nD: 4",
      [
        ["A", "1", 1],
        ["B", "2", 2],
        ["C", "3", 3],
        ["D", "4", 4],
      ],
    ],
    ["A: <text>one</text>", [["A", "one", 1]]],
    [
      "A: <text>one\nB: 2\n</text>\nC: 3",
      [
        ["A", "one\nB: 2", 1],
        ["C", "3", 4],
      ],
    ],
    [
      "A: <text>one</text> more\nB: 2",
      [
        ["A", "one", 1],
        ["B", "2", 2],
      ],
    ],
    [
      "A: see <text>\nB: 2",
      [
        ["A", "see <text>", 1],
        ["B", "2", 2],
      ],
    ],
    ["Relationship A CONTAINS B", [["Relationship", "A CONTAINS B", 1]]],
    ["PackageName paint", [["PackageName", "paint", 1]]],
  ])("%j", (text, tags) => {
    expect(read(text)).toEqual([...tags]);
  });

  test("names the lines that are no tag", () => {
    expect(readTagLines("A: 1\nprose, and more\n1: x\nRelationships A\n", "bom").strayLines).toEqual([2, 3, 4]);
  });

  test("refuses a text that never ends", () => {
    expect(codeAndPlace(() => readTagLines("A: 1\nB: <text>two\nC: 3", "bom"))).toBe("INPUT_TRUNCATED bom:2:undefined");
  });

  test("takes a moment for many lines and long ones", () => {
    const many = "A: <text>x</text>\n".repeat(200_000);
    expect(readTagLines(`${many}B: ${" ".repeat(2_000_000)}\n${"a".repeat(2_000_000)}`, "bom").tags.length).toBe(
      200_001,
    );
  }, 5000);
});
