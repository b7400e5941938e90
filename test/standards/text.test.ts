import { expect, test } from "bun:test";
import { positionOf } from "../../src/standards/position.ts";
import { decodeText } from "../../src/standards/text.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, order: "le" | "be", mark = true): Uint8Array {
  const units = mark ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), order === "le");
  return new Uint8Array(view.buffer);
}

function failure(bytes: Uint8Array): SyntaxError {
  try {
    decodeText(bytes);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
  throw new Error("decodeText() accepted the bytes");
}

test.each([
  ["empty", utf8(""), "", "utf-8"],
  ["ASCII", utf8('{"a":1}'), '{"a":1}', "utf-8"],
  ["all planes", utf8("é→😀"), "é→😀", "utf-8"],
  ["UTF-8 mark", utf8("\ufeffé"), "é", "utf-8-bom"],
  ["one mark of two", utf8("\ufeff\ufeffé"), "\ufeffé", "utf-8-bom"],
  ["UTF-16LE", utf16("é😀\n", "le"), "é😀\n", "utf-16le"],
  ["UTF-16BE", utf16("é😀\n", "be"), "é😀\n", "utf-16be"],
  ["only a mark", utf16("", "le"), "", "utf-16le"],
  ["a NUL inside", utf8("abc\0def"), "abc\0def", "utf-8"],
] as const)("decodeText() reads %s", (_, bytes, text, encoding) => {
  expect(decodeText(bytes)).toEqual({ text, encoding });
});

test.each([
  ["a lone continuation byte", [0x61, 0x0a, 0x80], 2, 2],
  ["an overlong slash", [0xc0, 0xaf], 0, 1],
  ["an overlong three-byte form", [0x61, 0xe0, 0x80, 0x80], 1, 1],
  ["an encoded surrogate", [0xed, 0xa0, 0x80], 0, 1],
  ["a code point above U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 0, 1],
  ["a lead byte that leads nothing", [0x0a, 0x0a, 0xff], 2, 3],
  ["a sequence cut by the end", [0x61, 0xf0, 0x9f, 0x98], 1, 1],
  ["Latin-1", [0x63, 0x61, 0x66, 0xe9, 0x0a], 3, 1],
  ["a fault behind a mark", [0xef, 0xbb, 0xbf, 0x61, 0xff], 4, 1],
])("decodeText() refuses %s and says where", (_, bytes, offset, line) => {
  expect(positionOf(failure(Uint8Array.from(bytes)))).toMatchObject({ offset, line });
});

test.each([
  ["LE", utf16('{"version": "2.1.0"}', "le", false)],
  ["BE", utf16('{"version": "2.1.0"}', "be", false)],
])("decodeText() refuses UTF-16%s without a mark, although it is valid UTF-8, by name", (order, bytes) => {
  expect(failure(bytes).message).toContain(`UTF-16${order} without a byte order mark`);
});

test.each([
  ["an odd number of bytes", Uint8Array.of(0xff, 0xfe, 0x61)],
  ["half of a surrogate pair, LE", utf16("\ud800a", "le")],
  ["half of a surrogate pair, BE", utf16("\udc00", "be")],
  ["UTF-32LE", Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)],
])("decodeText() refuses %s", (_, bytes) => {
  expect(failure(bytes)).toBeInstanceOf(SyntaxError);
});
