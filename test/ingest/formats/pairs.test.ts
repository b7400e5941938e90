import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { FixopsError } from "../../../src/domain/error.ts";
import type { Format } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { readInput } from "../../../src/ingest/read-input.ts";
import { inputOf } from "../../support/input.ts";

/** Each format and version that is promised has a document that it reads and one that it refuses or doubts. */

type Case = { readonly format: string; readonly name: string; readonly bytes: Uint8Array; readonly golden: Golden };

type Golden = {
  readonly formatVersion?: string;
  readonly error?: unknown;
  readonly coverage?: { readonly doubts: readonly string[] };
};

const cases = [...new Bun.Glob("*/*/*/input.*").scanSync(import.meta.dir)].toSorted().flatMap((path) => {
  const bytes = readFileSync(resolve(import.meta.dir, path));
  const folder = dirname(resolve(import.meta.dir, path));
  const format = formatIn(bytes);
  const golden: Golden = JSON.parse(readFileSync(resolve(folder, "golden.json"), "utf8"));
  return format === undefined ? [] : [{ format, name: basename(folder), bytes, golden } satisfies Case];
});

function formatIn(bytes: Uint8Array): string | undefined {
  const { document } = parse(inputOf("case", bytes), formats, 128);
  return formats.find(({ detect }) => detect(document))?.id;
}

test("there are at least 60 pairs of format and version", () => {
  const pairs = formats.reduce((sum, { versions }) => sum + Math.max(versions.length, 1), 0);
  expect(pairs).toBeGreaterThanOrEqual(60);
});

describe.each(formats.map((format) => ({ id: format.id, format })))("$id", ({ id, format }) => {
  const own = cases.filter((one) => one.format === id);
  const read = own.filter(({ golden }) => golden.error === undefined);

  test("reads a document of each of its versions", () => {
    const found = read.map(({ golden }) => golden.formatVersion);
    expect(read.length).toBeGreaterThan(0);
    const exact = format.versions.filter((version) => !version.endsWith(".x"));
    expect(exact.filter((version) => !found.includes(version))).toEqual([]);
    // Of the models of a schema, such as 16.x, a table in the format's own test reads one version each.
  });

  test("refuses or doubts a malformed document", () => {
    const bad = own.filter(({ golden }) => golden.error !== undefined || (golden.coverage?.doubts.length ?? 0) > 0);
    expect(bad.length).toBeGreaterThan(0);
  });

  test("refuses a document of each of its versions that ends in the middle, where its syntax tells", () => {
    for (const { name, bytes } of read.filter((one) => isClosed(one.bytes))) {
      expect([name, codeOfHalf(bytes, format)]).toEqual([name, "refused"]);
    }
  });
});

/** Of JSON and XML the end is missed; a CSV or a line format may be whole at any line. */
function isClosed(bytes: Uint8Array): boolean {
  return /^\s*[{[<]/.test(new TextDecoder().decode(bytes.subarray(0, 100)).replace("\ufeff", ""));
}

function codeOfHalf(bytes: Uint8Array, format: Format): string {
  try {
    // Before the end, so that a last line feed is no help.
    const half = bytes.subarray(0, Math.floor(bytes.length * 0.6));
    return `read as ${readInput(inputOf("half", half), { maxDepth: 128, formats: [format] }, () => false).format.id}`;
  } catch (error) {
    if (error instanceof FixopsError && error.code.startsWith("INPUT_")) return "refused";
    throw error;
  }
}
