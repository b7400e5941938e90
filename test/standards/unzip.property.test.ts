import { expect, test } from "bun:test";
import fc from "fast-check";
import { zipSync } from "fflate";
import { unzip } from "../../src/standards/unzip.ts";

const limits = { maxBytes: 100_000, maxEntries: 100 };

const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,8})?$/), fc.uint8Array({ maxLength: 300 }), {
  noNullPrototype: true,
  maxKeys: 8,
});

test("unzip() gives back what was packed", () => {
  fc.assert(
    fc.property(files, (given) => {
      const unpacked = unzip(zipSync(given), limits).map(({ name, bytes }) => [name, [...bytes]]);
      expect(unpacked).toEqual(Object.entries(given).map(([name, bytes]) => [name, [...bytes]]));
    }),
  );
});

test("unzip() of a damaged archive gives files or a SyntaxError or a RangeError", () => {
  const damaged = fc.tuple(files, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }));
  fc.assert(
    fc.property(damaged, ([given, changes]) => {
      const archive = zipSync(given);
      for (const [at, byte] of changes) archive[at % archive.length] = byte;
      try {
        unzip(archive, limits);
      } catch (error) {
        expect(error instanceof SyntaxError || error instanceof RangeError).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
