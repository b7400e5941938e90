import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { InputBytes } from "../../../src/domain/input-file.ts";
import { replay } from "../../../src/doors/actions/replay.ts";
import { bundleVerifier } from "../../../src/doors/system/bundle-verifier.ts";
import type { Overlay } from "../../../src/overlay/schema.ts";
import type { Facts } from "../../../src/pipeline/judge.ts";
import { canonicalJson } from "../../../src/standards/jcs.ts";
import { sha256Hex } from "../../../src/standards/sha256.ts";
import { builtInIntel, factsOf, overlayOf } from "../../support/facts.ts";
import { inputOf } from "../../support/input.ts";
import { keyPair } from "../../support/provenance.ts";
import { asked, machineWith } from "./sample-replay.ts";

const sigstore = resolve(import.meta.dir, "../../support/sigstore");

const sbom = inputOf(
  "sbom.json",
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    metadata: { component: { type: "application", name: "payments-api", "bom-ref": "app" } },
    components: [{ type: "library", name: "express", version: "4.0.0", purl: "pkg:npm/express@4.0.0" }],
  }),
  "sbom",
);

function scan(...severities: readonly string[]): InputBytes {
  const matches = severities.map((severity, index) => ({
    vulnerability: { id: `CVE-2021-000${index}`, severity, fix: { state: "fixed", versions: ["4.0.1"] } },
    artifact: { name: "express", version: "4.0.0", type: "npm", purl: "pkg:npm/express@4.0.0" },
  }));
  const source = { type: "directory", target: "." };
  return inputOf(
    "grype.json",
    JSON.stringify({ matches, source, descriptor: { name: "grype", version: "0.80" } }),
    "cve",
  );
}

function factsWith(inputs: readonly InputBytes[], over: Partial<Facts> = {}, more = ""): Facts {
  const overlay: Overlay = overlayOf(more);
  const overlayRecord = { mode: "demo", sha256: sha256Hex(canonicalJson(overlay)), layers: [] };
  return factsOf(inputs, { overlay, overlayRecord, ...over })!;
}

const bad = factsWith([sbom, scan("Critical", "Low")]);
const good = factsWith([sbom, scan()]);

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return "nothing was thrown";
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
}

describe("replay()", () => {
  test.each<[string, Facts]>([
    ["GO", good],
    ["NO-GO", bad],
    [
      "by another version, as long as it decides alike",
      factsWith([sbom], { tool: { name: "fixops", version: "0.0.1" } }),
    ],
    ["under the user's own id", factsWith([sbom], { runId: "release-7" })],
    [
      "with keys and artefacts",
      factsWith([sbom], {
        provenanceBasis: {
          keys: [keyPair("release.pub").trusted],
          roots: [],
          artefacts: [{ name: "app.tar", sha256: "ab".repeat(32) }],
        },
      }),
    ],
  ])("finds the decision identical: %s", async (_, facts) => {
    const result = await replay(asked(), await machineWith(facts));
    expect(result.text).toStartWith("REPLAYED: identical\n");
    expect(result.exitCode).toBe(0);
    expect(result.json).toMatchObject({ identical: true, differences: [], rules: [] });
  });

  test("verifies provenance again, with the keys and the trusted root that are in the evidence", async () => {
    const text = JSON.stringify(JSON.parse(readFileSync(`${sigstore}/trusted-root.json`, "utf8")));
    const provenanceBasis = {
      keys: [],
      roots: [{ name: "trusted-root.json", sha256: sha256Hex(text), text, verify: bundleVerifier(JSON.parse(text)) }],
      artefacts: [],
    };
    const bundle = inputOf("bundle.json", readFileSync(`${sigstore}/bundle.json`), "provenance");
    const more = `provenance: { identities: [{ subject: "https://github.com/*", issuer: "https://token.actions.githubusercontent.com" }] }`;
    const facts = factsWith([sbom, bundle], { provenanceBasis }, more);
    const runtime = { ...(await machineWith(facts)), bundleVerifier: () => Promise.resolve(bundleVerifier) };
    expect((await replay(asked(), runtime)).text).toStartWith("REPLAYED: identical");
    // Under a verifier that holds nothing the decision is another one: it was the signature that counted.
    expect((await replay(asked(), await machineWith(facts))).exitCode).toBe(5);
  });

  test("names members and rules when the decision does not follow from the inputs", async () => {
    const result = await replay(asked(), await machineWith(bad, good));
    expect(result.exitCode).toBe(5);
    expect(result.text).toStartWith("NOT REPLAYED");
    expect(result.json).toMatchObject({ identical: false, was: { verdict: "GO" }, is: { verdict: "NO-GO" } });
    expect(result.text).toContain("/exit_code: 0 → 1");
    expect(result.text).toContain("guardrails/fail-on: pass (block");
  });

  test("tells that another version decided", async () => {
    const older = { tool: { name: "fixops", version: "0.0.1" } };
    const [kept, decided] = [factsWith([sbom, scan("Critical")], older), factsWith([sbom, scan()], older)];
    const result = await replay(asked(), await machineWith(kept, decided));
    expect(result.exitCode).toBe(5);
    expect(result.text).toContain("replay with fixops 0.0.1");
    expect(result.json).toMatchObject({ tool: { decided_by: "0.0.1" } });
  });

  test("is INTEGRITY for a clock that no run has", async () => {
    expect(await codeOf(replay(asked(), await machineWith({ ...good, asOf: "yesterday" }, good)))).toBe(
      "INTEGRITY_MANIFEST",
    );
  });

  test("verifies the run before", async () => {
    const runtime = await machineWith(good);
    runtime.disk.set("handed/over/decision.json", new TextEncoder().encode("{}\n"));
    expect(await codeOf(replay(asked(), runtime))).toStartWith("INTEGRITY_");
  });
});

describe("replay() as a question", () => {
  test("answers what another clock says, with the intelligence of today", async () => {
    const result = await replay(asked({ asOf: "2036-01-01" }), await machineWith(good));
    expect(result.exitCode).toBe(0);
    expect(result.json).toMatchObject({ question: true, is: { as_of: "2036-01-01T00:00:00Z" } });
    expect(result.text).toContain("exploitability/kev-age");
    expect(result.text).not.toContain("REPLAYED");
  });

  test("answers what another overlay says", async () => {
    const low = factsWith([sbom, scan("Low")]);
    const result = await replay(asked({ overlays: ["strict.yml"] }), await machineWith(low));
    expect(result.exitCode).toBe(0);
    expect(result.json).toMatchObject({ is: { verdict: "NO-GO", as_of: low.asOf } });
    expect(result.text).toContain("NO-GO NOW");
  });

  test("keeps what a newer catalogue among the inputs said", async () => {
    const kev = { ...builtInIntel.kev, released: "2099-01-01T00:00:00Z", origin: "input" as const };
    const result = await replay(
      asked({ asOf: "2026-08-26" }),
      await machineWith({ ...good, intel: { ...builtInIntel, kev } }),
    );
    expect(result.exitCode).toBe(0);
  });

  test("refuses a clock or overlay that is none", async () => {
    const runtime = await machineWith(good);
    expect(await codeOf(replay(asked({ asOf: "soon" }), runtime))).toBe("USAGE_BAD_VALUE");
    expect(await codeOf(replay(asked({ overlays: ["none.yml"] }), runtime))).toBe("USAGE_OVERLAY_NOT_FOUND");
  });
});
