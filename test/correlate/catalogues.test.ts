import { expect, test } from "bun:test";
import { joinCatalogues, joinScores } from "../../src/correlate/catalogues.ts";
import { catalogue } from "../support/build.ts";

const embedded = catalogue(["CVE-1", "CVE-2"]);
const input = { origin: "input", version: "given" } as const;

const newer = "2026-08-22T00:00:00Z";

test.each<[string, readonly string[], string, string]>([
  ["newer, with all that was known", ["CVE-1", "CVE-2", "CVE-3"], newer, "given"],
  ["a newer excerpt", ["CVE-2", "CVE-3"], newer, "2026.08.21"],
  ["older", ["CVE-1", "CVE-2", "CVE-3"], "2026-08-20T00:00:00Z", "2026.08.21"],
  ["undated", ["CVE-1", "CVE-2", "CVE-3"], "no date", "2026.08.21"],
])("joinCatalogues() with one that is %s keeps every entry, and the version of the newest that is whole", (...row) => {
  const [, ids, released, version] = row;
  const joined = joinCatalogues([embedded, catalogue([...ids], { ...input, released })]);
  expect({ ids: [...joined.entries.keys()].toSorted(), version: joined.version }).toEqual({
    ids: ["CVE-1", "CVE-2", "CVE-3"],
    version,
  });
});

test("joinCatalogues() takes an entry as the newest catalogue has it", () => {
  const entry = { dateAdded: "2026-08-22", dueDate: "2026-08-23", ransomware: false };
  const other = catalogue([], { ...input, released: newer, entries: new Map([["CVE-1", entry]]) });
  expect(joinCatalogues([embedded, other]).entries.get("CVE-1")).toEqual(entry);
});

test("joinCatalogues() of the embedded one alone is that one", () => {
  expect(joinCatalogues([embedded])).toBe(embedded);
});

const asOf = "2026-03-01T00:00:00Z";

test("joinScores() of two days takes the later one, id by id", () => {
  const day = (scoreDate: string, ...scores: readonly [string, number][]) => ({ scoreDate, scores: new Map(scores) });
  const joined = joinScores([day("2026-02-02", ["a", 0.1]), day("2026-01-01", ["a", 0.9], ["b", 0.2])], asOf);
  expect([...joined].toSorted()).toEqual([
    ["a", 0.1],
    ["b", 0.2],
  ]);
  expect(joinScores([], asOf).size).toBe(0);
});

test.each([
  ["no day", undefined],
  ["a day that cannot be read", "zzz"],
  ["a day after the run", "9999-01-01"],
])("joinScores() takes of a table with %s what is higher", (_, scoreDate) => {
  const scores = new Map([
    ["a", 0],
    ["b", 0.8],
  ]);
  const other = { scoreDate: "2026-01-01", scores: new Map(Object.entries({ a: 0.9, b: 0.1 })) };
  const joined = joinScores([other, { scores, ...(scoreDate !== undefined && { scoreDate }) }], asOf);
  expect(Object.fromEntries(joined)).toEqual({ a: 0.9, b: 0.8 });
});
