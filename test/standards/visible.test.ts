import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { maskedText, visibleText } from "../../src/standards/visible.ts";

describe("visibleText()", () => {
  test.each([
    ["plain text, with ünïcode and 漢字", "plain text, with ünïcode and 漢字"],
    ["\u001b[31mred", "\\u{1b}[31mred"],
    ["a\nb\r\tc", "a\\u{a}b\\u{d}\\u{9}c"],
    ["\u202Eevil", "\\u{202e}evil"],
    ["zero\u200bwidth", "zero\\u{200b}width"],
    ["line\u2028break", "line\\u{2028}break"],
    ["half \ud800 pair", "half \\u{d800} pair"],
    ["\u{e0041}", "\\u{e0041}"],
    ["\u3164a\ufe0f\u{e0100}", "\\u{3164}a\\u{fe0f}\\u{e0100}"],
    ["\u26a0\ufe0f careful\ufe0f", "\u26a0\ufe0f careful\\u{fe0f}"],
    ["x ##vso[task.setvariable variable=a]b", "x #\\u{23}vso[task.setvariable variable=a]b"],
    ["##[error]x", "#\\u{23}[error]x"],
    ["###[error]x", "##\\u{23}[error]x"],
    ["##teamcity[x]", "#\\u{23}teamcity[x]"],
    ["## a heading [link]", "## a heading [link]"],
  ])("shows %j", (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test("leaves nothing that acts, and does nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = visibleText(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<!\p{Extended_Pictographic})\p{DI}/u);
        expect(visibleText(shown)).toBe(shown);
      }),
    );
  });
});

describe("maskedText()", () => {
  test.each([
    ["plain é 漢 🚀", "plain é 漢 🚀"],
    ["a\tb\u001b[31m\u0000\u007f", "a␉b␛[31m␀␡"],
    ["\u202eabc\u200b\ufeff\u0085", "�abc���"],
    ["a\nb\rc\u2028d", "a␊b␍c�d"],
    ["\ud800x", "�x"],
    ["a\u{e0041}b", "a��b"],
  ])("shows %j", (text, shown) => {
    expect(maskedText(text)).toBe(shown);
  });
});
