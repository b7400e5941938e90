import { expect, test } from "bun:test";
import { buildLevel } from "../../../src/assess/provenance/level.ts";
import type { SignatureCheck } from "../../../src/assess/provenance/signature.ts";
import { builderId, provenanceOf, statementJson } from "../../support/provenance.ts";

const signature = (status: SignatureCheck["status"]): SignatureCheck => ({ status, signatures: [], reason: "" });
const table = [{ id: builderId, level: 3 }];

test.each([
  ["verified", table, { standing: "verified", level: 3 }],
  ["unknown", table, { standing: "claimed", level: 3 }],
  ["failed", table, { standing: "claimed", level: 3 }],
  ["verified", [{ id: "https://other.example", level: 3 }], { standing: "unknown" }],
  ["verified", [{ id: builderId }], { standing: "unknown" }],
  ["verified", [], { standing: "unknown" }],
  ["verified", [...table, { id: "https://builder.example/*", level: 1 }], { standing: "verified", level: 1 }],
] as const)("buildLevel() of a signature that is %s, case %#", (status, builders, expected) => {
  expect(buildLevel(provenanceOf(statementJson()), signature(status), [...builders])).toEqual(expected);
});

test.each([
  ["key", { standing: "verified", level: 3 }],
  ["other", { standing: "claimed", level: 3 }],
] as const)("buildLevel() of a builder that only %s speaks for", (signed_by, expected) => {
  const trusted = { name: "k", keyId: "key", algorithm: "ed25519", pem: "", verify: () => true };
  const check = { ...signature("verified"), signer: { key: trusted } };
  expect(buildLevel(provenanceOf(statementJson()), check, [{ id: builderId, level: 3, signed_by }])).toEqual(expected);
});

test("buildLevel() of a statement that tells of no builder is unknown", () => {
  const { builder: _, ...silent } = provenanceOf(statementJson());
  expect(buildLevel(silent, signature("verified"), table)).toEqual({ standing: "unknown" });
});
