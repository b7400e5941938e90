import { describe, expect, test } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { auditFile } from "../../src/doors/system/audit-file.ts";
import { workspace } from "../support/workspace.ts";
import { isExhaustive, randomFrom, seed } from "./command.ts";
import {
  cuts,
  diskRuntime,
  type Evidence,
  flips,
  inMemory,
  lineFaults,
  makeSample,
  type Said,
  type Sample,
  type Steps,
  saidOf,
  type Tampering,
  type Variant,
  wholes,
} from "./tampering.ts";

/**
 * Whatever is done to evidence, `verify` finds it. In the nightly run each byte is flipped with three patterns and each file
 * cut to each length; otherwise, for the time it takes, each byte of what is small in a signed run with one of the patterns,
 * and some of the others.
 */

const variants: readonly Variant[] = ["signed", "signed over two years", "age", "fernet", "plain"];

/** Up to so many bytes a file of a signed run is small. */
const smallBytes = 1300;

/** One byte of so many, of large files, and of evidence that is sealed in other ways; one length of so many. */
const step = { large: 16, other: 64, cut: 32 };

const timeout = isExhaustive ? 7_200_000 : 300_000;
const makeDirectory = workspace();

/**
 * What follows from the lines of a log, or was never acknowledged: the next append makes it anew. Until then the evidence
 * holds, and it is told. Kind and path → what is said.
 */
const derived: ReadonlyMap<string, RegExp> = new Map([
  // The root of a closed year stands in the next one, which its checkpoint covers.
  ["remove audit/shards/2025/checkpoint", /^ {2}ok {4}checkpoint: there is no shards\/2025\/checkpoint/m],
  ["append audit/audit.jsonl", /^ {2}\? {5}tail: 1 bytes of an append that was cut off/m],
  ...["audit", "audit/shards/2025"].flatMap((directory): readonly [string, RegExp][] => [
    [`append ${directory}/hashes/0`, /^ {2}\? {5}hashes: they do not end where the lines do/m],
    [`cut ${directory}/hashes/0`, /^ {2}\? {5}hashes: they do not end where the lines do/m],
    [`double ${directory}/hashes/0`, /^ {2}\? {5}hashes: they do not end where the lines do/m],
    [`remove ${directory}/hashes/0`, /^ {2}ok {4}hashes: none are stored/m],
    [`remove ${directory}/head`, /^ {2}\? {5}head: (?:shards\/2025\/)?head is missing: it is derived/m],
  ]),
]);

/** Those of a sample. */
function kindsTold({ files }: Sample, isWanted: (kind: string) => boolean): string[] {
  return [...derived.keys()].filter((kind) => isWanted(kind) && files.has(kind.split(" ")[1] ?? "")).toSorted();
}

/** Without a key nobody can tell the signature of another key from one that was made up: that is said, too. */
const unsigned: ReadonlyMap<string, RegExp> = new Map(
  ["flip", "cut", "append"].map((kind) => [
    `${kind} audit/checkpoint`,
    /^ {2}\? {5}checkpoint signature: is of no log key that a manifest here names/m,
  ]),
);

describe.each(variants)("evidence that is %s", (variant) => {
  test(
    "does not hold with any byte flipped, or cut to any length",
    async () => {
      const sample = await makeSample(variant, makeDirectory);
      const { missed, told, count } = await trial(sample, bytewise(sample.files, variant), { allowed: derived });
      expect(missed).toEqual([]);
      expect(told).toEqual(kindsTold(sample, (kind) => kind.startsWith("cut")));
      expect(count).toBeGreaterThan(1000);
    },
    timeout,
  );

  test(
    "does not hold with a file put in, taken away or exchanged, or with other lines in the log",
    async () => {
      const sample = await makeSample(variant, makeDirectory);
      const { missed, told, count } = await trial(sample, coarse(sample), { allowed: derived });
      expect(missed).toEqual([]);
      expect(told).toEqual(kindsTold(sample, (kind) => !kind.startsWith("cut")));
      expect(count).toBeGreaterThan(80);
    },
    timeout,
  );
});

