import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { FixopsError } from "../../../src/domain/error.ts";
import type { Document, Format } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { parse } from "../../../src/ingest/parse.ts";

/**
 * One case per directory `<kind>/<format file>/<case>`: the format reads `input.json`, `.xml`, `.csv`, `.yaml` or `.txt` and gives `golden.json`,
 * a whole Reading, or `{ error: { code, where } }`. `UPDATE_GOLDENS=1` writes the goldens that are missing.
 */
const inputs = [...new Bun.Glob("*/*/*/input.*").scanSync(import.meta.dir)].toSorted();

const formatsFolder = resolve(import.meta.dir, "../../../src/ingest/formats");

const sha256 = "0".repeat(64);

test("there are golden cases", () => {
  expect(inputs.length).toBeGreaterThan(0);
});

describe.each(inputs)("%s", (input) => {
  const name = dirname(input);
  const golden = resolve(import.meta.dir, name, "golden.json");

  test("reads as its golden says", async () => {
    const format = await formatOf(dirname(name));
    const document = documentOf(resolve(import.meta.dir, input));
    expect(format.detect(document)).toBe(true);
    const text = outcomeText(format, document, basename(input));
    if (!existsSync(golden) && process.env["UPDATE_GOLDENS"] === "1") writeFileSync(golden, text);
    expect(existsSync(golden)).toBe(true);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});

function documentOf(path: string): Document {
  return parse({ name: basename(path), bytes: readFileSync(path), sha256 }, formats, 128).document;
}

/** The module `src/ingest/formats/<kind>/<file>.ts` exports its format under the camelCase of its file name. */
async function formatOf(folder: string): Promise<Format> {
  const name = basename(folder).replace(/-([a-z0-9])/g, (_, next: string) => next.toUpperCase());
  const module = await import(resolve(formatsFolder, `${folder}.ts`));
  return module[name];
}

function outcomeText(format: Format, document: Document, name: string): string {
  return `${JSON.stringify(outcome(format, document, name), inJson, 2)}\n`;
}

function outcome(format: Format, document: Document, name: string): unknown {
  try {
    return format.read(document, { name, sha256 });
  } catch (error) {
    if (!(error instanceof FixopsError)) throw error;
    return { error: { code: error.code, where: error.where } };
  }
}

/** Bytes as base64. */
function inJson(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return value.toBase64();
  return value instanceof Map ? [...value] : value;
}
