import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { FixopsError } from "../../../src/domain/error.ts";
import { replay } from "../../../src/doors/actions/replay.ts";
import { inputsDocument } from "../../../src/evidence/inputs-document.ts";
import type { InputsFacts } from "../../../src/evidence/inputs-facts.ts";
import { readInputsDocument } from "../../../src/evidence/read-inputs-document.ts";
import { canonicalJson } from "../../../src/standards/jcs.ts";
import { sha256Hex } from "../../../src/standards/sha256.ts";
import { factsOf, overlayOf } from "../../support/facts.ts";
import { inputOf } from "../../support/input.ts";
import { asked, machineWith } from "./sample-replay.ts";

/** Whoever can seal evidence can write any facts: none of them may end as a verdict, or as a fault of the product. */

const folder = resolve(import.meta.dir, "../../../fixtures/payments-api/no-go");
const inputs = [...new Bun.Glob("*").scanSync(folder)]
  .toSorted()
  .map((name) => inputOf(name, readFileSync(`${folder}/${name}`)));
const overlay = overlayOf();
const overlayRecord = { mode: "demo", sha256: sha256Hex(canonicalJson(overlay)), layers: [] };
const honest = factsOf(inputs, { overlay, overlayRecord })!;
const lines = new TextDecoder()
  .decode(Buffer.concat([...inputsDocument(honest)]))
  .trimEnd()
  .split("\n");

const oddTexts = [
  "",
  "\u0000",
  "../..",
  "CVE-2021-44228",
  "pkg:npm/a@1",
  "pkg:",
  "constructor",
  "critical",
  "9".repeat(400),
];
const oddNumbers = [0, -1, 1e308, 5e-324, 2 ** 53, { $: "-0" }, { $: "NaN" }, { $: "Infinity" }];
const odd = [[], {}, null, true, { $: "unknown" }, { $: ["utf16", [0xd83d]] }, { $: ["map", []] }];

function leavesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + leavesIn(one), 0);
}

/** Puts something odd in the place of one leaf: of its own type, so that the document is not refused, or of any. */
function changed(value: unknown, at: { left: number }, by: Choice): unknown {
  if (Array.isArray(value)) return value.map((one) => changed(one, at, by));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, changed(one, at, by)]));
  }
  if (at.left-- !== 0) return value;
  const choices: readonly unknown[] = by.any ? odd : choicesFor(value);
  return choices[by.number % choices.length];
}

type Choice = { readonly any: boolean; readonly number: number };

function choicesFor(value: unknown): readonly unknown[] {
  if (typeof value === "boolean") return [!value];
  return typeof value === "number" ? oddNumbers : oddTexts;
}

/** The facts of a document with one change; undefined when the document is refused, as it should be. */
function forged(line: number, place: number, by: Choice): InputsFacts | undefined {
  const value: unknown = JSON.parse(lines[line]!);
  const text = canonicalJson(changed(value, { left: place % leavesIn(value) }, by));
  try {
    return readInputsDocument(new TextEncoder().encode(`${lines.with(line, text).join("\n")}\n`));
  } catch (error) {
    expect(error instanceof FixopsError && error.code).toBe("INTEGRITY_MANIFEST");
    return undefined;
  }
}

async function endOf(facts: InputsFacts): Promise<unknown> {
  try {
    const { provenanceBasis: _, ...others } = facts;
    const runtime = await machineWith({ ...honest, ...others }, honest);
    return (await replay(asked(), runtime)).exitCode;
  } catch (error) {
    return error instanceof FixopsError ? error.code : error;
  }
}

describe("replay() of facts that somebody changed", () => {
  test("ends identical, with 5, or as INTEGRITY, and never otherwise", async () => {
    const choice = fc.record({ any: fc.integer({ min: 0, max: 9 }).map((one) => one === 0), number: fc.nat(1000) });
    const change = fc.tuple(fc.nat(lines.length - 1), fc.nat(1000), choice);
    const ends = new Map<unknown, number>();
    await fc.assert(
      fc.asyncProperty(change, async ([line, place, by]) => {
        const facts = forged(line, place, by);
        const end = facts === undefined ? "refused" : await endOf(facts);
        ends.set(end, (ends.get(end) ?? 0) + 1);
        expect(["refused", 0, 5, "INTEGRITY_MANIFEST"]).toContain(end as string);
      }),
      { numRuns: 250 },
    );
    expect(ends.get(5)).toBeGreaterThan(30);
  }, 30_000);
});
