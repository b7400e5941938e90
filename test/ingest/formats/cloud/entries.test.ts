import { describe, expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { entriesOf, framesOf, someItem } from "../../../../src/ingest/formats/cloud/entries.ts";

const stream: Document = { form: "stream", syntax: "json", values: [{ items: ["a", "b"] }, ["c"], "d"] };

describe("entriesOf()", () => {
  test.each([
    ["a list", ["a", "b"], ["/0", "/1"]],
    ["a list under a key", { items: ["a"] }, ["/items/0"]],
    ["the first key that holds a list", { results: "none", items: ["a"] }, ["/items/0"]],
    ["one object", { id: 1 }, [""]],
    ["nothing", [], []],
  ])("%s", (_, value, pointers) => {
    const entries = entriesOf({ form: "json", value }, ["results", "items"]);
    expect(entries.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("pointers into a stream begin with the number of the value", () => {
    const entries = entriesOf(stream, ["items"]);
    expect(entries.map(({ item, pointer }) => [item, pointer])).toEqual([
      ["a", "/0/items/0"],
      ["b", "/0/items/1"],
      ["c", "/1/0"],
      ["d", "/2"],
    ]);
  });

  test("other forms have no entries", () => {
    expect(entriesOf({ form: "yaml", value: [1] }, [])).toEqual([]);
    expect(entriesOf({ form: "csv", rows: [] }, [])).toEqual([]);
  });
});

test("framesOf() gives the objects around the items", () => {
  expect(framesOf(stream)).toEqual([{ items: ["a", "b"] }]);
  expect(framesOf({ form: "json", value: { items: [] } })).toEqual([{ items: [] }]);
  expect(framesOf({ form: "json", value: [{}] })).toEqual([]);
  expect(framesOf({ form: "csv", rows: [] })).toEqual([]);
});

test.each([
  ["a", true],
  ["c", true],
  ["d", true],
  ["z", false],
])("someItem() finds %p in a stream: %p", (wanted, expected) => {
  expect(someItem(stream, ["items"], (item) => item === wanted)).toBe(expected);
  expect(someItem({ form: "csv", rows: [] }, ["items"], () => true)).toBe(false);
});
