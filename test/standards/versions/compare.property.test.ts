import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { compareVersions } from "../../../src/standards/versions/compare.ts";

const types = ["npm", "golang", "nuget", "pub", "pypi", "maven", "deb", "rpm", "apk", "gem", "generic"];

/** Pieces that mean something in one ecosystem or another, so that most texts are versions of some. */
const piece = fc.constantFrom(
  ...[
    "0",
    "1",
    "2",
    "10",
    "01",
    ".",
    ".",
    "-",
    "~",
    "^",
    "_",
    "+",
    ":",
    "a",
    "b",
    "rc",
    "alpha",
    "ga",
    "sp",
    "p",
    "-r1",
  ],
  ...[".1", ".0", "-1", ".post1", ".dev2", "!", "_p2", "_rc1", "v", "SNAPSHOT", "final"],
);
const version = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join("")),
  fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => `1.${pieces.join("")}`),
);

function isAtMost(order: number | undefined): boolean {
  return order === -1 || order === 0;
}

describe.each(types)("compareVersions() of %s", (type) => {
  test("is antisymmetric", () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const [forth, back] = [compareVersions(type, a, b), compareVersions(type, b, a)];
        expect(back).toBe(forth === undefined ? undefined : ((0 - forth) as 0));
      }),
      { numRuns: 300 },
    );
  });

  test("is transitive", () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 3, maxLength: 7 }), (given) => {
        const triples = given.flatMap((a) => given.flatMap((b) => given.map((c) => [a, b, c] as const)));
        const wrong = triples.filter(
          ([a, b, c]) =>
            isAtMost(compareVersions(type, a, b)) &&
            isAtMost(compareVersions(type, b, c)) &&
            compareVersions(type, a, c) === 1,
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (a, b) => {
        expect([-1, 0, 1, undefined]).toContain(compareVersions(type, a, b));
      }),
    );
  });
});
