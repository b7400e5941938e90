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
  decisionBytes,
  decisionFile,
  decisionSection,
  inputsDocumentName,
  manifestFile,
} from "../../src/evidence/bundle.ts";
import { portableGzip } from "../../src/evidence/gzip.ts";
import { makeManifest, manifestBytes } from "../../src/evidence/manifest.ts";
import {
  type Encryption,
  fernetEncryption,
  type PlainDocument,
  type SealedDocument,
  type SealOptions,
  seal,
} from "../../src/evidence/seal.ts";
import { leafOf, rootOfSections } from "../../src/evidence/sections.ts";
import { signatures } from "../../src/pipeline/seal-run.ts";
import { type FernetKey, parseFernetKey } from "../../src/standards/fernet.ts";
import { sha256Digest } from "../../src/standards/sha256.ts";
import { parsePublicKey } from "../../src/standards/signature.ts";
import { bundleText } from "./bundle-text.ts";

const digest = "ab".repeat(32);

export const sampleKey: FernetKey = parseFernetKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
export const otherKey: FernetKey = parseFernetKey("_wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

/** Fernet under the sample key, always with the same bytes in place of chance. */
export const encryption: Encryption = fernetEncryption(sampleKey, {
  iv: () => new Uint8Array(16).fill(7),
  now: 1_767_323_045,
});

/** How samples are sealed: without a limit that any of them could reach. */
export function sealing(options: Omit<SealOptions, "maxBytes">): SealOptions {
  return { ...options, maxBytes: 2 ** 30 };
}

/** A document to be sealed. */
export function plainDocument(name: string, text: string): PlainDocument {
  const pieces = [new TextEncoder().encode(text)];
  return { name, mediaType: "application/json", pieces, digest: sha256Digest(), compression: portableGzip() };
}

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
  artefacts: [{ name: "payments-api.tar", sha256: "cd".repeat(32) }],
  slsa_build_level: 2,
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
    manifest: manifestFile,
  },
  salt: "da".repeat(32),
};

export const sampleBundle: Bundle = {
  schema: bundleSchema,
  mode: "demo",
  run_id: sampleDecision.run_id,
  as_of: sampleDecision.as_of,
  app: sampleDecision.app,
  tool: sampleDecision.tool,
  salt: "5a".repeat(32),
  sections: {
    decision: decisionSection(sampleDecision),
    crosswalk: { status: "evaluated", edges: [1, 2, 3] },
    analytics: { status: "not_evaluated", why: "needs more than one run" },
  },
};

/** What `sealSample` makes: the files by name, and the manifest. */
export type SampleRun = { readonly files: Map<string, Uint8Array>; readonly manifest: Manifest };

/** A whole run of the sample; parts may be replaced to make runs that do not hold. */
export async function sealSample(
  options: Omit<SealOptions, "maxBytes">,
  parts: {
    readonly bundle?: Bundle;
    readonly decision?: DecisionRecord;
    readonly signer?: Signer;
    /** Text of the inputs document; there is none without. */
    readonly inputs?: string;
    /** Raw public key of the checkpoints of a log. */
    readonly logKey?: Uint8Array;
    readonly retentionDays?: number;
  } = {},
): Promise<SampleRun> {
  const { bundle = sampleBundle, decision = sampleDecision, signer } = parts;
  const text = bundleText(bundle);
  const sealed = await seal(plainDocument(bundleName(bundle.mode), text.text), sealing(options));
  const inputs = await sealInputs(parts.inputs, bundle.mode, options);
  const decisionPart = { name: decisionFile, mediaType: "application/json", bytes: decisionBytes(decision) };
  const files = [sealed, ...(inputs ? [inputs] : []), decisionPart];
  const signedBy = signer && parsePublicKey(signer.publicKey);
  const manifest = makeManifest({
    bundle,
    decision,
    sectionsRoot: rootOfSections(text.sections.map(([name, one]) => leafOf(bundle.salt, name, one))),
    sealed,
    ...(inputs && { inputsDocument: inputs }),
    files,
    ...(signedBy && { signedBy }),
    ...(parts.logKey && { logKey: parts.logKey }),
    retentionDays: parts.retentionDays ?? 2555,
  });
  const bytes = manifestBytes(manifest);
  const signed = signer ? signatures(manifest, bytes, { decision, signer }) : [];
  const named = [...files, ...signed, { name: manifestFile, bytes }];
  return { manifest, files: new Map(named.map((file) => [file.name, file.bytes])) };
}

async function sealInputs(
  text: string | undefined,
  mode: string,
  options: Omit<SealOptions, "maxBytes">,
): Promise<SealedDocument | undefined> {
  if (text === undefined) return undefined;
  return await seal(plainDocument(inputsDocumentName(mode), text), sealing(options));
}
