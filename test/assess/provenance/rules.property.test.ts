import { expect, test } from "bun:test";
import fc from "fast-check";
import { provenanceOptions } from "../../../src/assess/provenance/options.ts";
import { reviewProvenance } from "../../../src/assess/provenance/review.ts";
import { provenanceRules, ruleResults } from "../../../src/assess/provenance/rules.ts";
import { decide } from "../../../src/decide/decide.ts";
import type { ProvenanceStatement } from "../../../src/domain/provenance.ts";
import { verdicts } from "../../../src/domain/verdict.ts";
import { model } from "../../support/build.ts";
import {
  basis,
  builderId,
  keyPair,
  keysOf,
  provenanceOf,
  releaseDigest,
  statementJson,
} from "../../support/provenance.ts";

const [key, stranger] = [keyPair("release"), keyPair("stranger")];

const digests = fc.constantFrom(releaseDigest, "cd".repeat(32));
const builders = fc.constantFrom(builderId, "https://evil.example");
const content = fc.record({ digest: digests, builder: builders });

const any = fc
  .record({ content, signer: fc.constantFrom(key, stranger, undefined) })
  .map(({ content: of, signer }) => provenanceOf(statementJson(of), ...(signer === undefined ? [] : [signer])));

/** Signed by a stranger, by nobody, or not in an envelope at all. */
const unverifiable = fc.oneof(
  content.map((of) => provenanceOf(statementJson(of), stranger)),
  content.map((of) => provenanceOf(statementJson(of))),
  content.map((of): ProvenanceStatement => {
    const { sealed: _, ...bare } = provenanceOf(statementJson(of));
    return bare;
  }),
);

const bases = fc.constantFrom(undefined, keysOf(key), basis({ artefacts: [{ name: "app", sha256: releaseDigest }] }), {
  ...keysOf(key),
  artefacts: [{ name: "app", sha256: releaseDigest }],
});

const policies = fc.constantFrom(
  {},
  { required: true },
  { builders: [{ id: builderId, level: 2 }], min_build_level: 2 },
  { required: true, builders: [{ id: builderId, level: 1 }], refs: ["refs/heads/main"] },
  { sources: ["https://git.example/acme/app"], materials: { required: ["pkg:docker/*"] } },
);

test("a statement that does not verify never improves a verdict, whatever else there is", () => {
  fc.assert(
    fc.property(fc.array(any, { maxLength: 3 }), unverifiable, bases, policies, (before, added, given, policy) => {
      const rank = (provenance: readonly ProvenanceStatement[]): number => {
        const options = provenanceOptions.parse(policy);
        const release = model({ provenance, ...(given !== undefined && { provenanceBasis: given }) });
        const results = ruleResults(reviewProvenance(release, options), options);
        return verdicts.indexOf(decide(results, provenanceRules, {}, release.asOf).verdict);
      };
      expect(rank([...before, added])).toBeGreaterThanOrEqual(rank(before));
      expect(rank([added, ...before])).toBeGreaterThanOrEqual(rank(before));
    }),
    { numRuns: 300 },
  );
});
