import { describe, expect, test } from "bun:test";
import { misshapen, rejectionDoubts, requireList, shown } from "../../../src/ingest/formats/refusals.ts";
import { errorOf } from "../../support/code-of.ts";

test.each([
  [undefined, "missing"],
  [null, "null"],
  [3, "3"],
  [[1], "a list"],
  [{}, "an object"],
  ["a\u001bb", '"a\\u{1b}b"'],
  ["x".repeat(61), `"${"x".repeat(60)}…"`],
])("shown(%j) is %s", (value, words) => {
  expect(shown(value)).toBe(words);
});

describe("requireList()", () => {
  const holder = { title: "SPDX", file: "sbom.json", pointer: "/sbom" };

  test.each([{}, { files: null }, { files: [] }])("passes %j", (value) => {
    expect(errorOf(() => requireList(value, "files", holder))).toBeUndefined();
  });

  test("refuses what is no list, with its place", () => {
    const error = errorOf(() => requireList({ files: {} }, "files", holder));
    expect([error?.code, error?.where]).toEqual(["INPUT_MALFORMED", { file: "sbom.json", pointer: "/sbom/files" }]);
  });
});

test("rejectionDoubts() tells how many items each reason cost", () => {
  const doubts = rejectionDoubts("packages", new Map([["has no name", 2]]));
  expect(doubts).toEqual(["2 of the packages cannot be used: has no name"]);
});

test("misshapen() names the members that are there and no list", () => {
  const value = { a: [], b: null, c: {}, d: "x", e: 0 };
  expect(misshapen(value, ["a", "b", "c", "d", "e", "f"])).toEqual(["c", "d", "e"]);
  expect(misshapen(null, ["a"])).toEqual([]);
});
