import { expect, test } from "bun:test";
import fc from "fast-check";
import { decodeBase64Url, encodeBase64Url } from "../../src/standards/base64url.ts";

test.each([
  ["", []],
  ["-_8=", [0xfb, 0xff]],
  ["Zg==", [0x66]],
  ["Zm9v", [0x66, 0x6f, 0x6f]],
])("base64url %j", (text, bytes) => {
  expect(encodeBase64Url(Uint8Array.from(bytes))).toBe(text);
  expect(decodeBase64Url(text)).toEqual(Uint8Array.from(bytes));
});

test.each(["Zg", "Zg=", "Zh==", "Zg===", "Z", "+/8=", "Zm9v\n", " Zm9v", "Zm 9v", "Zm9v=", "Zg==Zg==", "é==="])(
  "decodeBase64Url() refuses %j",
  (text) => {
    expect(decodeBase64Url(text)).toBeUndefined();
  },
);

test("decodeBase64Url() undoes encodeBase64Url()", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
    }),
  );
});
