import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseCsv } from "../../src/standards/csv.ts";

const cell = fc.string({ unit: fc.constantFrom("a", ",", ";", "\t", '"', "\n", "\r", " ", "é") });
const end = fc.constantFrom("\r\n", "\n", "\r");

test("parseCsv() gives back any table that was quoted, whatever ends its lines", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }),
      fc.array(fc.array(cell, { minLength: 4, maxLength: 4 })),
      end,
      (width, table, eol) => {
        const records = table.map((cells) => cells.slice(0, width));
        const header = Array.from({ length: width }, (_, i) => `h${i}`);
        const quoted = records.map((cells) => cells.map((bare) => `"${bare.replaceAll('"', '""')}"`));
        const text = [header, ...quoted].map((cells) => cells.join(",")).join(eol);
        expect(parseCsv(text).rows.map((row) => row.cells)).toEqual([header, ...records]);
      },
    ),
  );
});

test("parseCsv() throws nothing but SyntaxError", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", ";") }), (text) => {
      try {
        parseCsv(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});
