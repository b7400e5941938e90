import { describe, expect, test } from "bun:test";
import { inputKinds } from "../../../src/domain/input-file.ts";
import type { Document } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";

test("formats have one id and one title each, and kinds that are known", () => {
  expect(formats.length).toBeGreaterThan(10);
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  expect(new Set(formats.map(({ title }) => title)).size).toBe(formats.length);
  expect(formats.flatMap(({ kinds }) => kinds).filter((kind) => !inputKinds.includes(kind))).toEqual([]);
});

test("every kind of input has a format", () => {
  expect(inputKinds.filter((kind) => !formats.some(({ kinds }) => kinds.includes(kind)))).toEqual([]);
});

const values = [
  null,
  true,
  0,
  "",
  "text",
  [],
  [null],
  [[]],
  {},
  { version: 1 },
  { results: 3 },
  { components: "none" },
];

const odd: readonly Document[] = [
  ...values.flatMap((value): readonly Document[] => [
    { form: "json", value },
    { form: "yaml", value },
  ]),
  { form: "csv", rows: [] },
  { form: "csv", rows: [{ cells: [], line: 1 }] },
];

describe.each(formats.map(({ id, detect }) => ({ id, detect })))("$id", ({ detect }) => {
  test("says of every odd document whether it is its own, and never throws", () => {
    expect(odd.map((document) => typeof detect(document))).toEqual(odd.map(() => "boolean"));
  });
});
