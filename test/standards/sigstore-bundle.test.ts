import { expect, test } from "bun:test";
import { bundleVersion, isBundle, makeBundle, parseBundle } from "../../src/standards/sigstore-bundle.ts";

const envelope = {
  payloadType: "application/vnd.in-toto+json",
  payload: Uint8Array.of(1, 2),
  signatures: [{ sig: Uint8Array.of(3) }],
};
const bundle = makeBundle(envelope, "aGludA==");

test("parseBundle() undoes makeBundle()", () => {
  expect(parseBundle(JSON.parse(JSON.stringify(bundle)))).toEqual({ envelope, hint: "aGludA==" });
  expect([isBundle(bundle), bundleVersion(bundle)]).toEqual([true, "0.3"]);
});

test("parseBundle() reads a bundle whose material is a certificate", () => {
  const material = { certificate: { rawBytes: "AA==" } };
  expect(parseBundle({ ...bundle, verificationMaterial: material })).toEqual({ envelope });
});

test.each([
  ["application/vnd.dev.sigstore.bundle+json;version=0.1", "0.1"],
  ["application/vnd.dev.sigstore.bundle+json;version=0.2", "0.2"],
  ["application/vnd.dev.sigstore.bundle.v0.3+json", "0.3"],
  ["application/vnd.dev.sigstore.bundle.v0.4+json", undefined],
  ["text/plain", undefined],
  [undefined, undefined],
])("bundleVersion() of %j is %j", (mediaType, version) => {
  expect(bundleVersion({ mediaType })).toBe(version as never);
});

test.each([
  [{ mediaType: "application/vnd.dev.sigstore.bundle.v9+json" }, true],
  [{ messageSignature: {}, verificationMaterial: {} }, true],
  [{ dsseEnvelope: {} }, false],
  [null, false],
])("isBundle(%j) is %p", (value, expected) => {
  expect(isBundle(value)).toBe(expected);
});

test.each([
  ["another version", { ...bundle, mediaType: "application/vnd.dev.sigstore.bundle.v0.4+json" }],
  ["a signature of a file", { ...bundle, dsseEnvelope: undefined, messageSignature: {} }],
  ["a damaged envelope", { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload: "!" } }],
  ["null", null],
])("parseBundle() refuses %s", (_, value) => {
  expect(() => parseBundle(value)).toThrow(SyntaxError);
});
