import { expect, test } from "bun:test";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { FixopsError } from "../../src/domain/error.ts";
import { inputKinds } from "../../src/domain/input-file.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { parseJson } from "../../src/standards/json.ts";
import { inputOf } from "../support/input.ts";
import { changesOfDocument, mutated } from "../support/mutate.ts";

const numRuns = process.env["SLOW"] === "1" ? 5000 : 300;

/** Real shapes to break: the inputs of all golden cases. */
const folder = join(dirname(import.meta.dir), "ingest/formats");
const samplePaths = [...new Bun.Glob("*/*/*/input.*").scanSync(folder)].toSorted();
const samples = await Promise.all(samplePaths.map((path) => Bun.file(join(folder, path)).text()));

/** The document is read, or refused as an input with its name. */
function readsOrRefuses(content: string | Uint8Array, expected?: (typeof inputKinds)[number]): void {
  try {
    const { files } = ingest([inputOf("f", content, expected)], {
      maxDepth: 128,
      maxUnpacked: 1_000_000,
      declared: {},
    });
    expect(files).toHaveLength(1);
  } catch (thrown) {
    if (!(thrown instanceof FixopsError)) throw thrown;
    if (!thrown.code.startsWith("INPUT_")) throw thrown.cause ?? thrown;
    expect(thrown.where?.file).toBe("f");
  }
}

const kind = fc.option(fc.constantFrom(...inputKinds), { nil: undefined });

test("ingest() survives random bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), kind, (bytes, expected) => readsOrRefuses(bytes, expected)),
    { numRuns },
  );
});

test("ingest() survives random JSON", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), kind, (text, expected) => readsOrRefuses(text, expected)),
    { numRuns },
  );
});

test("ingest() survives random lines that look like CSV and YAML", () => {
  const piece = fc.constantFrom(
    "component",
    "exposure",
    ",",
    ";",
    "\n",
    '"',
    ": ",
    "- ",
    "  ",
    "&a ",
    "*a",
    "[",
    "{",
    "x",
    "#",
    "|",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => readsOrRefuses(pieces.join(""))),
    { numRuns },
  );
});

test("there are samples to break", () => {
  expect(samples.length).toBeGreaterThan(20);
});

test("ingest() survives real documents with a piece cut out or put in", () => {
  const piece = fc.constantFrom(
    "",
    "null",
    "[]",
    "{}",
    '"',
    ",",
    "0",
    "-1",
    "1e400",
    '"\\ud800"',
    "true",
    "\n",
    "[[[",
    "}",
  );
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 40 }), piece, (sample, at, length, put) => {
      const start = at % (sample.length + 1);
      readsOrRefuses(sample.slice(0, start) + put + sample.slice(start + length));
    }),
    { numRuns },
  );
});

test("ingest() survives damaged documents, whatever they are given as", () => {
  const documents = samples.flatMap((text) => {
    const parsed = parseJson(text);
    return parsed.ok ? [{ form: "json", value: parsed.value } as const] : [];
  });
  expect(documents.length).toBeGreaterThan(100);
  fc.assert(
    fc.property(fc.constantFrom(...documents), changesOfDocument, kind, (document, changes, expected) => {
      const damaged = mutated(document, changes);
      readsOrRefuses(JSON.stringify("value" in damaged ? damaged.value : null), expected);
    }),
    { numRuns: numRuns * 3 },
  );
});
