import { expect, test } from "bun:test";
import fc from "fast-check";
import { checkSignature } from "../../../src/assess/provenance/signature.ts";
import type { SealedStatement } from "../../../src/domain/provenance.ts";
import { keyPair, keysOf, provenanceOf, statementJson } from "../../support/provenance.ts";

const keys = { ed25519: keyPair("a"), ecdsa: keyPair("b", "ec") };

function flipped(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  return bytes.map((byte, index) => (index === at % bytes.length ? byte ^ (1 << bit) : byte));
}

const cases = fc.record({
  key: fc.constantFrom("ed25519" as const, "ecdsa" as const),
  part: fc.constantFrom("payload" as const, "signature" as const, "type" as const),
  at: fc.nat(100_000),
  bit: fc.nat(7),
});

test("a statement with any bit flipped in payload, type or signature is never verified", () => {
  fc.assert(
    fc.property(cases, ({ key, part, at, bit }) => {
      const pair = keys[key];
      const statement = provenanceOf(statementJson(), pair);
      const sealed = tampered(statement.sealed, { part, at, bit });
      const { status } = checkSignature({ ...statement, sealed }, { basis: keysOf(pair), identities: [] });
      expect(status).toBe("failed");
    }),
    { numRuns: 500 },
  );
});

type Change = { readonly part: "payload" | "signature" | "type"; readonly at: number; readonly bit: number };

function tampered(sealed: SealedStatement | undefined, { part, at, bit }: Change): SealedStatement {
  if (sealed === undefined) throw new RangeError("it is sealed");
  if (part === "payload") return { ...sealed, payload: flipped(sealed.payload, at, bit) };
  if (part === "type") return { ...sealed, payloadType: `${sealed.payloadType}${at}` };
  return { ...sealed, signatures: sealed.signatures.map((one) => ({ ...one, sig: flipped(one.sig, at, bit) })) };
}

test("a statement is never verified by keys that did not sign it", () => {
  const strangers = keysOf(keyPair("c"), keyPair("d", "ec"));
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(keys)), fc.string(), (pair, builder) => {
      const statement = provenanceOf(statementJson({ builder }), pair);
      expect(checkSignature(statement, { basis: strangers, identities: [] }).status).toBe("failed");
    }),
  );
});
