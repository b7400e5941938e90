import { expect, test } from "bun:test";
import fc from "fast-check";
import type { Claim } from "../../src/evidence/claim.ts";
import { signDocument, verifySigned } from "../../src/evidence/statement.ts";
import { ed25519, p256 } from "../support/sample-keys.ts";

const claims: fc.Arbitrary<Claim> = fc.record({
  name: fc.stringMatching(/^[a-z]{1,12}\.json$/),
  bytes: fc.uint8Array({ maxLength: 60 }),
  predicateType: fc.webUrl(),
  predicate: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2, noUnicodeString: false })),
});

const name = "a.json.sigstore.json";
const keys = [ed25519.publicKey, p256.publicKey];
const signers = fc.constantFrom(ed25519.signer, p256.signer);

test("verifySigned() passes whatever signDocument() made", () => {
  fc.assert(
    fc.property(claims, signers, (claim, signer) => {
      const checks = verifySigned(claim, { name, bytes: signDocument(claim, signer) }, keys);
      expect(checks.map(({ status }) => status)).toEqual(["pass", "pass", "pass"]);
    }),
  );
});

test("verifySigned() fails when any byte of the document or of the signature file is another", () => {
  fc.assert(
    fc.property(claims, signers, fc.nat(), fc.integer({ min: 1, max: 255 }), (claim, signer, place, change) => {
      const signed = signDocument(claim, signer);
      const at = place % (signed.length + claim.bytes.length);
      const flip = (bytes: Uint8Array, index: number): Uint8Array => bytes.with(index, (bytes[index] ?? 0) ^ change);
      const isDocument = at >= signed.length;
      const about = isDocument ? { ...claim, bytes: flip(claim.bytes, at - signed.length) } : claim;
      const checks = verifySigned(about, { name, bytes: isDocument ? signed : flip(signed, at) }, keys);
      expect(checks.some(({ status }) => status === "fail")).toBe(true);
    }),
  );
});

test("verifySigned() never throws for what a file contains", () => {
  fc.assert(
    fc.property(
      claims,
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => new TextEncoder().encode(`${text}\n`)),
      ),
      (claim, bytes) => {
        expect(verifySigned(claim, { name, bytes }, keys).some(({ status }) => status === "fail")).toBe(true);
      },
    ),
  );
});
