import { expect, test } from "bun:test";
import fc from "fast-check";
import { type DsseEnvelope, parseEnvelope, preAuthEncoding, wireEnvelope } from "../../src/standards/dsse.ts";

const types = fc.string({ minLength: 1, unit: "grapheme" });
const payloads = fc.uint8Array({ maxLength: 80 });
const signatures = fc.array(
  fc.record({ keyid: fc.string({ minLength: 1 }), sig: fc.uint8Array({ maxLength: 72 }) }, { requiredKeys: ["sig"] }),
  { maxLength: 3 },
);
const envelopes: fc.Arbitrary<DsseEnvelope> = fc.record({ payloadType: types, payload: payloads, signatures });

test("parseEnvelope() undoes wireEnvelope(), through JSON too", () => {
  fc.assert(
    fc.property(envelopes, (envelope) => {
      const parsed = parseEnvelope(JSON.parse(JSON.stringify(wireEnvelope(envelope))));
      expect(wireEnvelope(parsed)).toEqual(wireEnvelope(envelope));
    }),
  );
});

test("parseEnvelope() reads anything or throws a SyntaxError", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      try {
        parseEnvelope(value);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});

test("preAuthEncoding() of different pairs differs: no byte can move between type and payload", () => {
  fc.assert(
    fc.property(types, payloads, types, payloads, (typeA, a, typeB, b) => {
      const same = typeA === typeB && a.toHex() === b.toHex();
      expect(preAuthEncoding(typeA, a).toHex() === preAuthEncoding(typeB, b).toHex()).toBe(same);
    }),
  );
});
