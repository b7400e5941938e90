import { expect, test } from "bun:test";
import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { positionOf } from "../../src/standards/position.ts";
import { decodeText } from "../../src/standards/text.ts";

test("decodeText() gives back any text without NUL that was encoded", () => {
  const texts = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0") && !text.startsWith("\ufeff"));
  fc.assert(
    fc.property(texts, (text) => {
      expect(decodeText(new TextEncoder().encode(text)).text).toBe(text);
    }),
  );
});

test("decodeText() refuses what the runtime does not call UTF-8, at the end of its longest valid prefix", () => {
  const bytes = fc.uint8Array({ min: 1, maxLength: 40 }).filter((array) => !isUtf8(array) && (array[0] ?? 0) < 0x80);
  fc.assert(
    fc.property(bytes, (array) => {
      let place: ReturnType<typeof positionOf>;
      try {
        decodeText(array);
      } catch (error) {
        place = positionOf(error);
      }
      const offset = place?.offset ?? Number.NaN;
      expect(isUtf8(array.subarray(0, offset))).toBe(true);
      const completions = [1, 2, 3, 4].filter((length) => isUtf8(array.subarray(0, offset + length)));
      expect(completions.filter((length) => offset + length <= array.length)).toEqual([]);
    }),
  );
});
