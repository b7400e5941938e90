import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { provenanceOptions } from "../../../src/assess/provenance/options.ts";
import { checkPolicy, isBuildProvenance } from "../../../src/assess/provenance/policy.ts";
import type { SignatureCheck } from "../../../src/assess/provenance/signature.ts";
import type { ProvenanceStatement } from "../../../src/domain/provenance.ts";
import { readStatement } from "../../../src/ingest/formats/provenance/statement.ts";
import { sourceOf } from "../../support/build.ts";
import { builderId, provenanceOf, statementJson } from "../../support/provenance.ts";
import { hasShared, shared } from "../../support/shared.ts";

const statement = provenanceOf(statementJson());
const unsigned: SignatureCheck = { status: "unknown", signatures: [], reason: "" };

const statuses = (given: object, over: Partial<ProvenanceStatement> = {}) =>
  Object.values(checkPolicy({ ...statement, ...over }, unsigned, provenanceOptions.parse(given))).map(
    ({ status }) => status,
  );

describe("checkPolicy()", () => {
  test.each<[object, ("pass" | "fail" | "unknown")[]]>([
    [{}, []],
    [{ builders: [{ id: builderId }] }, ["pass"]],
    [{ builders: [{ id: "https://builder.example/*" }] }, ["pass"]],
    [{ builders: [{ id: "https://builder.example/hosted" }] }, ["fail"]],
    [{ sources: ["https://git.example/acme/app"] }, ["pass"]],
    [{ sources: ["git+https://git.example/acme/app.git"] }, ["pass"]],
    [{ sources: ["git+https://git.example/acme/*"] }, ["pass"]],
    [{ sources: ["https://git.example/acme/ap"] }, ["fail"]],
    [{ sources: ["https://git.example/evil/app"] }, ["fail"]],
    [{ refs: ["refs/heads/main"] }, ["pass"]],
    [{ refs: ["refs/tags/*", "refs/heads/release"] }, ["fail"]],
    [{ materials: { required: ["git+https://git.example/acme/app@*"] } }, ["pass"]],
    [{ materials: { required: ["pkg:docker/*"] } }, ["fail"]],
    [{ materials: { allowed: ["git+https://git.example/*"] } }, ["pass"]],
    [{ materials: { allowed: ["pkg:docker/*"] } }, ["fail"]],
    [{ builders: [{ id: builderId }], refs: ["refs/tags/*"] }, ["pass", "fail"]],
  ])("of %j", (given, expected) => {
    expect(statuses(given)).toEqual(expected);
  });

  test.each<[string | undefined, string | undefined, string]>([
    [undefined, "https://git.example/build.yml", "pass"],
    ["https://git.example/build.yml", "https://git.example/build.yml", "pass"],
    ["https://git.example/*", "https://git.example/build.yml", "pass"],
    ["https://git.example/build.yml", "https://git.example/other.yml", "fail"],
    ["https://git.example/build.yml", undefined, "unknown"],
  ])("takes a builder that %s speaks for from %s: %s", (signed_by, subject, status) => {
    const signer = subject === undefined ? {} : { signer: { identity: { subject, issuer: "i" } } };
    const given = provenanceOptions.parse({ builders: [{ id: builderId, signed_by }] });
    const { builder } = checkPolicy(statement, { ...unsigned, status: "verified", ...signer }, given);
    expect(builder?.status).toBe(status as "pass");
  });

  test("does not know what the predicate does not tell", () => {
    const { builder: _, origin: __, ref: ___, ...silent } = statement;
    const given = provenanceOptions.parse({
      builders: [{ id: "b" }],
      sources: ["s"],
      refs: ["r"],
      materials: { allowed: ["m"] },
    });
    const checks = checkPolicy({ ...silent, dependencies: [] }, unsigned, given);
    expect(Object.values(checks).map(({ status }) => status)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    expect(statuses({ materials: { required: ["m"] } }, { dependencies: [{ digests: [["sha256", "a"]] }] })).toEqual([
      "unknown",
    ]);
  });
});

test.each([
  ["https://slsa.dev/provenance/v0.1", true],
  ["https://slsa.dev/provenance/v1", true],
  ["https://in-toto.io/Provenance/v0.1", true],
  ["https://slsa.dev/verification_summary/v1", false],
  ["https://cyclonedx.org/bom", false],
])("a statement of %s is about a build: %p", (predicateType, expected) => {
  const { builder: _, ...rest } = statement;
  expect(isBuildProvenance({ ...rest, predicateType })).toBe(expected);
});

/** File of the corpus → what its predicate says of builder, source and ref. */
const shapes: readonly (readonly [file: string, builder: string, source: string, ref: string | undefined])[] = [
  [
    "slsa-0.1-google-cloud-build.json",
    "https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.2",
    "https://github.com/laurentsimon/gcb-tests",
    undefined,
  ],
  [
    "slsa-0.2-github-actions-runner.json",
    "https://github.com/actions/runner",
    "https://github.com/sigstore/sigstore-js",
    "refs/heads/main",
  ],
];

describe.skipIf(!hasShared)("checkPolicy() of the corpus", () => {
  test.each(shapes)("%s", (file, builder, source, ref) => {
    const json = JSON.parse(readFileSync(shared(`corpus/provenance/in-toto-statement/${file}`), "utf8"));
    const reading = readStatement(json, { envelope: "none", signatures: 0, source: sourceOf(file) });
    if ("unreadable" in reading) throw new RangeError(reading.unreadable);
    const claims = (given: object) =>
      Object.values(checkPolicy(reading.statement, unsigned, provenanceOptions.parse(given))).map(
        ({ status }) => status,
      );
    expect(claims({ builders: [{ id: builder }], sources: [source] })).toEqual(["pass", "pass"]);
    expect(claims({ builders: [{ id: "x" }], sources: ["x"] })).toEqual(["fail", "fail"]);
    expect(claims({ refs: [ref ?? "refs/heads/main"] })).toEqual([ref === undefined ? "unknown" : "pass"]);
  });
});
