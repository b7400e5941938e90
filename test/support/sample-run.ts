import {
  type Bundle,
  bundleSchema,
  type DecisionRecord,
  decisionSchema,
  type Manifest,
} from "../../src/domain/bundle.ts";
import type { Signer } from "../../src/domain/runtime.ts";
import { schemaNotEvaluated } from "../../src/domain/schema-validity.ts";
import {
  bundleName,
  bundleText,
  decisionBytes,
  decisionFile,
  decisionSection,
  manifestFile,
  signatureFile,
} from "../../src/evidence/bundle.ts";
import { decisionClaim } from "../../src/evidence/claim.ts";
import { makeManifest, manifestBytes } from "../../src/evidence/manifest.ts";
import { type SealOptions, seal } from "../../src/evidence/seal.ts";
import { signDocument } from "../../src/evidence/statement.ts";
import { type FernetKey, parseFernetKey } from "../../src/standards/fernet.ts";
import { parsePublicKey } from "../../src/standards/signature.ts";

const digest = "ab".repeat(32);

export const sampleKey: FernetKey = parseFernetKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
export const otherKey: FernetKey = parseFernetKey("_wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

export const encryption = { key: sampleKey, iv: new Uint8Array(16).fill(7), now: 1_767_323_045 };

/** A small decision, complete in form. */
export const sampleDecision: DecisionRecord = {
  schema: decisionSchema,
  verdict: "NO-GO",
  exit_code: 1,
  reasons: [],
  warnings: [],
  to_go: ["upgrade lodash to 4.17.21"],
  rules: [],
  inputs: [
    {
      name: "sbom.json",
      sha256: digest,
      bytes: 12,
      encoding: "utf-8",
      kinds: ["sbom"],
      format: "cyclonedx",
      coverage: { schema: schemaNotEvaluated, doubts: [] },
      accounts: [],
      notices: [],
    },
  ],
  set_aside: { findings: 0, vulnerabilities: 0, known_exploited: 0, posture_failures: 0 },
  not_seen: [],
  overlay: { mode: "demo", sha256: digest, layers: [{ origin: "built-in", sha256: digest }] },
  intel: {
    kev: { version: "2026.01.01", released: "2026-01-01", sha256: digest, origin: "embedded", entries: 3, age_days: 1 },
  },
  tool: { name: "fixops", version: "0.1.0" },
  app: { id: "APP-1234", name: "payments-api" },
  run_id: "20260102T030405Z-0123abcd",
  as_of: "2026-01-02T03:04:05Z",
  evidence: {
    directory: "demo/20260102T030405Z-0123abcd",
    bundle: bundleName("demo", ["gzip"]),
    manifest: manifestFile,
  },
};

export const sampleBundle: Bundle = {
  schema: bundleSchema,
  mode: "demo",
  run_id: sampleDecision.run_id,
  as_of: sampleDecision.as_of,
  app: sampleDecision.app,
  tool: sampleDecision.tool,
  sections: {
    decision: decisionSection(sampleDecision),
    crosswalk: { status: "evaluated", edges: [1, 2, 3] },
    analytics: { status: "not_evaluated", why: "needs more than one run" },
  },
};

/** What `sealSample` makes: the files by name, and the manifest. */
export type SampleRun = { readonly files: Map<string, Uint8Array>; readonly manifest: Manifest };

/** A whole run of the sample; parts may be replaced to make runs that do not hold. */
export function sealSample(
  options: SealOptions,
  parts: { readonly bundle?: Bundle; readonly decision?: DecisionRecord; readonly signer?: Signer } = {},
): SampleRun {
  const { bundle = sampleBundle, decision = sampleDecision, signer } = parts;
  const sealed = seal({ mode: bundle.mode, text: bundleText(bundle) }, options);
  const files = [
    { name: sealed.name, mediaType: sealed.mediaType, bytes: sealed.bytes },
    { name: decisionFile, mediaType: "application/json", bytes: decisionBytes(decision) },
  ];
  const signedBy = signer && parsePublicKey(signer.publicKey);
  const manifest = makeManifest({
    bundle,
    decision,
    sealed,
    files,
    ...(signedBy && { signedBy }),
    retentionDays: 2555,
  });
  const bytes = manifestBytes(manifest);
  const signature = signer && {
    name: signatureFile,
    bytes: signDocument(decisionClaim(manifest, bytes, decision), signer),
  };
  const named = [...files, ...(signature ? [signature] : []), { name: manifestFile, bytes }];
  return { manifest, files: new Map(named.map((file) => [file.name, file.bytes])) };
}
