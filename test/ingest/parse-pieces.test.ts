import { expect, test } from "bun:test";
import { parsePieces } from "../../src/ingest/parse-pieces.ts";

const patterns = new Set(["/matches", "/runs/#/results"]);
const elements = Array.from({ length: 1500 }, (_, i) => ({ i, text: `é${"x".repeat(900)}`, list: [i, [null]] }));
const long = JSON.stringify(elements);

function piecesOf(text: string) {
  return parsePieces(new TextEncoder().encode(text), patterns, 128);
}

test.each([
  ["at the top", `{"a":[1],"matches":${long},"z":{"matches":[]}}`],
  ["in runs", ` {"runs":[{"results":${long}},{"results":[1]},{"results":${long}}]}`],
])("parsePieces() gives what JSON.parse gives of a text with a long list %s", (_, text) => {
  const pieces = piecesOf(text);
  expect(JSON.stringify(pieces?.value)).toBe(JSON.stringify(JSON.parse(text)));
  expect(pieces?.isClean()).toBe(true);
});

test("parsePieces() leaves a text without long lists alone", () => {
  expect(piecesOf('{"matches":[1,2,3]}')).toBeUndefined();
  expect(piecesOf(`{"others":${long}}`)).toBeUndefined();
});

/** The text with something in the place of element 1400, which no reader has asked for. */
function withElement(text: string): string {
  return `{"matches":${long.replace(JSON.stringify(elements[1400]), () => text)}}`;
}

test.each([
  ["a repeated name", withElement('{"a":1,"a":2}')],
  ["a reserved name", withElement('{"constructor":1}')],
  ["a cut-off character", withElement('"\\ud83d"')],
  ["a name repeated outside", `{"a":1,"matches":${long},"a":2}`],
  ["the list itself repeated", `{"matches":[],"matches":${long}}`],
])("parsePieces() does not call a text clean that has %s", (_, text) => {
  expect(piecesOf(text)?.isClean()).toBe(false);
});

test.each([
  ["an element that is no JSON", withElement("{a:1}")],
  ["no element between commas", withElement("")],
  ["two elements without a comma", withElement("1 2")],
  ["brackets that close each other wrongly", withElement('{"a":[1}]')],
  ["a control character in a string", withElement('"\n"')],
])("parsePieces() throws a SyntaxError for %s, at the latest in the end", (_, text) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(() => piecesOf(text)?.isClean()).toThrow(SyntaxError);
});

test.each([
  ["text after the end", `{"matches":${long}} x`],
  ["a comma too many after the list", `{"matches":${long},}`],
  ["brackets before the beginning", `]]{"matches":${long}}`],
])("parsePieces() throws a SyntaxError for %s", (_, text) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(() => piecesOf(text)).toThrow(SyntaxError);
});

test("parsePieces() throws for bytes that are no UTF-8", () => {
  const bytes = new TextEncoder().encode(`{"matches":${long}}`);
  bytes[bytes.length - 500] = 0xff;
  expect(() => parsePieces(bytes, patterns, 128)?.isClean()).toThrow();
});
