import { expect, test } from "bun:test";
import fc from "fast-check";
import { seal } from "../../src/evidence/seal.ts";
import { unseal } from "../../src/evidence/unseal.ts";
import { codeOf } from "../support/code-of.ts";
import { sampleKey } from "../support/sample-run.ts";
import { textOf } from "../support/workspace.ts";

const iv = fc.uint8Array({ minLength: 16, maxLength: 16 });
const options = fc.record({ compress: fc.boolean(), encrypt: fc.option(iv, { nil: undefined }) });

function sealed(text: string, { compress, encrypt }: { compress: boolean; encrypt: Uint8Array | undefined }) {
  const encryption = encrypt && { encrypt: { key: sampleKey, iv: encrypt, now: 1 } };
  const made = seal({ mode: "demo", text }, { compress, ...encryption });
  return {
    bytes: made.bytes,
    record: { name: made.name, sha256: made.plainSha256, bytes: made.plainBytes, encoding: made.encoding },
  };
}

test("unseal() gives back any text that was sealed in any way", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), options, (text, how) => {
      const { bytes, record } = sealed(text, how);
      expect(textOf(unseal(bytes, record, sampleKey))).toBe(text);
    }),
  );
});

test("unseal() gives the sealed bytes or an integrity error, whatever was done to the file", () => {
  const { bytes, record } = sealed('{"findings":["a","b","c"]}', { compress: true, encrypt: undefined });
  const edits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(edits, fc.nat(bytes.length), (changes, length) => {
      const changed = bytes.slice(0, length);
      for (const [at, value] of changes) if (at < length) changed[at] = value;
      let plain: Uint8Array | undefined;
      const code = codeOf(() => {
        plain = unseal(changed, record);
      });
      if (plain === undefined) expect(code).toBe("INTEGRITY_DIGEST");
      else expect(textOf(plain)).toBe('{"findings":["a","b","c"]}');
    }),
    { numRuns: 500 },
  );
});
