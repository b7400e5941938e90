import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { sigstoreBundle } from "../../../../src/ingest/formats/provenance/sigstore-bundle.ts";
import { codeOf } from "../../../support/code-of.ts";

const json = (value: unknown): Document => ({ form: "json", value });
const bundle = { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json" };
const read = (value: unknown) => sigstoreBundle.read(json(value), { name: "b", sha256: "" });

test.each([
  [bundle, true],
  [{ mediaType: "wrong", verificationMaterial: {}, messageSignature: {} }, true],
  [{ attestations: [{ bundle }] }, true],
  [[{ attestation: { bundle } }], true],
  [{ verificationMaterial: {} }, false],
  [{ payloadType: "x", payload: "e30=" }, false],
  [{ mediaType: "application/vnd.oci.image.index.v1+json" }, false],
  [[], false],
  [null, false],
])("sigstoreBundle.detect(%j) is %p", (value, expected) => {
  expect(sigstoreBundle.detect(json(value))).toBe(expected);
});

test.each([
  ["application/vnd.dev.sigstore.bundle+json;version=0.1", "0.1"],
  ["application/vnd.dev.sigstore.bundle.v0.1+json", "0.1"],
  ["application/vnd.dev.sigstore.bundle+json;version=0.3", "0.3"],
  ["application/vnd.dev.sigstore.bundle.v0.3+json", "0.3"],
])("a bundle of the media type %s is of version %s", (mediaType, version) => {
  expect(read({ mediaType, messageSignature: {} }).formatVersion).toBe(version);
});

test.each([
  "application/vnd.dev.sigstore.bundle.v0.4+json",
  "application/vnd.dev.sigstore.bundle+json;version=1.0",
  "application/vnd.dev.sigstore.bundle+json",
  "application/vnd.dev.sigstore.bundle.v0.3+json;charset=utf-8",
])("a bundle of the media type %s is refused", (mediaType) => {
  expect(codeOf(() => read({ mediaType }))).toBe("INPUT_UNSUPPORTED_VERSION");
});

test("sigstoreBundle.read() counts a signature over a file, an empty bundle, and what is none", () => {
  const { accounts, coverage } = read([{ ...bundle, messageSignature: {} }, bundle, 3]);
  expect(accounts[0]).toMatchObject({ raw: 3, kept: 0 });
  expect(accounts[0]?.notApplicable).toHaveLength(3);
  expect(coverage.doubts.length).toBeGreaterThan(0);
});
