import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import type { Verdict } from "../../src/domain/verdict.ts";
import { manifestBytes } from "../../src/evidence/manifest.ts";
import { signDocument, verifySigned } from "../../src/evidence/statement.ts";
import { type VsaFacts, vsaClaim } from "../../src/evidence/vsa.ts";
import { ed25519 } from "../support/sample-keys.ts";
import { sampleDecision, sealSample } from "../support/sample-run.ts";
import { textOf } from "../support/workspace.ts";

const { manifest } = await sealSample({ compress: true }, { signer: ed25519.signer });
const artefact = { name: "payments-api.tar", sha256: "cd".repeat(32) };
const facts: VsaFacts = { artefacts: [artefact], inputs: [], slsa_build_level: 2 };

function claimOf(verdict: Verdict, over: Partial<VsaFacts> = {}) {
  const of = { ...manifest, verdict };
  return vsaClaim(of, manifestBytes(of), { ...facts, ...over });
}

describe("vsaClaim() says", () => {
  test.each<[Verdict, Partial<VsaFacts>, string, string]>([
    ["GO", {}, "PASSED", "SLSA_BUILD_LEVEL_2"],
    ["GO", { slsa_build_level: 0 }, "PASSED", "SLSA_BUILD_LEVEL_0"],
    ["GO", { slsa_build_level: undefined as never }, "PASSED", "SLSA_BUILD_LEVEL_UNEVALUATED"],
    ["CONDITIONAL", {}, "FAILED", "FAILED"],
    ["NO-GO", {}, "FAILED", "FAILED"],
  ])("of %s with %j: %s, %s", (verdict, over, result, level) => {
    expect(claimOf(verdict, over).predicate).toMatchObject({ verificationResult: result, verifiedLevels: [level] });
  });

  test("what was verified, when, by whom and by which policy", () => {
    expect(claimOf("GO").predicateType).toBe("https://slsa.dev/verification_summary/v1");
    expect(claimOf("GO").predicate).toMatchObject({
      verifier: { id: "https://fixops.dev/verifier", version: { fixops: manifest.tool.version } },
      timeVerified: manifest.as_of,
      resourceUri: "urn:fixops:app:APP-1234",
      policy: { uri: "urn:fixops:overlay:demo", digest: { sha256: manifest.overlay.sha256 } },
      slsaVersion: "1.1",
    });
  });

  test("the artefacts as its subject, or the manifest when none is known", () => {
    expect(claimOf("GO").subject).toEqual([{ name: artefact.name, digest: { sha256: artefact.sha256 } }]);
    expect(claimOf("GO", { artefacts: [] })).not.toHaveProperty("subject");
  });

  test("which provenance it looked at, and in which manifest the rest stands", () => {
    const provenance = { name: "build é.json", sha256: "ab".repeat(32), kinds: ["provenance"] };
    const inputs = [{ name: "sbom.json", sha256: "ef".repeat(32), kinds: ["sbom"] }, provenance];
    const of = { ...manifest, verdict: "GO" as const };
    const sha256 = createHash("sha256").update(manifestBytes(of)).digest("hex");
    expect(claimOf("GO", { inputs }).predicate["inputAttestations"]).toEqual([
      { uri: "build%20%C3%A9.json", digest: { sha256: provenance.sha256 } },
      { uri: "manifest.json", digest: { sha256 } },
    ]);
  });

  test("an application without id by its name, one without either by its run", () => {
    const resourceOf = (app: object) =>
      vsaClaim({ ...manifest, app }, manifestBytes(manifest), facts).predicate["resourceUri"];
    expect(resourceOf({ name: "pay ments/api" })).toBe("urn:fixops:app:pay%20ments%2Fapi");
    expect(resourceOf({})).toBe(`urn:fixops:app:${manifest.run_id}`);
  });
});

describe("vsaClaim() of a run, signed,", () => {
  const bytes = manifestBytes(manifest);
  const claim = vsaClaim(manifest, bytes, sampleDecision);
  const signed = signDocument(claim, ed25519.signer);
  const statusOf = (about: typeof claim) =>
    verifySigned(about, { name: "vsa", bytes: signed }, [ed25519.publicKey]).map(({ status }) => status);

  test("is a statement about the artefacts that its verifier compares", () => {
    const { dsseEnvelope } = JSON.parse(textOf(signed));
    expect(JSON.parse(textOf(Uint8Array.fromBase64(dsseEnvelope.payload)))).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "payments-api.tar", digest: { sha256: "cd".repeat(32) } }],
      predicate: { verificationResult: "FAILED" },
    });
    expect(statusOf(claim)).toEqual(["pass", "pass", "pass"]);
  });

  test.each<[string, VsaFacts]>([
    ["artefact", { ...sampleDecision, artefacts: [{ ...artefact, name: "other.tar" }] }],
    ["digest of the artefact", { ...sampleDecision, artefacts: [{ ...artefact, sha256: "00".repeat(32) }] }],
    ["number of artefacts", { ...sampleDecision, artefacts: [] }],
  ])("does not hold for another %s", (_, other) => {
    expect(statusOf(vsaClaim(manifest, bytes, other))).toEqual(["pass", "fail", "pass"]);
  });

  test("does not hold for another verdict", () => {
    const go = { ...manifest, verdict: "GO" as const };
    expect(statusOf(vsaClaim(go, bytes, sampleDecision))).toEqual(["pass", "fail", "pass"]);
  });
});
