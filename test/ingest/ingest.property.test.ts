import { expect, test } from "bun:test";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { FixopsError } from "../../src/domain/error.ts";
import { inputKinds } from "../../src/domain/input-file.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { inputOf } from "../support/input.ts";

const numRuns = process.env["SLOW"] === "1" ? 5000 : 300;

/** Real shapes to break: the inputs of all golden cases. */
const folder = join(dirname(import.meta.dir), "ingest/formats");
const samplePaths = [...new Bun.Glob("*/*/*/input.{json,csv,yaml}").scanSync(folder)].toSorted();
const samples = await Promise.all(samplePaths.map((path) => Bun.file(join(folder, path)).text()));

/** The document is read, or refused as an input with its name. */
function readsOrRefuses(content: string | Uint8Array, expected?: (typeof inputKinds)[number]): void {
  try {
    const { files } = ingest([inputOf("f", content, expected)], { maxDepth: 128, maxUnpacked: 1_000_000, declared: {} });
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

test("ingest() survives real documents with a value of another type anywhere", () => {
  const values = samples.filter((sample) => isJson(sample)).map((sample) => JSON.parse(sample) as unknown);
  const foreign = fc.constantFrom<unknown>(null, 0, -1.5, "", "x", true, [], {}, [null], [[]], { "": null }, ["x", 1]);
  fc.assert(
    fc.property(fc.constantFrom(...values), fc.nat(), foreign, kind, (value, at, put, expected) => {
      readsOrRefuses(JSON.stringify(replaceNth(value, at, put)), expected);
    }),
    { numRuns: numRuns * 3 },
  );
});

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** The value with its nth node, in the order of JSON.stringify and counted round, replaced. */
function replaceNth(value: unknown, at: number, put: unknown): unknown {
  let total = 0;
  JSON.stringify(value, (_, node: unknown) => {
    total++;
    return node;
  });
  let index = 0;
  return JSON.parse(JSON.stringify(value, (_, node: unknown) => (index++ === at % total ? put : node))) as unknown;
}