describe("signed evidence", () => {
  test(
    "never looks as it did, also when no key is given",
    async () => {
      const sample = await makeSample("signed", makeDirectory);
      const checkpoint = new Map([...sample.files].filter(([path]) => path === "audit/checkpoint"));
      const all = chained(bytewise(checkpoint, "signed"), bytewise(sample.files, "age"), coarse(sample));
      const { missed } = await trial(sample, all, { allowed: new Map([...derived, ...unsigned]), isKeyless: true });
      expect(missed).toEqual([]);
    },
    timeout,
  );

  test(
    "is read from a disk as it is in memory, and holds again after the next append where it was derived",
    async () => {
      const sample = await makeSample("signed", makeDirectory);
      const log = new Map([...sample.files].filter(([path]) => path.startsWith("audit/")));
      const all = chained(bytewise(log, "age"), coarse(sample));
      const missed: string[] = [];
      for (const tampering of all) {
        const { directory, evidence, verify } = onDisk(sample, tampering);
        const said = await verify();
        if (isMiss(tampering, said, derived)) missed.push(nameOf(tampering));
        if (said.code === 0) {
          auditFile.append(evidence, { event: "test.appended", ts: "2026-09-01T00:00:00Z" });
          const { code, text } = await verify();
          expect([nameOf(tampering), code, /(?:head|hashes|tail): (?!1 levels)/.test(text)]).toEqual([
            nameOf(tampering),
            0,
            false,
          ]);
        }
        rmSync(directory, { recursive: true });
      }
      expect(missed).toEqual([]);
    },
    timeout,
  );
});

function* bytewise(files: Evidence, variant: Variant): Generator<Tampering> {
  const random = randomFrom(seed);
  for (const [path, bytes] of files) {
    yield* flips(path, bytes, stepsFor(variant, bytes.length, random));
    yield* cuts(path, bytes, isExhaustive ? 1 : Math.min(step.cut, Math.ceil(bytes.length / 8)));
  }
}

function stepsFor(variant: Variant, bytes: number, random: () => number): Steps {
  if (isExhaustive) return { start: 0, step: 1, isThorough: true };
  const every = variant === "signed" ? step.large : step.other;
  if (bytes <= smallBytes && variant === "signed") return { start: 0, step: 1, isThorough: false };
  return { start: Math.floor(random() * every), step: every, isThorough: false };
}

function* chained(...some: readonly Iterable<Tampering>[]): Generator<Tampering> {
  for (const all of some) yield* all;
}

function* coarse(sample: Sample): Generator<Tampering> {
  yield* wholes(sample);
  yield* lineFaults(sample);
}

type Means = { readonly allowed: ReadonlyMap<string, RegExp>; readonly isKeyless?: true };

/** What was missed, kind and path of what was told, and how many things were done. */
async function trial(sample: Sample, all: Iterable<Tampering>, { allowed, isKeyless }: Means) {
  const { sound, after } = inMemory(sample, isKeyless === undefined);
  const before = await sound();
  expect(before).toEqual({ code: 0, text: expect.stringContaining("VERIFIED, but ") });
  const missed: string[] = [];
  const told = new Set<string>();
  let count = 0;
  for (const tampering of all) {
    const said = await after(tampering);
    if (said.text === before.text || isMiss(tampering, said, allowed))
      missed.push(`${nameOf(tampering)}: ${said.code}`);
    else if (said.code === 0) told.add(kindOf(tampering));
    count++;
  }
  expect(await sound()).toEqual(before);
  return { missed, told: [...told].toSorted(), count };
}

function isMiss(tampering: Tampering, { code, text }: Said, allowed: ReadonlyMap<string, RegExp>): boolean {
  if (code !== 0) return code !== 5;
  return allowed.get(kindOf(tampering))?.test(text) !== true;
}

function kindOf({ kind, changed }: Tampering): string {
  return [kind, ...changed.keys()].join(" ");
}

function nameOf(tampering: Tampering): string {
  return `${kindOf(tampering)}${tampering.place === undefined ? "" : ` at ${tampering.place}`}`;
}

/** The evidence in a fresh directory, with that done to it. */
function onDisk({ files, keys, request }: Sample, { changed }: Tampering) {
  const directory = makeDirectory();
  const evidence = join(directory, "evidence");
  for (const [path, bytes] of [...files, ...changed]) {
    mkdirSync(dirname(join(evidence, path)), { recursive: true });
    if (bytes === undefined) rmSync(join(evidence, path));
    else writeFileSync(join(evidence, path), bytes);
  }
  for (const [name, text] of Object.entries(keys)) writeFileSync(join(directory, name), text);
  const own = (names: readonly string[] | undefined) => names?.map((name) => join(directory, name));
  const asked = { ...request, publicKeyFiles: own(request.publicKeyFiles), logKeyFiles: own(request.logKeyFiles) };
  return { directory, evidence, verify: () => saidOf({ path: evidence, ...asked }, diskRuntime(keys)) };
}
