import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseJson, scanJson } from "../../src/standards/json.ts";
import { findJsonFault } from "../../src/standards/json-fault.ts";
import { duplicateKeys } from "../../src/standards/json-keys.ts";

const runs = { numRuns: process.env["SLOW"] ? 20_000 : 2_000 };

/** A JSON text with one stretch of it replaced by something that often breaks it. */
const mutated = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.nat(6),
    fc.constantFrom(
      "",
      ",",
      ":",
      '"',
      "\\",
      "{",
      "}",
      "[",
      "]",
      "0",
      "-",
      ".",
      "e",
      "\n",
      "\t",
      "t",
      "null",
      "\\u12",
      "\u0001",
      " ",
    ),
  )
  .map(([text, at, length, insert]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + insert + text.slice(start + length);
  });

test("parseJson() and its own scanner agree with JSON.parse on every mutated text", () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const isValid = accepts(text);
      expect(parseJson(text).ok).toBe(isValid);
      expect(findJsonFault(text) === undefined).toBe(isValid);
    }),
    runs,
  );
});

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("every prefix of an object or array is truncated or empty, never another fault", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.nat(), (value, at) => {
      const text = JSON.stringify(value);
      const prefix = text.slice(0, at % text.length);
      expect(findJsonFault(prefix)?.kind).toBe(prefix === "" ? "empty" : "truncated");
    }),
    runs,
  );
});

/** Texts of objects over few names, spelled in several ways, so that duplicates are frequent. */
const name = fc.constantFrom('"a"', '"\\u0061"', '"b"', '"__proto__"', '"\\u005f_proto__"', '"a:"', '"x\\"y"', '""');
const { node: repetitive } = fc.letrec<{ node: string; object: string; array: string }>((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, fc.constantFrom("1", '":"', "null"), tie("object"), tie("array")),
  object: fc
    .array(fc.tuple(name, tie("node")), { maxLength: 4 })
    .map((members) => `{${members.map((m) => m.join(":")).join(" ,\n")}}`),
  array: fc.array(tie("node"), { maxLength: 3 }).map((elements) => `[${elements.join(", ")}]`),
}));

test("duplicateKeys() has as many rows as the text has more keys than the value; none exactly when equal", () => {
  fc.assert(
    fc.property(repetitive, (text) => {
      const more = scanJson(new TextEncoder().encode(text)).keys - countKeys(JSON.parse(text));
      // A repeated name drops its earlier value, with all names in there: at least one row, at most that many.
      const rows = duplicateKeys(text, Number.POSITIVE_INFINITY).length;
      expect(rows === 0).toBe(more === 0);
      expect(rows).toBeLessThanOrEqual(more);
    }),
    runs,
  );
});

/** Names in all objects of a parsed value: fewer than in the text when the text repeats one. */
function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Object.values(value).reduce((sum: number, member) => sum + countKeys(member), 0);
  return Array.isArray(value) ? inside : inside + Object.keys(value).length;
}
