import { describe, expect, test } from "bun:test";
import { manifestFile } from "../../src/evidence/bundle.ts";
import { decisionClaim, differingMembers, stageClaim } from "../../src/evidence/claim.ts";
import { manifestBytes } from "../../src/evidence/manifest.ts";
import { codeOf } from "../support/code-of.ts";
import { ed25519 } from "../support/sample-keys.ts";
import { sampleDecision, sealSample } from "../support/sample-run.ts";
import { stageBytes, stageDocument } from "./sample-stage.ts";

describe("stageClaim()", () => {
  test("says what the frame says, and nothing of the body", () => {
    const { predicate, predicateType, name } = stageClaim("build.report.json", stageBytes());
    expect(name).toBe("build.report.json");
    expect(predicateType).toBe("https://fixops.dev/predicates/stage/v1");
    const { components: _, schema: __, ...frame } = stageDocument;
    expect(predicate).toEqual({ ...frame, inputs: [{ name: "sbom.json", sha256: "ab".repeat(32) }] });
  });

  test("names the first stage by previous null, and no commit where none is known", () => {
    const { predicate } = stageClaim("a", stageBytes({ previous: null, commit: undefined }));
    expect(predicate).toMatchObject({ previous: null });
    expect(predicate).not.toHaveProperty("commit");
  });

  test.each([
    ["no line feed", stageBytes().subarray(0, -1)],
    ["no run id", stageBytes({ run_id: undefined })],
    ["a stage that is a number", stageBytes({ stage: 1 })],
    ["a digest that is none", stageBytes({ previous: { stage: "design", document: "d", sha256: "AB" } })],
    ["other spacing", new TextEncoder().encode(`${JSON.stringify(stageDocument, null, 1)}\n`)],
    ["nothing", new Uint8Array()],
  ])("refuses a document with %s", (_, bytes) => {
    expect(codeOf(() => stageClaim("a.json", bytes))).toBe("INTEGRITY_MANIFEST");
  });
});

test("decisionClaim() says verdict, codes of the reasons and the digests of what was decided on", async () => {
  const { manifest } = await sealSample({ compress: true }, { signer: ed25519.signer });
  const reasons = [{ code: "KEV_OPEN" }, { code: "SEVERITY_FAIL_ON" }];
  const claim = decisionClaim(manifest, manifestBytes(manifest), { ...sampleDecision, reasons, commit: "c0ffee" });
  expect([claim.name, claim.keyId, claim.predicateType]).toEqual([
    manifestFile,
    ed25519.publicKey.keyId,
    "https://fixops.dev/predicates/decision/v1",
  ]);
  expect(claim.predicate).toMatchObject({
    verdict: "NO-GO",
    reasons: ["KEV_OPEN", "SEVERITY_FAIL_ON"],
    run_id: manifest.run_id,
    commit: "c0ffee",
    previous: null,
    bundle: { sha256: manifest.bundle.sha256 },
    overlay: { mode: "demo", sha256: manifest.overlay.sha256 },
    artefacts: manifest.files.map(({ name, sha256 }) => ({ name, sha256 })),
  });
});

test.each([
  [{}, ["commit"]],
  [{ commit: "b" }, ["commit"]],
  [{ commit: undefined, stage: "test" }, ["commit", "stage"]],
  [{ more: 1 }, ["commit", "more"]],
])("differingMembers() of a predicate with %j are %j", (over, expected) => {
  const claim = stageClaim("a", stageBytes({ commit: "a" }));
  const { commit: _, ...rest } = claim.predicate;
  expect(differingMembers({ ...rest, ...over }, claim).toSorted()).toEqual([...expected].toSorted());
});

test("differingMembers() of no predicate are all", () => {
  const claim = stageClaim("a", stageBytes());
  for (const nothing of [null, undefined, 1, "x"]) {
    expect(differingMembers(nothing, claim)).toEqual(expect.arrayContaining(["stage", "run_id", "previous"]));
  }
});
