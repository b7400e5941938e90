import { expect, test } from "bun:test";
import fc from "fast-check";
import { encodeBase64Url } from "../../src/standards/base64url.ts";
import { fernetDecrypt, fernetEncrypt, parseFernetKey } from "../../src/standards/fernet.ts";

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => parseFernetKey(encodeBase64Url(bytes)));
const ivs = fc.uint8Array({ minLength: 16, maxLength: 16 });
const times = fc.nat(2 ** 31 - 1);

test("fernetDecrypt() undoes fernetEncrypt()", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), keys, ivs, times, (plain, key, iv, now) => {
      const token = fernetEncrypt(plain, key, { now, iv });
      expect(fernetDecrypt(token, key, { now, ttlSeconds: 0 })).toEqual(plain);
    }),
  );
});

test("fernetDecrypt() refuses any text that is no token, with a SyntaxError", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 120 }).map(encodeBase64Url)), keys, (text, key) => {
      expect(() => fernetDecrypt(text, key)).toThrow(SyntaxError);
    }),
  );
});
