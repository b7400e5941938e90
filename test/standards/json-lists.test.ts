import { expect, test } from "bun:test";
import { scanLongLists } from "../../src/standards/json-lists.ts";

const patterns = new Set(["/matches", "/runs/#/results"]);
const filler = "x".repeat(1000);
/** 1.2 MB: an element of every kind. */
const elements = Array.from({ length: 1200 }, (_, i) =>
  i % 2 === 0 ? { i, filler: `],"\\[{${filler}` } : [i, filler],
);
const long = JSON.stringify(elements);

function listsOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  const { lists, ...scan } = scanLongLists(bytes, 128, patterns);
  const parsed = lists.map(({ pieces, ...list }) => ({
    ...list,
    pieces: pieces.map((piece) => JSON.parse(`[${new TextDecoder().decode(bytes.subarray(piece.start, piece.end))}]`)),
    counts: pieces.map(({ first, count }) => [first, count]),
  }));
  return { ...scan, lists: parsed };
}

test("scanLongLists() cuts a long list into pieces that are lists of JSON", () => {
  const { lists, keys, depth } = listsOf(`{ "head": 1, "matches" :\n${long}, "tail": [1] }`);
  expect(lists).toHaveLength(1);
  const [list] = lists;
  expect(list).toMatchObject({ pattern: "/matches", path: ["matches"], length: 1200 });
  expect(list?.pieces.length).toBeGreaterThan(10);
  expect(list?.pieces.flat()).toEqual(elements);
  expect(list?.counts.map(([, count]) => count)).toEqual(list?.pieces.map((piece) => piece.length));
  let first = 0;
  for (const [from, count] of list?.counts ?? []) {
    expect(from).toBe(first);
    first += count ?? 0;
  }
  expect([keys, depth]).toEqual([3 + 1200, 3]);
});

test("scanLongLists() tells the way to lists in lists", () => {
  const { lists } = listsOf(`{"runs":[{"results":[]},{"tool":{"a":[[1,2],3]},"results":${long}},{"results":${long}}]}`);
  expect(lists.map(({ path }) => path)).toEqual([
    ["runs", 1, "results"],
    ["runs", 2, "results"],
  ]);
});

test.each([
  ["a short list", '{"matches":[1,2]}'],
  ["a list elsewhere", `{"others":${long}}`],
  ["a list one level deeper", `{"a":{"matches":${long}}}`],
  ["an object", `{"matches":{"a":${long}}}`],
  ["a name that ends alike", `{"a\\"matches":${long}}`],
  ["an escaped name", `{"m\\u0061tches":${long}}`],
  ["a list on top", long],
  ["brackets that do not match", `{"matches":${long.slice(0, -1)}}`],
  ["a list that comes after no name", `{"matches":1 ${long}}`],
])("scanLongLists() passes over %s", (_, text) => {
  expect(listsOf(text).lists).toEqual([]);
});

test("scanLongLists() stops at the depth limit", () => {
  expect(() => scanLongLists(new TextEncoder().encode("[".repeat(129)), 128, patterns)).toThrow(RangeError);
});
