import { expect, test } from "bun:test";
import { provenanceAssessor } from "../../src/assess/provenance.ts";
import type { ProvenanceStatement } from "../../src/domain/provenance.ts";
import { model, sourceOf } from "../support/build.ts";

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

test("says that nothing was verified, and counts what it does not list", () => {
  const { section, results } = provenanceAssessor.assess(model({ provenance: [statement] }), undefined);
  expect(results).toEqual([]);
  expect(section).toMatchObject({
    status: "degraded",
    why: expect.stringContaining("not verified"),
    statements: [{ subject_count: 25, source_uri: "git+https://example.org/app", source_digests: { sha1: "cd" } }],
  });
  expect(JSON.stringify(section).match(/"name":"a/g)).toHaveLength(20);
});

test("is not evaluated without any", () => {
  expect(provenanceAssessor.assess(model(), undefined).section.status).toBe("not_evaluated");
});
