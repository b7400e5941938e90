import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { bundleVerifier } from "../../../src/doors/system/bundle-verifier.ts";
import { hasShared, shared } from "../../support/shared.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(resolve(import.meta.dir, "../../support/sigstore", name), "utf8"));

const root = read("trusted-root.json");
const bundle = read("bundle.json");
const verify = bundleVerifier(root);

const identity = {
  subject: "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml@refs/tags/v0.0.1",
  issuer: "https://token.actions.githubusercontent.com",
};

describe("bundleVerifier()", () => {
  test("verifies a real bundle under the real root, and tells who signed what", () => {
    const payload = Uint8Array.fromBase64(bundle.dsseEnvelope.payload);
    expect(verify(bundle)).toEqual({ holds: true, identity, payload });
  });

  test.each<[string, object]>([
    ["a root of nobody", { ...root, certificateAuthorities: [] }],
    ["another document", { mediaType: "application/json" }],
    ["an empty object", {}],
  ])("refuses %s", (_, other) => {
    expect(() => bundleVerifier(other)).toThrow();
  });

  test.each<[string, object]>([
    ["other authorities", { certificateAuthorities: [{ ...root.certificateAuthorities[0] }] }],
    ["other logs", { tlogs: [{ ...root.tlogs[0], publicKey: root.ctlogs[0].publicKey }] }],
    ["other certificate logs", { ctlogs: [{ ...root.ctlogs[0], publicKey: root.tlogs[0].publicKey }] }],
  ])("verifies nothing under a root with %s", (_, over) => {
    expect(bundleVerifier({ ...root, ...over })(bundle)).toMatchObject({ holds: false });
  });

  const material = bundle.verificationMaterial;
  const [entry] = material.tlogEntries;
  const signed = bundle.dsseEnvelope;

  test.each<[string, object]>([
    ["another payload", { dsseEnvelope: { ...signed, payload: btoa(`${atob(signed.payload)} `) } }],
    ["another payload type", { dsseEnvelope: { ...signed, payloadType: "text/plain" } }],
    ["no signature", { dsseEnvelope: { ...signed, signatures: [] } }],
    ["no log entry", { verificationMaterial: { ...material, tlogEntries: [] } }],
    ["another time", { verificationMaterial: { ...material, tlogEntries: [{ ...entry, integratedTime: "1" }] } }],
    ["too many log entries", { verificationMaterial: { ...material, tlogEntries: Array(33).fill(entry) } }],
    ["no certificate", { verificationMaterial: { tlogEntries: [entry] } }],
    ["another media type", { mediaType: "x" }],
    ["no content", { dsseEnvelope: undefined }],
  ])("holds a bundle with %s for wrong", (_, over) => {
    expect(verify({ ...bundle, ...over })).toMatchObject({ holds: false, reason: expect.any(String) });
  });

  test("takes nothing on trust under a root without logs: what a bundle says of logs must hold, and a time must be proven", () => {
    const bare = bundleVerifier({ ...root, tlogs: [] });
    expect(bare(bundle)).toMatchObject({ holds: false });
    expect(bare({ ...bundle, verificationMaterial: { ...material, tlogEntries: [] } })).toMatchObject({ holds: false });
  });

  test("never throws, whatever the bundle is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(verify(value).holds).toBe(false);
      }),
    );
  });

  test("holds a bundle with any byte of the signed payload or the signature changed for wrong", () => {
    const parts = fc.record({ part: fc.constantFrom("payload", "sig"), at: fc.nat(10_000), bit: fc.nat(7) });
    fc.assert(
      fc.property(parts, ({ part, at, bit }) => {
        const change = (text: string): string => {
          const bytes = Uint8Array.fromBase64(text);
          const index = at % bytes.length;
          bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
          return bytes.toBase64();
        };
        const [signature] = signed.signatures;
        const dsseEnvelope =
          part === "payload"
            ? { ...signed, payload: change(signed.payload) }
            : { ...signed, signatures: [{ ...signature, sig: change(signature.sig) }] };
        expect(verify({ ...bundle, dsseEnvelope }).holds).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

/** Bundle of the corpus → whether it holds under the public-good root. */
const corpus: readonly (readonly [file: string, holds: boolean])[] = [
  ["bundle-0.1-dsse.json", true],
  ["bundle-0.1-npm-provenance.json", true],
  ["bundle-0.2-dsse.json", true],
  ["bundle-0.3-dsse.json", true],
  ["bundle-0.3-bcr-module.intoto.jsonl", true],
  // Signed by GitHub's own instance, which the public root knows nothing of.
  ["bundle-0.3-github-attestation.jsonl", false],
  // Of the staging instance.
  ["bundle-0.3-message-signature.json", false],
  ["bundle-dsse-2sigs.json", false],
  // The log holds another envelope than the bundle.
  ["bundle-dsse-mismatched-envelope.json", false],
  ["bundle-invalid-media-type.json", false],
];

describe.skipIf(!hasShared)("bundleVerifier() of the corpus", () => {
  test.each(corpus)("%s: %p", (file, holds) => {
    const text = readFileSync(shared(`corpus/provenance/sigstore-bundle/${file}`), "utf8");
    expect(verify(JSON.parse(text)).holds).toBe(holds);
  });
});
