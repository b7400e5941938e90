import { expect, test } from "bun:test";
import fc from "fast-check";
import { safeJson } from "../../../src/doors/cli/safe-json.ts";

test.each([
  ["\u009b31m", "\\u009b31m"],
  ["\u007f\u202e\u2028\u2029\u200b", "\\u007f\\u202e\\u2028\\u2029\\u200b"],
  ["\u{e0041}", "\\udb40\\udc41"],
  ["##[error]x", "\\u0023#[error]x"],
  ["###vso[task.complete]", "#\\u0023#vso[task.complete]"],
  ["## Heading # [link]", "## Heading # [link]"],
  ["déjà vu 漏洞", "déjà vu 漏洞"],
])("safeJson() of %p", (text, shown) => {
  expect(safeJson(JSON.stringify(text))).toBe(`"${shown}"`);
});

test("safeJson() is the same value", () => {
  const text = fc.string({
    unit: fc.constantFrom("#", "[", "vso", "\\", '"', "\u009b", "\u202e", "\u{e0001}", "\n", "é"),
  });
  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      const json = safeJson(JSON.stringify(value));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(/##[a-z]{0,20}\[|[\u007f-\u009f\u202a-\u202e]/i.test(json)).toBe(false);
    }),
  );
});
