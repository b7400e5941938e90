import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { FixopsError } from "../../../src/domain/error.ts";
import { inputKinds } from "../../../src/domain/input-file.ts";
import type { Document } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { inputOf } from "../../support/input.ts";
import { hasShared, shared } from "../../support/shared.ts";

test("formats have one id, one title and one sign each, and kinds that are known", () => {
  expect(formats.length).toBeGreaterThan(100);
  for (const key of ["id", "title", "sign"] as const) {
    expect([key, new Set(formats.map((format) => format[key])).size]).toEqual([key, formats.length]);
  }
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

/** Formats that know the same document on purpose → why, and what tells which of them reads it. */
const overlaps: ReadonlyMap<string, string> = new Map([
  ["blackduck-csv + design-csv", "a design is any table that names components; the flag --design asks for it"],
  ["design-data + business-context", "a list of components is a design or a context, as the flag says"],
]);

/** The formats that know each file, where it is not one alone: as one text, with the files. */
function crowdsOf(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const crowded = paths.flatMap((path) => {
    const document = documentOf(path);
    const ids = document === undefined ? [] : formats.filter(({ detect }) => detect(document)).map(({ id }) => id);
    return ids.length > 1 ? [{ ids: ids.join(" + "), path }] : [];
  });
  return new Map([...Map.groupBy(crowded, ({ ids }) => ids)].map(([ids, all]) => [ids, all.map(({ path }) => path)]));
}

/** Undefined for a file that no format is asked about. */
function documentOf(path: string): Document | undefined {
  try {
    return parse(inputOf(basename(path), readFileSync(path)), formats, 128).document;
  } catch (error) {
    if (error instanceof FixopsError) return undefined;
    throw error;
  }
}

function filesIn(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => resolve(folder, path));
  return paths.filter((path) => statSync(path).isFile()).toSorted();
}

describe("one format knows a document, so that the order of the table decides nothing", () => {
  test("of the golden cases, but for those named here", () => {
    const inputs = [...new Bun.Glob("*/*/*/input.*").scanSync(import.meta.dir)];
    expect(inputs.length).toBeGreaterThan(300);
    const crowds = crowdsOf(inputs.map((path) => resolve(import.meta.dir, path)));
    expect([...crowds.keys()].toSorted()).toEqual([...overlaps.keys()].toSorted());
  });

  test.skipIf(!hasShared)(
    "of the real files",
    () => {
      const paths = filesIn(shared("corpus"));
      expect(paths.length).toBeGreaterThan(300);
      expect([...crowdsOf(paths)].filter(([ids]) => !overlaps.has(ids))).toEqual([]);
    },
    { timeout: 60_000 },
  );
});
