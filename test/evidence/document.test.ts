import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { issueText, lineOf, readCanonical, textOf } from "../../src/evidence/document.ts";
import { codeOf } from "../support/code-of.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("textOf() keeps a byte-order mark and refuses what is not UTF-8", () => {
  expect(textOf(bytes("\ufeffa"), "f")).toBe("\ufeffa");
  expect(codeOf(() => textOf(Uint8Array.of(0xff), "f"))).toBe("INTEGRITY_MANIFEST");
});

test("lineOf() is a text without its line feed, which must be there", () => {
  expect(lineOf(bytes("{}\n"), "f")).toBe("{}");
  expect(codeOf(() => lineOf(bytes("{}"), "f"))).toBe("INTEGRITY_MANIFEST");
});

describe("readCanonical()", () => {
  const schema = z.looseObject({ a: z.number() });
  const deep = "[".repeat(5000) + "]".repeat(5000);

  test("reads canonical JSON of the shape", () => {
    expect(readCanonical('{"a":1,"b":2}', "f", schema)).toEqual({ a: 1, b: 2 });
  });

  test.each(["{", '{"a": 1}', '{"a":1,"a":1}', '{"b":2,"a":1}', '{"a":"1"}', deep])("refuses %#", (text) => {
    expect(codeOf(() => readCanonical(text, "f", schema))).toBe("INTEGRITY_MANIFEST");
  });
});

test("issueText() ends with the place of the first fault", () => {
  const error = z.object({ a: z.array(z.string()) }).safeParse({ a: ["x", 1] }).error;
  expect(issueText(error ?? new z.ZodError([]))).toEndWith(" at /a/1");
  expect(issueText(z.string().safeParse(1).error ?? new z.ZodError([]))).toEndWith(" at the top");
});
