import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import fc from "fast-check";
import { FixopsError } from "../../../src/domain/error.ts";
import { type Account, type MergeableItems, rawItems } from "../../../src/domain/input-file.ts";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { readInput } from "../../../src/ingest/read-input.ts";
import { inputOf } from "../../support/input.ts";
import { changesOfDocument, intruder, mutated } from "../../support/mutate.ts";
import { hasShared, shared } from "../../support/shared.ts";

/**
 * Every reader on damaged documents, those of its golden cases and small real ones: it reads every item or refuses the
 * file, in time, and what it says it kept is what it gives. `MUTATIONS=50000` for each format is the nightly run.
 */
const numRuns = Number(process.env["MUTATIONS"] ?? "60");

/** Milliseconds in which one damaged document is read or refused. */
const patience = 5000;

const origin = { name: "mutant", sha256: "0".repeat(64) };

/** Real files above this many bytes make each mutation slow, and say the same again. */
const maxSeed = 60_000;

const maxSeeds = 30;

type Seed = { readonly bytes: Uint8Array; readonly document: Document };

const seeds = seedsByFormat();

describe.each(formats.map((format) => ({ id: format.id, format })))("$id", ({ id, format }) => {
  const own = (seeds.get(id) ?? []).slice(0, maxSeeds);

  test("has documents to damage", () => {
    expect(own.length).toBeGreaterThan(0);
  });

  test(
    "reads a damaged document and accounts for what it keeps, or refuses it",
    () => {
      const damaged = fc.tuple(fc.constantFrom(...own.map(({ document }) => document)), changesOfDocument);
      fc.assert(
        fc.property(damaged, ([document, changes]) => {
          check(format, mutated(document, changes));
        }),
        { numRuns, includeErrorInReport: true },
      );
    },
    { timeout: 600_000 },
  );

  test(
    "survives odd values in the place of many members at once, and any value at all",
    () => {
      const values = own.flatMap(({ document }) => (document.form === "json" ? [document.value] : []));
      const anything = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(null, ...values).chain(withOddMembers));
      fc.assert(
        fc.property(anything, (value) => {
          check(format, { form: "json", value });
        }),
        { numRuns: Math.ceil(numRuns / 2), includeErrorInReport: true },
      );
    },
    { timeout: 600_000 },
  );

  test(
    "survives damaged bytes",
    () => {
      const spots = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(fc.constantFrom(...own.map(({ bytes }) => bytes)), spots, ([...bytes], changes) => {
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          const input = inputOf("mutant", Uint8Array.from(bytes));
          outcome(() => readInput(input, { maxDepth: 128, formats }, () => false));
        }),
        { numRuns: Math.ceil(numRuns / 4), includeErrorInReport: true },
      );
    },
    { timeout: 600_000 },
  );
});

/** The object with some of its members, or all, replaced. */
function withOddMembers(value: unknown): fc.Arbitrary<unknown> {
  const entries = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const members = entries.map(([key, own]) => {
    return fc.option(intruder, { nil: own, freq: 2 }).map((member): readonly [string, unknown] => [key, member]);
  });
  return fc.tuple(...members).map((all) => Object.fromEntries(all));
}

function check(format: Format, document: Document): void {
  const start = performance.now();
  expect(typeof format.detect(document)).toBe("boolean");
  const reading = format.detect(document) ? outcome(() => format.read(document, origin)) : undefined;
  expect(performance.now() - start).toBeLessThan(patience);
  if (reading === undefined) return;
  checkAccounts(reading, format.id);
  checkLosses(reading);
  checkItems(reading, format.id);
}

/** Undefined when the file is refused; anything but a refusal is a fault of ours. */
function outcome<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FixopsError)) throw error;
    expect(error.code).toStartWith("INPUT_");
    expect(error.where?.file).toBe(origin.name);
    return undefined;
  }
}

/** Formats of which one finding may be about several vulnerabilities, and is then counted as a finding too. */
const manifold: ReadonlySet<string> = new Set(["asff-json", "ocsf-json"]);

function checkAccounts({ accounts, items }: Reading, id: string): void {
  for (const { raw, kept, notApplicable } of accounts) {
    expect(notApplicable.reduce((total, { count }) => total + count, kept)).toBe(raw);
  }
  const flaws = lengthOf(items.findings) + lengthOf(items.observations);
  const told = [keptOf(accounts, "findings"), keptOf(accounts, "vulnerabilities")] as const;
  if (manifold.has(id)) expect(flaws).toBeGreaterThanOrEqual(Math.max(...told));
  else expect(flaws).toBe(told[0] + told[1]);
  // A context has components of its own.
  if (items.contexts === undefined) expect(lengthOf(items.components)).toBe(keptOf(accounts, "components"));
  expect(lengthOf(items.advisories)).toBe(keptOf(accounts, "advisories"));
  const stated = accounts.filter((account) => account.items === "statements");
  for (const { kept } of stated) expect(lengthOf(items.vexStatements)).toBe(kept);
}

function keptOf(accounts: readonly Account[], sort: MergeableItems): number {
  return accounts.filter(({ items }) => rawItems[items] === sort).reduce((sum, { kept }) => sum + kept, 0);
}

function lengthOf(list: readonly unknown[] = []): number {
  return list.length;
}

/** Reasons that sound like a loss and are an answer. */
const answers: ReadonlySet<string> = new Set([
  "no component or data flow names it",
  "no finding is about it",
  "no security issue",
]);

/** What could not be read is doubted: a report that lost an item must not look clean. */
function checkLosses({ accounts, coverage }: Reading): void {
  const reasons = accounts.flatMap(({ notApplicable }) => notApplicable.map(({ reason }) => reason));
  const losses = reasons.filter((reason) => /^no |unreadable|no list/.test(reason) && !answers.has(reason));
  if (losses.length > 0) expect([losses, coverage.doubts]).not.toEqual([losses, []]);
}

/** What is read can be written, and a message is one line, but for that of a SARIF log, which is a text. */
function checkItems({ items }: Reading, id: string): void {
  expect(() => JSON.stringify(items)).not.toThrow();
  const texts = (items.findings ?? []).map(({ message }) => message);
  if (id !== "sarif") expect(texts.filter((text) => /[\r\n]/.test(text))).toEqual([]);
}

function seedsByFormat(): ReadonlyMap<string, readonly Seed[]> {
  const found = new Map<string, Seed[]>();
  const own = [...new Bun.Glob("*/*/*/input.*").scanSync(import.meta.dir)].map((path) =>
    resolve(import.meta.dir, path),
  );
  for (const path of [...own.toSorted(), ...realFiles()]) {
    const bytes = readFileSync(path);
    const document = documentOf(path, bytes);
    const format = document === undefined ? undefined : formats.find(({ detect }) => detect(document));
    if (format === undefined || document === undefined) continue;
    found.set(format.id, [...(found.get(format.id) ?? []), { bytes, document }]);
  }
  return found;
}

function realFiles(): readonly string[] {
  if (!hasShared) return [];
  const root = shared("corpus");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => resolve(root, path))
    .filter((path) => statSync(path).isFile() && statSync(path).size < maxSeed)
    .toSorted();
}

function documentOf(path: string, bytes: Uint8Array): Document | undefined {
  try {
    return parse(inputOf(basename(path), bytes), formats, 128).document;
  } catch (error) {
    if (error instanceof FixopsError) return undefined;
    throw error;
  }
}
