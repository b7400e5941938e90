import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { alertEntries, listDoubts } from "../../../../src/ingest/formats/findings/alert-pages.ts";

const a = { number: 1 };

test.each<readonly [string, Document, readonly string[]]>([
  ["one list", { form: "json", value: [a, a] }, ["/0", "/1"]],
  ["pages end to end", { form: "stream", syntax: "json", values: [[a], [a, a]] }, ["/0/0", "/1/0", "/1/1"]],
  ["a list of pages", { form: "json", value: [[a], [a]] }, ["/0/0", "/1/0"]],
  ["one alert", { form: "json", value: a }, [""]],
  ["nothing", { form: "json", value: [] }, []],
  ["CSV", { form: "csv", rows: [] }, []],
])("alertEntries() of %s", (_, document, pointers) => {
  expect(alertEntries(document).map(({ pointer }) => pointer)).toEqual([...pointers]);
});

test.each([
  [1, 1, 0],
  [30, 1, 1],
  [100, 1, 1],
  [31, 1, 0],
  [5, 0, 1],
  [30, 0, 2],
])("listDoubts() of %p alerts with %p open are %p", (length, open, doubts) => {
  expect(
    listDoubts(
      Array.from({ length }, () => ({ entry: a, pointer: "" })),
      open,
    ),
  ).toHaveLength(doubts);
});
