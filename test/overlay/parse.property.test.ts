import { expect, test } from "bun:test";
import fc from "fast-check";
import { stringify } from "yaml";
import { FixopsError } from "../../src/domain/error.ts";
import { parseOverlay } from "../../src/overlay/parse.ts";

const unit = fc.constantFrom(
  ..."ab:-?[]{}&*!|>'\"#%@`,. \t\n\r\\~<0",
  "\u0000",
  "\u2028",
  "é",
  "---\n",
  "...\n",
  "&a ",
  "*a",
  ": ",
  "- ",
);
const places = (text: string) => text.split("\n").length;

test("parseOverlay() throws nothing but USAGE_OVERLAY_SYNTAX with a place inside the text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit, maxLength: 60 }), fc.string({ unit: "binary" })), (text) => {
      try {
        parseOverlay(text, "team.yml");
      } catch (error) {
        if (!(error instanceof FixopsError)) throw error;
        expect(error.code).toBe("USAGE_OVERLAY_SYNTAX");
        expect(error.where?.line).toBeWithin(1, places(text) + 1);
        expect(error.where?.column).toBeGreaterThan(0);
        for (const line of error.message.split("\n").slice(1)) expect(line.length).toBeLessThanOrEqual(100);
      }
    }),
    { numRuns: 2000 },
  );
});

const name = fc.stringMatching(/^[a-z/.~ ]{1,8}$/);
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec((tie) => ({
  tree: fc.dictionary(name, fc.oneof({ maxDepth: 4 }, leaf, fc.array(leaf), tie("tree"))),
}));

test("parseOverlay() gives back what was written as YAML, with a place for each member", () => {
  fc.assert(
    fc.property(tree, (value) => {
      const { value: found, positions } = parseOverlay(stringify(value, { aliasDuplicateObjects: false }), "team.yml");
      expect(found).toEqual(value as never);
      expect(positions.size >= Object.keys(value as object).length).toBe(true);
    }),
  );
});
