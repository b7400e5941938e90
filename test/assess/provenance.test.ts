import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { provenanceOptions } from "../../src/assess/provenance/options.ts";
import { reviewProvenance } from "../../src/assess/provenance/review.ts";
import { provenanceAssessor } from "../../src/assess/provenance.ts";
import type { ProvenanceStatement } from "../../src/domain/provenance.ts";
import type { TrustedKey, TrustedRoot } from "../../src/domain/trust.ts";
import { bundleVerifier } from "../../src/doors/system/bundle-verifier.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { publicKeyOf } from "../../src/standards/signature.ts";
import { model, sourceOf } from "../support/build.ts";
import { inputOf } from "../support/input.ts";
import { basis, keyPair, keysOf, provenanceOf, releaseDigest, statementJson } from "../support/provenance.ts";
import { hasShared, shared } from "../support/shared.ts";

const statement: ProvenanceStatement = {
  statementType: "https://in-toto.io/Statement/v1",
  predicateType: "https://slsa.dev/provenance/v1",
  subjects: Array.from({ length: 25 }, (_, i) => ({ name: `a${i}`, digests: [["sha256", "ab"]] as const })),
  builder: "https://example.org/builder",
  origin: { uri: "git+https://example.org/app", digests: [["sha1", "cd"]] },
  dependencies: [],
  envelope: "dsse",
  signatures: 1,
  source: sourceOf("p.json"),
};

const options = provenanceAssessor.options.parse({});

