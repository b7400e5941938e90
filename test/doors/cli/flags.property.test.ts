import { expect, test } from "bun:test";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { parseFlags } from "../../../src/doors/cli/flags.ts";
import { errorOf } from "../../support/code-of.ts";
import { table } from "./sample-table.ts";

const word = fc.oneof(
  fc.constantFrom(
    "--sbom",
    "--output",
    "--sign",
    "--no-compress",
    "--compress",
    "--mode",
    "demo",
    "-h",
    "--",
    "-",
    "a",
  ),
  fc.constantFrom("--sbom=x", "--output=", "--sign=no", "--mode=demo", "--limit", "7", "-sh", "--json", "--no-sign"),
  fc.string({ maxLength: 6 }),
);

/** node's own strict reading of the same table. */
function isStrictlyRight(words: readonly string[]): boolean {
  const names = Object.entries(table).map(([name, flag]) => {
    if (flag.type === "boolean") return [name, { type: "boolean" }] as const;
    return [name, { type: "string", multiple: "multiple" in flag }] as const;
  });
  const help = { type: "boolean", short: "h" } as const;
  const options = { ...Object.fromEntries(names), help, "no-compress": { type: "boolean" } as const };
  try {
    parseArgs({ args: [...words], options, strict: true, allowPositionals: false });
    return true;
  } catch {
    return false;
  }
}

test("parseFlags() accepts nothing that node's strict parser refuses", () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      if (errorOf(() => parseFlags(table, words, "run")) !== undefined) return;
      accepted++;
      expect(isStrictlyRight(words)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test("parseFlags() keeps every value of a repeatable flag, in order", () => {
  const value = fc.string({ minLength: 1 }).filter((text) => !text.startsWith("-"));
  fc.assert(
    fc.property(fc.array(value), fc.boolean(), (values, inline) => {
      const words = values.flatMap((one) => (inline ? [`--sbom=${one}`] : ["--sbom", one]));
      expect(parseFlags(table, words, "run").sbom).toEqual(values);
    }),
  );
});
