import { expect, test } from "bun:test";
import fc from "fast-check";
import type { InputBytes } from "../../../src/domain/input-file.ts";
import { nameInputs } from "../../../src/doors/system/input-names.ts";

function input(name: string, sha256: string): InputBytes {
  return { name, sha256, bytes: new Uint8Array() };
}

function named(inputs: readonly InputBytes[]): readonly string[] {
  return nameInputs(inputs).map((one) => `${one.name}=${one.sha256}`);
}

test("nameInputs() numbers equal names by digest, not by the order in which they came", () => {
  const expected = ["a.json=3", "scan.json=1", "scan.json (2)=2", "scan.json (3)=9"];
  expect(
    named([input("scan.json", "9"), input("a.json", "3"), input("scan.json", "1"), input("scan.json", "2")]),
  ).toEqual(expected);
  expect(
    named([input("scan.json", "2"), input("scan.json", "1"), input("scan.json", "9"), input("a.json", "3")]),
  ).toEqual(expected);
});

test("nameInputs() does not give a name that another file has already", () => {
  expect(named([input("a", "1"), input("a", "2"), input("a (2)", "3")])).toEqual(["a=1", "a (2)=3", "a (3)=2"]);
});

test("nameInputs() makes names that can be written: half of a surrogate pair becomes U+FFFD", () => {
  expect(named([input("a\ud800", "1"), input("a\udfff", "2")])).toEqual(["a\ufffd=1", "a\ufffd (2)=2"]);
});

test("nameInputs() gives each input a name of its own, whatever the order", () => {
  const name = fc.constantFrom("a", "a (2)", "a (3)", "b", "a (2) (2)");
  const inputs = fc.uniqueArray(fc.tuple(name, fc.nat(50)), { maxLength: 12 });
  fc.assert(
    fc.property(inputs, fc.integer(), (pairs, seed) => {
      const given = pairs.map(([one, digest]) => input(one, String(digest)));
      const names = nameInputs(given).map((one) => one.name);
      expect(new Set(names).size).toBe(given.length);
      const turned = given.toSorted(
        (a, b) => ((Number(a.sha256) * 31 + seed) % 7) - ((Number(b.sha256) * 31 + seed) % 7),
      );
      expect(named(turned)).toEqual(named(given));
    }),
  );
});
