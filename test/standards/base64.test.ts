import { expect, test } from "bun:test";
import fc from "fast-check";
import { decodeBase64, encodeBase64 } from "../../src/standards/base64.ts";

test.each([
  ["", []],
  ["+/8=", [0xfb, 0xff]],
  ["Zg==", [0x66]],
  ["Zm9v", [0x66, 0x6f, 0x6f]],
])("base64 %j", (text, bytes) => {
  expect(encodeBase64(Uint8Array.from(bytes))).toBe(text);
  expect(decodeBase64(text)).toEqual(Uint8Array.from(bytes));
});

test.each(["Zg", "Zg=", "Zh==", "Zg===", "Z", "-_8=", "Zm9v\n", " Zm9v", "Zm 9v", "Zm9v=", "Zg==Zg==", "é==="])(
  "decodeBase64() refuses %j",
  (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  },
);

test("decodeBase64() reads the other alphabet when it is told to", () => {
  expect(decodeBase64("-_8=", "base64url")).toEqual(Uint8Array.of(0xfb, 0xff));
  expect(decodeBase64("+/8=", "base64url")).toBeUndefined();
});

test("decodeBase64() undoes encodeBase64()", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    }),
  );
});
