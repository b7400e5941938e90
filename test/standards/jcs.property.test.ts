import { expect, test } from "bun:test";
import fc from "fast-check";
import { canonicalJson } from "../../src/standards/jcs.ts";

const key = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.nat(20).map(String),
  fc.constantFrom("__proto__", "constructor", "01"),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: "grapheme" }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
  ),
}));

/** RFC 8785 as plainly as it can be written. */
function reference(node: unknown): string {
  if (Array.isArray(node)) return `[${node.map(reference).join(",")}]`;
  if (typeof node !== "object" || node === null) return JSON.stringify(node);
  const members = Object.entries(node).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${reference(member)}`).join(",")}}`;
}

test("canonicalJson() prints what the plain definition prints", () => {
  fc.assert(
    fc.property(value, (node) => {
      expect(canonicalJson(node)).toBe(reference(node));
    }),
    { numRuns: 1_000 },
  );
});

test("canonicalJson() of its own parsed output is the same text", () => {
  fc.assert(
    fc.property(value, (node) => {
      const text = canonicalJson(node);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
