import { describe, expect, test } from "bun:test";
import { provenanceOptions } from "../../../src/assess/provenance/options.ts";
import { isVerifiedBuild, reviewProvenance, standingOf } from "../../../src/assess/provenance/review.ts";
import type { Model } from "../../../src/domain/model.ts";
import { component, model } from "../../support/build.ts";
import {
  basis,
  builderId,
  keyPair,
  keysOf,
  provenanceOf,
  releaseDigest,
  statementJson,
} from "../../support/provenance.ts";

const key = keyPair("release");
const artefacts = [{ name: "app.tar", sha256: releaseDigest }];

const review = (over: Partial<Model>, options: object = {}) =>
  reviewProvenance(model(over), provenanceOptions.parse(options));

describe("reviewProvenance()", () => {
  test("verifies, compares and levels each statement", () => {
    const provenance = [provenanceOf(statementJson(), key), provenanceOf(statementJson({ digest: "cd".repeat(32) }))];
    const { statements, isAsked } = review(
      { provenance, provenanceBasis: { ...keysOf(key), artefacts } },
      { builders: [{ id: builderId, level: 2 }] },
    );
    expect(isAsked).toBe(true);
    expect(statements.map(({ signature, subject, level }) => [signature.status, subject.status, level])).toEqual([
      ["verified", "match", { standing: "verified", level: 2 }],
      ["failed", "mismatch", { standing: "claimed", level: 2 }],
    ]);
    expect(statements.map(isVerifiedBuild)).toEqual([true, false]);
  });

  test("holds no policy of the release against what is said of a component", () => {
    const provenance = [provenanceOf(statementJson(), key)];
    const components = [component({ hashes: [`SHA-256:${releaseDigest}`] })];
    const { statements } = review({ provenance, components }, { builders: [{ id: "other" }] });
    expect(statements.map(({ subject, policy }) => [subject.status, policy])).toEqual([["component", {}]]);
    expect(statements.map(isVerifiedBuild)).toEqual([false]);
  });

  test.each<[string, Partial<Model>, object, boolean]>([
    ["nothing", {}, {}, false],
    ["a key", { provenanceBasis: keysOf(key) }, {}, true],
    ["an artefact", { provenanceBasis: basis({ artefacts }) }, {}, true],
    ["an empty basis", { provenanceBasis: basis() }, {}, false],
    ["a policy", {}, { refs: ["refs/heads/main"] }, true],
  ])("is asked by %s: case %#", (_, over, options, expected) => {
    expect(review(over, options).isAsked).toBe(expected);
  });
});

test("standingOf() takes an allowed claim for nothing unless somebody trusted made it", () => {
  const claim = { status: "pass", reason: "r" } as const;
  const of = (options: Partial<Model>) => {
    const [one] = review({ provenance: [provenanceOf(statementJson(), key)], ...options }).statements;
    if (one === undefined) throw new RangeError("one statement");
    return [standingOf(claim, one).status, standingOf({ ...claim, status: "fail" }, one).status];
  };
  expect(of({ provenanceBasis: keysOf(key) })).toEqual(["pass", "fail"]);
  expect(of({})).toEqual(["unknown", "fail"]);
});