test("says that nothing was verified, counts what it does not list, and only warns", () => {
  const { section, results } = provenanceAssessor.assess(model({ provenance: [statement] }), options);
  const applied = results.filter(({ status }) => status !== "not_applicable");
  expect(applied.map(({ rule, status }) => [rule, status])).toEqual([["provenance/unverified", "unknown"]]);
  expect(section).toMatchObject({
    status: "degraded",
    why: expect.stringContaining("not verified"),
    statements: [
      {
        signature: { status: "unknown" },
        slsa_build: { standing: "unknown" },
        subject_match: { status: "unknown" },
        subject_count: 25,
        source_uri: "git+https://example.org/app",
        source_digests: { sha1: "cd" },
      },
    ],
  });
  expect(JSON.stringify(section).match(/"name":"a/g)).toHaveLength(20);
});

test("is evaluated when every statement was verified and compared", () => {
  const key = keyPair("release");
  const artefacts = [{ name: "app.tar", sha256: releaseDigest }];
  const provenance = [provenanceOf(statementJson(), key)];
  const { section } = provenanceAssessor.assess(
    model({ provenance, provenanceBasis: { ...keysOf(key), artefacts } }),
    options,
  );
  expect(section).toMatchObject({
    status: "evaluated",
    verified_with: { keys: [{ name: "release" }] },
    artefact_count: 1,
  });
});

test("is not evaluated without any", () => {
  const { section, results } = provenanceAssessor.assess(model(), options);
  expect(section.status).toBe("not_evaluated");
  expect(results.every(({ status }) => status === "not_applicable")).toBe(true);
});

/** Keys that the publishers of the envelopes name beside them: the DER of each. */
const publishers = {
  // in-toto/attestation-verifier, layouts/layout.yml
  inToto: Uint8Array.fromHex(
    "302a300506032b65700321007345b83c121ea0d9ffc3b38d69958718b8435e8cb0552f889d695586693e1b89",
  ),
  // sigstore/rekor, cmd/rekor-cli/app/tests/intoto_dsse.pem
  rekor: Uint8Array.fromBase64(
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEx+ikqUxXurlxZltajRBV2ju31j32baT2ax2dXBcpInWaFESqGF35KISflP1EmMvEnfG+AzHecQ0WQp5QzNId+w==",
  ),
  // anchore/grype, test/cli/test-fixtures/cosign.pub
  grype: Uint8Array.fromBase64(
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFRk//8DKJlhLGay1c2sB5ApHblJBZXCNSffjHFH+f061ZuBTuFPQwsh/Hhypo8zj7X0VjdV4+t32neAWeYQBrg==",
  ),
};

const keys = Object.entries(publishers).map(([name, der]): TrustedKey => ({ name, ...publicKeyOf(der) }));

const publicRoot = resolve(import.meta.dir, "../support/sigstore/trusted-root.json");
const roots: readonly TrustedRoot[] = [
  { name: "public", sha256: "0", text: "{}", verify: bundleVerifier(JSON.parse(readFileSync(publicRoot, "utf8"))) },
];

/** Who the certificates of the corpus were issued to: publishers of npm packages, and two workflows. */
const identities = [
  { subject: "brian@dehamer.com", issuer: "https://github.com/login/oauth" },
  { subject: "https://github.com/sigstore/sigstore-js/*", issuer: "https://token.actions.githubusercontent.com" },
  { subject: "https://github.com/bazel-contrib/*", issuer: "https://token.actions.githubusercontent.com" },
];

/** File → the signatures of its statements under all of that, and under the key of a stranger alone. */
const corpus: readonly (readonly [file: string, known: string, stranger: string])[] = [
  ["dsse/dsse-cyclonedx-attestation.json", "verified", "failed"],
  // Its payload is no JSON any more: nothing of it is read.
  ["dsse/dsse-cyclonedx-tampered.json", "", ""],
  ["dsse/dsse-link-0.3.json", "verified", "failed"],
  ["dsse/dsse-slsa-1.0-build.json", "verified", "failed"],
  // One ECDSA signature of the key, one of RSA that nobody here has a key for.
  ["dsse/dsse-two-signatures.json", "verified", "failed"],
  ["dsse/slsa-0.2-annotated-tag.intoto.jsonl", "failed", "failed"],
  ["dsse/slsa-0.2-go-builder.intoto.jsonl", "failed", "failed"],
  ["dsse/slsa-0.2-multi-subject.intoto.jsonl", "failed", "failed"],
  ["in-toto-statement/slsa-1.0-build.json", "failed", "failed"],
  ["sigstore-bundle/bundle-0.1-dsse.json", "verified", "unknown"],
  ["sigstore-bundle/bundle-0.1-npm-provenance.json", "verified", "unknown"],
  ["sigstore-bundle/bundle-0.2-dsse.json", "verified", "unknown"],
  ["sigstore-bundle/bundle-0.3-bcr-module.intoto.jsonl", "verified", "unknown"],
  ["sigstore-bundle/bundle-0.3-dsse.json", "verified", "unknown"],
  ["sigstore-bundle/bundle-0.3-github-attestation.jsonl", "failed", "unknown"],
  ["sigstore-bundle/bundle-dsse-2sigs.json", "failed", "unknown"],
  ["sigstore-bundle/bundle-dsse-mismatched-envelope.json", "failed", "unknown"],
  ["sigstore-bundle/bundle-two-in-jsonl.jsonl", "verified verified", "unknown unknown"],
];

describe.skipIf(!hasShared)("signatures of the corpus", () => {
  test.each(corpus)("%s: %s", (file, known, stranger) => {
    const input = inputOf(basename(file), readFileSync(shared(`corpus/provenance/${file}`)));
    const { items } = ingest([input], { maxUnpacked: 2 ** 20, maxDepth: 128, declared: {} });
    const statuses = (provenanceBasis: ReturnType<typeof basis>) =>
      reviewProvenance(
        model({ provenance: items.provenance, provenanceBasis }),
        provenanceOptions.parse({ identities }),
      )
        .statements.map(({ signature }) => signature.status)
        .join(" ");
    expect(statuses(basis({ keys, roots }))).toBe(known);
    expect(statuses(keysOf(keyPair("stranger")))).toBe(stranger);
  });
});
