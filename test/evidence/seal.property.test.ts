import { expect, test } from "bun:test";
import fc from "fast-check";
import { fernetEncryption, seal } from "../../src/evidence/seal.ts";
import { unseal } from "../../src/evidence/unseal.ts";
import { codeOfLater } from "../support/code-of.ts";
import { plainDocument, sampleKey, sealing } from "../support/sample-run.ts";
import { textOf } from "../support/workspace.ts";

const iv = fc.uint8Array({ minLength: 16, maxLength: 16 });
const options = fc.record({ compress: fc.boolean(), encrypt: fc.option(iv, { nil: undefined }) });

function sealed(text: string, { compress, encrypt }: { compress: boolean; encrypt: Uint8Array | undefined }) {
  const encryption = encrypt && fernetEncryption(sampleKey, { iv: () => encrypt, now: 1 });
  return seal(plainDocument("bundle.json", text), sealing({ compress, ...(encryption && { encryption }) }));
}

test("unseal() gives back any text that was sealed in any way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 300 }), options, async (text, how) => {
      const { bytes, record } = await sealed(text, how);
      expect(textOf(await unseal(bytes, record, { fernet: [sampleKey] }))).toBe(text);
    }),
  );
});

test("unseal() gives the sealed bytes or an integrity error, whatever was done to the file", async () => {
  const { bytes, record } = await sealed('{"findings":["a","b","c"]}', { compress: true, encrypt: undefined });
  const edits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(edits, fc.nat(bytes.length), async (changes, length) => {
      const changed = bytes.slice(0, length);
      for (const [at, value] of changes) if (at < length) changed[at] = value;
      let plain: Uint8Array | undefined;
      const code = await codeOfLater(async () => {
        plain = await unseal(changed, record);
      });
      if (plain === undefined) expect(code).toBe("INTEGRITY_DIGEST");
      else expect(textOf(plain)).toBe('{"findings":["a","b","c"]}');
    }),
    { numRuns: 500 },
  );
});
