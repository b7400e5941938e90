import { describe, expect, test } from "bun:test";
import { createHash, createHmac } from "node:crypto";
import { leafOf, rootOfSections, sectionLeaf, sectionSalt } from "../../src/evidence/sections.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";

const salt = "5a".repeat(32);

function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const state = createHash("sha256");
  for (const part of parts) state.update(part);
  return state.digest();
}

const zero = Buffer.of(0);
const one = Buffer.of(1);

/** The same by the words of the format alone. */
function leafByHand(name: string, section: object): Buffer {
  const saltOfSection = createHmac("sha256", Buffer.from(salt, "hex")).update(`fixops section ${name}`).digest("hex");
  return sha256(zero, canonicalJson([name, saltOfSection, section]));
}

test.each<[string, object]>([
  ["decision", { status: "evaluated", verdict: "GO" }],
  ["waivers", {}],
  ['a "name"\n', { text: "é\u{1f600}" }],
])("leafOf() is SHA-256 of a zero byte and [name, salt, section]: %j", (name, section) => {
  expect(leafOf(salt, name, canonicalJson(section))).toBe(leafByHand(name, section).toString("hex"));
  const shown = sectionSalt(salt, name);
  expect(sectionLeaf(name, shown, canonicalJson(section))).toBe(leafOf(salt, name, canonicalJson(section)));
});

describe("sectionSalt()", () => {
  test("is another for each name and each bundle", () => {
    const salts = [
      sectionSalt(salt, "decision"),
      sectionSalt(salt, "inputs"),
      sectionSalt(salt, ""),
      sectionSalt("5b".repeat(32), "decision"),
    ];
    expect(new Set([...salts, salt]).size).toBe(5);
    for (const made of salts) expect(made).toMatch(/^[0-9a-f]{64}$/);
  });

  test("hides a section: another salt gives another leaf of the same text", () => {
    expect(sectionLeaf("a", sectionSalt(salt, "a"), "{}")).not.toBe(sectionLeaf("a", sectionSalt(salt, "b"), "{}"));
  });
});

describe("rootOfSections()", () => {
  const [a, b, c] = [leafByHand("a", {}), leafByHand("b", {}), leafByHand("c", {})];
  const hex = (...leaves: readonly Buffer[]) => leaves.map((leaf) => leaf.toString("hex"));

  test.each<[number, readonly Buffer[], Buffer]>([
    [0, [], sha256()],
    [1, [a], a],
    [2, [a, b], sha256(one, a, b)],
    [3, [a, b, c], sha256(one, sha256(one, a, b), c)],
  ])("of %d leaves is as RFC 6962 has it", (_, leaves, root) => {
    expect(rootOfSections(hex(...leaves))).toBe(root.toString("hex"));
  });

  test("is another in another order", () => {
    expect(rootOfSections(hex(a, b))).not.toBe(rootOfSections(hex(b, a)));
  });
});
