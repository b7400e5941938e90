import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  at,
  field,
  hasList,
  isObject,
  list,
  number,
  optional,
  shorten,
  text,
  texts,
} from "../../src/standards/wire.ts";

const document = {
  tool: { driver: { name: "grype" } },
  empty: "",
  score: 7.5,
  infinite: Number.POSITIVE_INFINITY,
  tags: ["a", "", 1, "b"],
};

describe("accessors", () => {
  test("give what is there", () => {
    expect(at(document, "tool", "driver", "name")).toBe("grype");
    expect(number(document, "score")).toBe(7.5);
    expect(texts(document, "tags")).toEqual(["a", "b"]);
    expect(list(document, "tags")).toHaveLength(4);
    expect(hasList(document, "tags")).toBe(true);
  });

  test("take a wrong type for absent", () => {
    expect(text(document, "empty")).toBeUndefined();
    expect(text(document, "score")).toBeUndefined();
    expect(number(document, "infinite")).toBeUndefined();
    expect(number(document, "empty")).toBeUndefined();
    expect(list(document, "tool")).toEqual([]);
    expect(hasList(document, "tool")).toBe(false);
    expect(at(document, "tags", "0")).toBeUndefined();
  });

  test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("find no inherited %s", (name) => {
    expect(field({}, name)).toBeUndefined();
    expect(at(document, "tool", name)).toBeUndefined();
  });

  test("never throw, whatever the document is", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, key) => {
        for (const read of [field, text, number, list, texts, hasList]) read(value, key);
        expect(isObject(value) && (Array.isArray(value) || value === null)).toBe(false);
      }),
    );
  });
});

test("optional() leaves an absent member out", () => {
  expect(optional("version", undefined)).toEqual({});
  expect(Object.keys(optional("version", undefined))).toEqual([]);
  expect(optional("version", "1")).toEqual({ version: "1" });
});

describe("shorten()", () => {
  test("keeps what fits and cuts the rest", () => {
    expect(shorten("abc", 3)).toBe("abc");
    expect(shorten("abcd", 3)).toBe("abc");
  });

  test("leaves no half of a surrogate pair at the cut", () => {
    expect(shorten("ab😀cd", 3)).toBe("ab");
    expect(shorten("ab😀cd", 4)).toBe("ab😀");
  });
});
