import type { Reason } from "./decision.ts";
import type { Enforcement, RuleStatus } from "./rule.ts";
import type { SchemaValidity } from "./schema-validity.ts";
import type { Section } from "./section.ts";
import type { Verdict } from "./verdict.ts";

/** What is written to disk, spelled as written. Every document is canonical JSON (RFC 8785). */

export type ToolRecord = { readonly name: string; readonly version: string };

export type AppRecord = { readonly id?: string; readonly name?: string };

export type InputRecord = {
  readonly name: string;
  readonly sha256: string;
  /** The gzip file or ZIP archive that it came out of. */
  readonly archive?: { readonly name: string; readonly sha256: string };
  readonly bytes: number;
  readonly encoding: string;
  readonly kinds: readonly string[];
  readonly format: string;
  readonly format_version?: string;
  readonly coverage: {
    readonly tool?: string;
    readonly tool_version?: string;
    readonly targets?: number;
    readonly rules?: number;
    readonly database_date?: string;
    readonly generated_at?: string;
    readonly schema: SchemaValidity;
    readonly doubts: readonly string[];
  };
  /** raw = kept + merged + the sum of not_applicable. */
  readonly accounts: readonly {
    readonly items: string;
    readonly raw: number;
    readonly kept: number;
    readonly merged: number;
    readonly not_applicable: readonly { readonly reason: string; readonly count: number }[];
  }[];
  readonly notices: readonly string[];
};

export type RuleRecord = {
  readonly rule: string;
  readonly title: string;
  readonly status: RuleStatus;
  readonly enforce: Enforcement;
  readonly effective_on?: string;
  readonly message: string;
  readonly threshold?: string;
  readonly count: number;
};

export type OverlayRecord = {
  readonly mode: string;
  /** Of the canonical JSON of the effective overlay. */
  readonly sha256: string;
  /** What it was made of, in the order of precedence: built-in defaults, overlays, environment, flags. */
  readonly layers: readonly { readonly origin: string; readonly sha256: string }[];
};

export type IntelRecord = {
  readonly kev: {
    readonly version: string;
    readonly released: string;
    readonly sha256: string;
    readonly origin: "embedded" | "input";
    readonly entries: number;
    readonly age_days: number;
  };
};

export const decisionSchema = "fixops.decision/v1";

export type DecisionRecord = {
  readonly schema: typeof decisionSchema;
  readonly verdict: Verdict;
  readonly exit_code: 0 | 1 | 2;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Reason[];
  /** What would change the verdict, most important first. */
  readonly to_go: readonly string[];
  readonly rules: readonly RuleRecord[];
  readonly inputs: readonly InputRecord[];
  /** Found, and not counted: suppressed in the report, or closed by VEX. The sections of the bundle say which and why. */
  readonly set_aside: {
    readonly findings: number;
    readonly vulnerabilities: number;
    /** Of these vulnerabilities. */
    readonly known_exploited: number;
    /** Failed posture checks that the overlay disables. */
    readonly posture_failures: number;
  };
  /** Commit of the release, when it was told. */
  readonly commit?: string;
  /** What the release is, as far as a SHA-256 tells it: artefacts that were named, deployed images, what an SBOM is about. */
  readonly artefacts: readonly { readonly name: string; readonly sha256: string }[];
  /** The SLSA Build level that provenance of these artefacts was verified to have; absent when there was no provenance. */
  readonly slsa_build_level?: number;
  /** The stage documents that were taken from a run registry. */
  readonly stages?: {
    readonly app_id: string;
    readonly run_id: string;
    readonly documents: readonly {
      readonly stage: string;
      readonly document: string;
      readonly sha256: string;
      readonly signature: string;
    }[];
  };
  /** The stage document that this decision follows. */
  readonly previous?: { readonly stage: string; readonly document: string; readonly sha256: string };
  /** The earlier run or report that this one was compared with. */
  readonly baseline?: {
    readonly name: string;
    readonly sha256: string;
    readonly as_of?: string;
    /** Open items. */
    readonly new: number;
    readonly unchanged: number;
    readonly worsened: number;
    readonly reopened: number;
    /** Open there, and set aside now by VEX or suppression. */
    readonly closed: number;
    /** Open there, and gone. */
    readonly fixed: number;
  };
  /** What the gate did not look at. */
  readonly not_seen: readonly string[];
  readonly overlay: OverlayRecord;
  readonly intel: IntelRecord;
  readonly tool: ToolRecord;
  readonly app: AppRecord;
  readonly run_id: string;
  readonly as_of: string;
  /** Where the evidence is, below the evidence directory; the manifest there names the rest. */
  readonly evidence: { readonly directory: string; readonly manifest: string };
  /** 32 bytes in hex that nobody can guess, so that the digest of a withheld decision does not give it away. */
  readonly salt: string;
};

