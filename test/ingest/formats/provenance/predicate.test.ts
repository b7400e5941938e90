import { describe, expect, test } from "bun:test";
import { attestsFailure, buildFacts } from "../../../../src/ingest/formats/provenance/predicate.ts";

const commit = [["gitCommit", "c0ffee"]];
const dependency = { uri: "git+https://git.example/o/r@refs/heads/main", digest: { gitCommit: "c0ffee" } };

const slsa1 = (externalParameters: unknown, resolvedDependencies: unknown = [dependency]) => ({
  buildDefinition: { externalParameters, resolvedDependencies },
});

describe("the origin of a build", () => {
  test.each([
    [slsa1({ workflow: { repository: "https://git.example/o/r" } }), dependency.uri, commit],
    [slsa1({ source: "git+https://git.example/o/r@v1" }), dependency.uri, commit],
    [slsa1({ source: "https://git.example/o/r.git" }), dependency.uri, commit],
    [slsa1({ source: { uri: "u", digest: { sha1: "1" } } }), "u", [["sha1", "1"]]],
    [slsa1({ buildConfigSource: { repository: "https://git.example/other" } }), "https://git.example/other", []],
    [slsa1({ source: "https://user@git.example/o/r" }), "https://user@git.example/o/r", []],
    [slsa1({ ref: "main" }), undefined, undefined],
    [slsa1(null, "none"), undefined, undefined],
    [{ invocation: { configSource: { uri: "u" } } }, "u", []],
    [{ recipe: { definedInMaterial: 1 }, materials: [{ uri: "a" }, { uri: "b" }] }, "b", []],
    [{ recipe: { definedInMaterial: -1 }, materials: [{ uri: "a" }] }, undefined, undefined],
    [{ recipe: {}, materials: [{ uri: "a" }] }, "a", []],
    [{ materials: [{ uri: "a" }] }, undefined, undefined],
    [{ recipe: {}, materials: [{ uri: "a" }, { uri: "b" }] }, undefined, undefined],
    [null, undefined, undefined],
  ])("case %#", (predicate, uri, digests) => {
    const { origin } = buildFacts(predicate);
    expect([origin?.uri, origin?.digests]).toEqual([uri, digests] as never);
  });
});

describe("the ref of a build", () => {
  test.each([
    [slsa1({ workflow: { repository: "https://git.example/o/r", ref: "refs/heads/main" } }), "refs/heads/main"],
    [slsa1({ source: "git+https://git.example/o/r@refs/tags/v1" }), "refs/tags/v1"],
    [slsa1({ source: `git+https://git.example/o/r@${"a".repeat(40)}` }), undefined],
    [slsa1({ source: "https://git.example/o/r" }), undefined],
    [slsa1({}), undefined],
    [{ invocation: { configSource: { uri: "git+https://git.example/o/r@refs/heads/main" } } }, "refs/heads/main"],
    [{ invocation: { configSource: { uri: "https://git.example/o/r" } } }, undefined],
    [null, undefined],
  ])("case %#", (predicate, ref) => {
    expect(buildFacts(predicate).ref).toBe(ref);
  });
});

test("buildFacts() leaves out dependencies that say nothing, and digests that are no text", () => {
  const { dependencies } = buildFacts({ materials: [null, {}, { uri: "a", digest: { sha1: 1, sha256: "x" } }] });
  expect(dependencies).toEqual([{ uri: "a", digests: [["sha256", "x"]] }]);
});

test.each([
  ["https://slsa.dev/verification_summary/v1", { verificationResult: "PASSED" }, false],
  ["https://slsa.dev/verification_summary/v1", { verificationResult: "FAILED" }, true],
  ["https://slsa.dev/verification_summary/v0.1", { verification_result: "FAILED" }, true],
  ["https://in-toto.io/attestation/test-result/v0.1", { result: "WARNED" }, true],
  ["https://in-toto.io/attestation/test-result/v0.1", {}, false],
  ["https://example.com/other", { result: "FAILED" }, false],
])("attestsFailure(%s, %j) is %j", (type, predicate, expected) => {
  expect(attestsFailure(type, predicate)).toBe(expected);
});
