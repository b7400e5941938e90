import { expect, test } from "bun:test";
import { provenanceOptions } from "../../../src/assess/provenance/options.ts";
import { artefactRecords, basisRecord, statementRecord } from "../../../src/assess/provenance/record.ts";
import { reviewProvenance } from "../../../src/assess/provenance/review.ts";
import { model } from "../../support/build.ts";
import { builderId, keyPair, keysOf, provenanceOf, releaseDigest, statementJson } from "../../support/provenance.ts";

const key = keyPair("release.pub");
const artefacts = [{ name: "app.tar", sha256: releaseDigest }];
const provenanceBasis = { ...keysOf(key), artefacts };
const options = provenanceOptions.parse({ builders: [{ id: builderId, level: 2 }], refs: ["refs/tags/*"] });
const { statements } = reviewProvenance(
  model({ provenance: [provenanceOf(statementJson(), key)], provenanceBasis }),
  options,
);

test("statementRecord() says what was claimed, and what of it holds", () => {
  expect(statements.map(statementRecord)).toMatchObject([
    {
      signature: { status: "verified", each: [{ keyid: key.trusted.keyId, made_by_given_key: key.trusted.keyId }] },
      signer: { key_id: key.trusted.keyId, name: "release.pub" },
      builder: builderId,
      source_uri: "git+https://git.example/acme/app@refs/heads/main",
      source_ref: "refs/heads/main",
      subject_match: { status: "match", artefacts: [{ name: "app.tar", digest: `sha256:${releaseDigest}` }] },
      slsa_build: { standing: "verified", level: 2 },
      policy: { builder: "pass", ref: "fail" },
      reasons: [
        "signed by the given key release.pub",
        "about app.tar",
        `the builder is ${builderId}`,
        "the ref is refs/heads/main, which is not allowed",
      ],
    },
  ]);
});

test("statementRecord() writes neither payload nor signature", () => {
  const text = JSON.stringify(statements.map(statementRecord));
  const [sealed] = statements.map(({ statement }) => statement.sealed);
  expect(text).not.toContain(sealed?.payload.toBase64() ?? "");
  expect(text).not.toContain(sealed?.signatures[0]?.sig.toBase64() ?? "");
});

test("statementRecord() shortens a keyid, which is any text", () => {
  const provenance = [provenanceOf(statementJson(), key)].map((one) => ({
    ...one,
    ...(one.sealed && {
      sealed: { ...one.sealed, signatures: [{ keyid: `${"k".repeat(199)}\u{1f511}`, sig: new Uint8Array(64) }] },
    }),
  }));
  const [review] = reviewProvenance(model({ provenance, provenanceBasis }), options).statements;
  if (review === undefined) throw new RangeError("one statement");
  expect(statementRecord(review)).toMatchObject({
    signature: { each: [{ keyid: "k".repeat(199), made_by_given_key: false }] },
  });
});

test("basisRecord() and artefactRecords() name what was compared, by digest", () => {
  expect(basisRecord(provenanceBasis)).toEqual({
    keys: [{ name: "release.pub", algorithm: "ed25519", key_id: key.trusted.keyId }],
    roots: [],
  });
  const many = Array.from({ length: 25 }, () => ({
    name: "a",
    algorithm: "sha256",
    digest: "0",
    origin: "image" as const,
  }));
  expect(artefactRecords(many)).toHaveLength(20);
});
