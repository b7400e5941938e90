import { describe, expect, test } from "bun:test";
import { provenanceOptions } from "../../../src/assess/provenance/options.ts";
import { reviewProvenance } from "../../../src/assess/provenance/review.ts";
import { provenanceRules, ruleResults } from "../../../src/assess/provenance/rules.ts";
import type { Model } from "../../../src/domain/model.ts";
import { model, plainComponent, sbomDocument } from "../../support/build.ts";
import {
  basis,
  builderId,
  keyPair,
  keysOf,
  provenanceOf,
  releaseDigest,
  statementJson,
} from "../../support/provenance.ts";

const [key, other] = [keyPair("release"), keyPair("other")];
const artefacts = [{ name: "app.tar", sha256: releaseDigest }];
const signed = provenanceOf(statementJson(), key);
const unsigned = provenanceOf(statementJson());
const elsewhere = provenanceOf(statementJson({ digest: "cd".repeat(32) }), key);
const full = { ...keysOf(key), artefacts };

function resultsOf(over: Partial<Model>, given: object = {}) {
  const options = provenanceOptions.parse(given);
  return ruleResults(reviewProvenance(model(over), options), options);
}

/** Statuses of the rules that apply, by the second part of their ids. */
function statuses(over: Partial<Model>, given: object = {}): Record<string, string> {
  const applied = resultsOf(over, given).filter(({ status }) => status !== "not_applicable");
  return Object.fromEntries(applied.map(({ rule, status }) => [rule.slice("provenance/".length), status]));
}

describe("ruleResults()", () => {
  test("has a result for each rule", () => {
    expect(resultsOf({}).map(({ rule }) => rule)).toEqual(provenanceRules.map(({ id }) => id));
  });

  test.each<[string, Partial<Model>, object, Record<string, string>]>([
    ["no provenance", {}, {}, {}],
    ["a key and no provenance", { provenanceBasis: full }, {}, {}],
    ["provenance and nothing to verify it with", { provenance: [signed] }, {}, { unverified: "unknown" }],
    [
      "provenance of something else than what the SBOM describes, and nothing to verify it with",
      {
        provenance: [signed],
        documents: [sbomDocument({ subject: plainComponent({ hashes: [`SHA-256:${"cd".repeat(32)}`] }) })],
      },
      {},
      { unverified: "unknown" },
    ],
    [
      "the right key and subject",
      { provenance: [signed], provenanceBasis: full },
      {},
      { signature: "pass", subject: "pass", unverified: "pass" },
    ],
    [
      "a wrong key",
      { provenance: [signed], provenanceBasis: { ...keysOf(other), artefacts } },
      {},
      { signature: "fail", subject: "pass", unverified: "pass" },
    ],
    [
      "no signature",
      { provenance: [unsigned], provenanceBasis: full },
      {},
      { signature: "fail", subject: "pass", unverified: "pass" },
    ],
    [
      "another subject",
      { provenance: [elsewhere], provenanceBasis: full },
      {},
      { signature: "pass", subject: "fail", unverified: "pass" },
    ],
    [
      "a key and no artefact to compare with",
      { provenance: [signed], provenanceBasis: keysOf(key) },
      {},
      { signature: "pass", subject: "unknown", unverified: "unknown" },
    ],
    [
      "an artefact and no key",
      { provenance: [signed], provenanceBasis: basis({ artefacts }) },
      {},
      { signature: "unknown", subject: "pass", unverified: "unknown" },
    ],
    [
      "a policy that is met",
      { provenance: [signed], provenanceBasis: full },
      { builders: [{ id: builderId, level: 3 }], sources: ["https://git.example/acme/app"], refs: ["refs/heads/*"] },
      { signature: "pass", subject: "pass", builder: "pass", source: "pass", unverified: "pass" },
    ],
    [
      "a policy that is met by what nobody signed",
      { provenance: [unsigned] },
      { builders: [{ id: builderId }] },
      { signature: "unknown", subject: "unknown", builder: "unknown", unverified: "unknown" },
    ],
    [
      "another builder, source and material",
      { provenance: [signed], provenanceBasis: full },
      { builders: [{ id: "b" }], refs: ["refs/tags/*"], materials: { required: ["m"] } },
      {
        signature: "pass",
        subject: "pass",
        builder: "fail",
        source: "fail",
        materials: "fail",
        unverified: "pass",
      },
    ],
  ])("of %s", (_, over, given, expected) => {
    expect(statuses(over, given)).toEqual(expected);
  });

  test.each<[string, Partial<Model>, string]>([
    ["nothing", {}, "fail"],
    ["what nobody signed", { provenance: [unsigned], provenanceBasis: full }, "fail"],
    ["what cannot be verified", { provenance: [signed] }, "fail"],
    ["another subject", { provenance: [elsewhere], provenanceBasis: full }, "fail"],
    ["the right statement", { provenance: [signed], provenanceBasis: full }, "pass"],
    [
      "one of two artefacts",
      {
        provenance: [signed],
        provenanceBasis: { ...full, artefacts: [...artefacts, { name: "b", sha256: "b".repeat(64) }] },
      },
      "fail",
    ],
  ])("of required provenance, given %s", (_, over, expected) => {
    expect(statuses(over, { required: true })["missing"]).toBe(expected);
  });

  test.each<[string, Partial<Model>, number, string]>([
    ["nothing", {}, 2, "fail"],
    ["a verified statement", { provenance: [signed], provenanceBasis: full }, 2, "pass"],
    ["a verified statement of a lower level", { provenance: [signed], provenanceBasis: full }, 3, "fail"],
    ["a claim", { provenance: [unsigned], provenanceBasis: full }, 1, "fail"],
    ["a level of something else", { provenance: [elsewhere], provenanceBasis: full }, 2, "fail"],
  ])("of a build level, given %s", (_, over, min_build_level, expected) => {
    const builders = [{ id: builderId, level: 2 }];
    expect(statuses(over, { min_build_level, builders })["build-level"]).toBe(expected);
  });

  test("tells where it is wrong", () => {
    const [signature] = resultsOf({ provenance: [signed], provenanceBasis: keysOf(other) });
    expect(signature).toMatchObject({
      count: 1,
      evidence: [{ id: "p.json", where: expect.stringContaining("p.json#") }],
    });
  });
});

describe("ruleResults() say what would remove the doubt:", () => {
  test.each<[string, string, Partial<Model>, string]>([
    ["a key for the signature", "unverified", { provenance: [signed] }, "--trusted-key FILE"],
    ["a root for the signature", "unverified", { provenance: [signed] }, "--trusted-root FILE"],
    ["another key", "signature", { provenance: [signed], provenanceBasis: keysOf(other) }, "--trusted-key FILE"],
    ["a signature", "unverified", { provenance: [unsigned] }, "sign it"],
    ["the artefact", "subject", { provenance: [elsewhere], provenanceBasis: full }, "--artefact FILE"],
  ])("%s", (_, rule, over, words) => {
    const found = resultsOf(over).find((one) => one.rule === `provenance/${rule}`);
    expect(found?.evidence.map(({ fix }) => fix).join("\n")).toContain(words);
  });
});
