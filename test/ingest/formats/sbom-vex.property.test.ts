import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { FixopsError } from "../../../src/domain/error.ts";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { cyclonedx } from "../../../src/ingest/formats/sbom/cyclonedx.ts";
import { spdx2 } from "../../../src/ingest/formats/sbom/spdx-2.ts";
import { openvex } from "../../../src/ingest/formats/vex/openvex.ts";

type Path = readonly (string | number)[];

/** Values that readers trip over: names of Object.prototype, objects that cannot become text, odd scalars. */
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    [],
    {},
    "",
    0,
    -1,
    1e308,
    "%",
    "pkg:",
    "pkg:npm/%E0%A4%A",
    "urn:cdx:",
    "urn:cdx:a/1#%",
    "constructor",
  ),
  fc.constantFrom('{"toString":1,"valueOf":1}', '{"__proto__":{"name":"x"}}', '[["a"],[null]]').map(parsed),
);

const cases: readonly (readonly [Format, string, Readonly<Record<string, unknown>>])[] = [
  [cyclonedx, "sbom/cyclonedx/components-1.6", { bomFormat: "CycloneDX", specVersion: "1.6" }],
  [cyclonedx, "sbom/cyclonedx/disclosure-1.5", { bomFormat: "CycloneDX", specVersion: "1.5" }],
  [cyclonedx, "sbom/cyclonedx/vex-only-1.5", { bomFormat: "CycloneDX", specVersion: "1.5" }],
  [spdx2, "sbom/spdx-2/packages-2.3", { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT" }],
  [spdx2, "sbom/spdx-2/github-export", { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT" }],
  [openvex, "vex/openvex/statements-0.2.0", { "@context": "https://openvex.dev/ns/v0.2.0" }],
  [openvex, "vex/openvex/statements-0.0.1", { "@context": "https://openvex.dev/ns" }],
];

const numRuns = 150 * Number(process.env["SLOW"] ?? "1");

describe.each(cases.map(([format, folder, keys]) => ({ format, folder, keys })))(
  "$folder",
  ({ format, folder, keys }) => {
    const seed = parsed(readFileSync(resolve(import.meta.dir, folder, "input.json"), "utf8"));
    const paths = pathsOf(seed, []);
    const mutation = fc.tuple(fc.constantFrom(...paths), oddValue);

    test(`${format.id} reads ${folder} with places overwritten or refuses it with a FixopsError`, () => {
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
          let value = seed;
          for (const [path, odd] of mutations) value = replaced(value, path, odd);
          expectSound(format, value);
        }),
        { numRuns },
      );
    });

    test(`${format.id} survives any object that has its detecting keys`, () => {
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...topKeys(seed)), oddValue), (members) => {
          expectSound(format, { ...members, ...keys });
        }),
        { numRuns },
      );
    });
  },
);

function expectSound(format: Format, value: unknown): void {
  const document: Document = { form: "json", value };
  expect(format.detect(document)).toBeBoolean();
  const reading = readOrRefuse(format, document);
  if (reading === undefined) return;
  for (const { items, raw, kept, notApplicable } of reading.accounts) {
    expect(raw).toBe(notApplicable.reduce((sum, row) => sum + row.count, kept));
    expect(kept).toBe(lengthOf(reading, items));
  }
  expect(() => JSON.stringify(reading)).not.toThrow();
}

function readOrRefuse(format: Format, document: Document): Reading | undefined {
  try {
    return format.read(document, { name: "input.json", sha256: "" });
  } catch (error) {
    expect(error).toBeInstanceOf(FixopsError);
    return undefined;
  }
}

/** What is kept of each account stands in one list of items. */
function lengthOf({ items }: Reading, account: string): number {
  const lists = { components: items.components, vulnerabilities: items.observations, statements: items.vexStatements };
  return lists[account as keyof typeof lists]?.length ?? 0;
}

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== "object" || value === null) return by;
  if (Array.isArray(value)) return value.map((member, i) => (i === key ? replaced(member, rest, by) : member));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === key ? replaced(member, rest, by) : member]),
  );
}

function topKeys(seed: unknown): string[] {
  return Object.keys(Object(seed));
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}