export const bundleSchema = "fixops.bundle/v1";

export type Bundle = {
  readonly schema: typeof bundleSchema;
  readonly mode: string;
  readonly run_id: string;
  readonly as_of: string;
  readonly app: AppRecord;
  readonly tool: ToolRecord;
  /** 32 bytes in hex that nobody can guess: the salts of the sections are made of it (`evidence/sections.ts`). */
  readonly salt: string;
  readonly sections: { readonly [name: string]: Section };
};

export const manifestSchema = "fixops.manifest/v1";

/** How a plain document became the file on disk, in the order in which it was done. */
export type SealEncoding = "gzip" | "fernet" | "age";

/** A document before gzip and encryption, which is its identity, and how it is found in the file on disk. */
export type SealedRecord = {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: readonly SealEncoding[];
  /** First 16 hex digits of SHA-256 of the Fernet key: tells which key opens it without telling the key. */
  readonly key_id?: string;
  /** Whom it is encrypted for with age. */
  readonly recipients?: readonly string[];
};

export type Manifest = {
  readonly schema: typeof manifestSchema;
  readonly mode: string;
  readonly run_id: string;
  readonly as_of: string;
  readonly app: AppRecord;
  readonly tool: ToolRecord;
  readonly verdict: Verdict;
  /** The files of the run directory besides the manifest, by name. */
  readonly files: readonly {
    readonly name: string;
    readonly media_type: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
  readonly bundle: SealedRecord;
  /** The normalised inputs, from which `replay` decides again; absent when they are not kept. */
  readonly inputs_document?: SealedRecord;
  readonly sections: readonly { readonly name: string; readonly status: string }[];
  /** RFC 6962 root over one salted leaf for each of these sections, in this order (`evidence/sections.ts`). */
  readonly sections_root: string;
  readonly inputs: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly overlay: OverlayRecord;
  readonly intel: IntelRecord;
  /** The key that signs this manifest, in the file beside it; absent when nobody does. */
  readonly signed_by?: {
    readonly algorithm: "ed25519" | "ecdsa-p256";
    /** Hex SHA-256 of the DER of its SubjectPublicKeyInfo. */
    readonly key_id: string;
  };
  /** The 32 bytes of the Ed25519 key that signs the checkpoints of the log, in base64; absent when there is none. */
  readonly log_key?: string;
  readonly retention_days: number;
  /** RFC 3339 date-time before which the evidence must be kept. */
  readonly retention_until: string;
  /** SHA-256 of this manifest's canonical JSON without this member, so that it notices its own damage. */
  readonly manifest_sha256: string;
};

/** One line of the audit log (DESIGN §8), canonical JSON. */
export type AuditLine = {
  readonly v: 1;
  readonly seq: number;
  /** RFC 6962 leaf hash of the line before: SHA-256(0x00 ‖ line); 64 zeros on the first line. */
  readonly prev: string;
  readonly ts: string;
  readonly event: string;
  readonly run?: string;
  readonly app?: string;
  /** Name → hex SHA-256 of what the event is about. */
  readonly subject?: { readonly [name: string]: string };
  readonly data?: { readonly [key: string]: string | number | boolean };
};
