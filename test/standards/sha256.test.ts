import { expect, test } from "bun:test";
import fc from "fast-check";
import { sha256Hex, sha256HexNoble } from "../../src/standards/sha256.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
])("sha256Hex() and sha256HexNoble() give the NIST digest of %j", (text, digest) => {
  expect(sha256Hex(utf8(text))).toBe(digest);
  expect(sha256HexNoble(utf8(text))).toBe(digest);
});

test("sha256Hex() and sha256HexNoble() agree, on views into larger buffers too", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (bytes, start) => {
      const view = bytes.subarray(Math.min(start, bytes.length));
      expect(sha256Hex(view)).toBe(sha256HexNoble(view));
    }),
  );
});
