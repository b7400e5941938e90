import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { FixopsError } from "../../../src/domain/error.ts";
import type { Format } from "../../../src/ingest/format.ts";
import { sarif } from "../../../src/ingest/formats/findings/sarif.ts";
import { semgrep } from "../../../src/ingest/formats/findings/semgrep.ts";
import { kev } from "../../../src/ingest/formats/intel/kev.ts";
import { nvd } from "../../../src/ingest/formats/intel/nvd.ts";
import { grype } from "../../../src/ingest/formats/vulnerabilities/grype.ts";
import { osvScanner } from "../../../src/ingest/formats/vulnerabilities/osv-scanner.ts";
import { trivy } from "../../../src/ingest/formats/vulnerabilities/trivy.ts";

const readers = [
  ["findings/sarif", sarif],
  ["findings/semgrep", semgrep],
  ["vulnerabilities/grype", grype],
  ["vulnerabilities/trivy", trivy],
  ["vulnerabilities/osv-scanner", osvScanner],
  ["intel/kev", kev],
  ["intel/nvd", nvd],
] as const;

const origin = { name: "mutant.json", sha256: "0".repeat(64) };

const numRuns = process.env["SLOW"] === "1" ? 5000 : 200;

/** What takes the place of a value somewhere in a document: other types, extremes, reserved names. */
const intruder = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    0.5,
    "",
    "x",
    [],
    {},
    [null],
    [[]],
    "__proto__",
    "\ud800",
    "%",
    "{0}",
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

describe.each([...readers])("%s", (folder, format: Format) => {
  test("of a mutated document reads every item or throws a FixopsError, and its accounts add up", () => {
    const mutant = fc.tuple(
      fc.constantFrom(...documentsOf(folder)),
      fc.array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 10 }), intruder), {
        minLength: 1,
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(mutant, ([text, changes]) => {
        const value = changes.reduce<unknown>((doc, [path, change]) => replaced(doc, path, change), JSON.parse(text));
        check(format, value);
      }),
      { numRuns },
    );
  });

  test("detect() is total and read() throws nothing else on any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => check(format, value)),
      { numRuns },
    );
  });
});

function check(format: Format, value: unknown): void {
  const document = { form: "json", value } as const;
  expect(typeof format.detect(document)).toBe("boolean");
  try {
    const { accounts, items } = format.read(document, origin);
    for (const { raw, kept, notApplicable } of accounts) {
      expect(kept + notApplicable.reduce((sum, { count }) => sum + count, 0)).toBe(raw);
    }
    // What is read can be written: no lone value that JSON has no word for.
    expect(() => JSON.stringify(items)).not.toThrow();
  } catch (error) {
    if (!(error instanceof FixopsError)) throw error;
    expect(error.code).toStartWith("INPUT_");
    expect(error.where?.file).toBe(origin.name);
  }
}

function documentsOf(folder: string): readonly string[] {
  const cases = resolve(import.meta.dir, folder);
  return readdirSync(cases, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readFileSync(resolve(cases, name, "input.json"), "utf8"));
}

/** A copy in which the value at the end of the path is another one; a step is taken modulo the number of children. */
function replaced(value: unknown, path: readonly number[], change: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return change;
  const keys = Object.keys(value);
  if (keys.length === 0) return change;
  const at = keys[step % keys.length];
  const entries = Object.entries(value).map(([key, child]) => [
    key,
    key === at ? replaced(child, rest, change) : child,
  ]);
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}
