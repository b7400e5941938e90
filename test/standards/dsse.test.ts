import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { parseEnvelope, preAuthEncoding, wireEnvelope } from "../../src/standards/dsse.ts";
import { hasShared, shared } from "../support/shared.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const envelope = {
  payload: "aGVsbG8gd29ybGQ=",
  payloadType: "http://example.com/HelloWorld",
  signatures: [{ keyid: "k", sig: "AQID" }, { sig: "" }],
};

// The first is the specification's vector; lengths are those of UTF-8 bytes.
test.each([
  ["http://example.com/HelloWorld", "hello world", "DSSEv1 29 http://example.com/HelloWorld 11 hello world"],
  ["", "", "DSSEv1 0  0 "],
  ["é", "€", "DSSEv1 2 é 3 €"],
])("preAuthEncoding(%j, %j)", (type, payload, expected) => {
  expect(preAuthEncoding(type, utf8(payload))).toEqual(utf8(expected));
});

test.skipIf(!hasShared)("preAuthEncoding() and parseEnvelope() agree with the specification's vector", () => {
  const vector = JSON.parse(readFileSync(shared("vectors/dsse/protocol-test-vector.json"), "utf8"));
  const { payloadType, payload, signatures } = parseEnvelope(vector.envelope);
  expect(payload).toEqual(utf8(vector.payload_utf8));
  expect(preAuthEncoding(payloadType, payload)).toEqual(utf8(vector.pae));
  expect(signatures.map(({ sig }) => sig.length)).toEqual([64]);
});

test("parseEnvelope() reads an envelope, and wireEnvelope() writes it again", () => {
  const parsed = parseEnvelope(envelope);
  expect(parsed).toEqual({
    payloadType: envelope.payloadType,
    payload: utf8("hello world"),
    signatures: [{ keyid: "k", sig: Uint8Array.of(1, 2, 3) }, { sig: new Uint8Array() }],
  });
  expect(wireEnvelope(parsed)).toEqual(envelope);
});

test("parseEnvelope() reads both alphabets, and passes over members that it does not know", () => {
  const { payload, signatures } = parseEnvelope({ ...envelope, payload: "-_8=", signatures: [{ sig: "+/8=" }], x: 1 });
  expect([payload, signatures[0]?.sig]).toEqual([Uint8Array.of(0xfb, 0xff), Uint8Array.of(0xfb, 0xff)]);
});

test.each([
  ["null", null],
  ["a list", [envelope]],
  ["no payload type", { ...envelope, payloadType: undefined }],
  ["an empty payload type", { ...envelope, payloadType: "" }],
  ["a payload type of another kind", { ...envelope, payloadType: 1 }],
  ["no payload", { ...envelope, payload: undefined }],
  ["a payload without padding", { ...envelope, payload: "e30" }],
  ["a payload with white space", { ...envelope, payload: "e3 0=" }],
  ["a payload whose unused bits are set", { ...envelope, payload: "e31=" }],
  ["a payload of two alphabets", { ...envelope, payload: "-_+/" }],
  ["no signatures", { ...envelope, signatures: undefined }],
  ["signatures that are no list", { ...envelope, signatures: { 0: { sig: "" } } }],
  ["a signature that is null", { ...envelope, signatures: [null] }],
  ["a signature without its bytes", { ...envelope, signatures: [{ keyid: "k" }] }],
  ["a signature that is no base64", { ...envelope, signatures: [{ sig: "!" }] }],
  ["members that are inherited", Object.create(envelope)],
])("parseEnvelope() refuses %s", (_, value) => {
  expect(() => parseEnvelope(value)).toThrow(SyntaxError);
});
