import { expect, test } from "bun:test";
import { isDate, isDateTime, stringFormats } from "../../src/standards/string-formats.ts";

test.each([
  ["2024-02-29", true],
  ["2000-02-29", true],
  ["1900-02-29", false],
  ["2023-02-29", false],
  ["2024-04-31", false],
  ["2024-13-01", false],
  ["2024-1-01", false],
  ["2024-01-00", false],
])("isDate() of %s is %p", (text, expected) => {
  expect(isDate(text)).toBe(expected);
});

test.each([
  ["2024-01-01T00:00:00Z", true],
  ["2024-01-01t23:59:60.123456789012345+05:30", true],
  ["2024-01-01T00:00:00", false],
  ["2024-01-01 00:00:00Z", false],
  ["2024-01-01T24:00:00Z", false],
  ["2024-01-01T00:00:00+24:00", false],
  ["2024-02-30T00:00:00Z", false],
  ["2024-01-01", false],
])("isDateTime() of %s is %p", (text, expected) => {
  expect(isDateTime(text)).toBe(expected);
});

/** Text → of `uri`, `uri-reference`, `iri`, `iri-reference`, those that it is. */
test.each([
  ["http://u:p@[::1]:80/a%20b?c=/?#d", ["iri", "iri-reference", "uri", "uri-reference"]],
  ["pkg:npm/%40a/b@1.0?x=y#z", ["iri", "iri-reference", "uri", "uri-reference"]],
  ["urn:a:b", ["iri", "iri-reference", "uri", "uri-reference"]],
  ["file:///c:/x", ["iri", "iri-reference", "uri", "uri-reference"]],
  ["http://é/", ["iri", "iri-reference"]],
  ["a/b:c", ["iri-reference", "uri-reference"]],
  ["//h/x", ["iri-reference", "uri-reference"]],
  ["", ["iri-reference", "uri-reference"]],
  ["é", ["iri-reference"]],
  ["1:b", []],
  ["a b", []],
  ["C:\\a\\b", []],
  ["http://a:80x/", []],
  ["http://a@b@c/", []],
  ["http://a/%4", []],
  ["http://a/#b#c", []],
  ["http://[a", []],
] as const)("stringFormats tell of %j that it is %j", (text, expected) => {
  const names = ["iri", "iri-reference", "uri", "uri-reference"];
  expect(names.filter((name) => stringFormats.get(name)?.(text))).toEqual([...expected]);
});

test("stringFormats take an address with something on both sides of the @", () => {
  const isEmail = stringFormats.get("idn-email");
  expect(["a@b", "a b@c", "ü@ö", "@b", "a@", "a", "a@b c"].map((text) => isEmail?.(text))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("stringFormats take linear time for whatever comes", () => {
  const many = 100_000;
  const texts = ["a", "a@", "a:", ":", "/?", "%41", "[", "//a", "@a:", "1.", "0"].flatMap((part) =>
    ["", "http://", "//", "2024-01-01T00:00:00."].map((first) => `${first}${part.repeat(many)}\\`),
  );
  const start = performance.now();
  for (const has of stringFormats.values()) for (const text of texts) has(text);
  expect(performance.now() - start).toBeLessThan(8000);
});
