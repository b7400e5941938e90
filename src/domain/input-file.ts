import type { SchemaValidity } from "./schema-validity.ts";

/** What an input is for. A format may serve several kinds (CycloneDX: sbom, vex, vulnerabilities). */
export const inputKinds = [
  "design",
  "context",
  "sbom",
  "sarif",
  "cve",
  "vex",
  "cnapp",
  "provenance",
  "tests",
  "tfplan",
  "k8s",
  "requirements",
  "telemetry",
] as const;

/**
 * `sarif`: findings of static analysis and its like; `cve`: vulnerability scans and advisories; `cnapp`: findings about
 * cloud resources, clusters and hosts; `tests`: test results and code coverage; `telemetry`: what monitoring measured of the running
 * services. Named as the flags.
 */
export type InputKind = (typeof inputKinds)[number];

/** A gzip file or ZIP archive among the inputs. */
export type Archive = { readonly name: string; readonly sha256: string };

/** Bytes that were read once: hashed, parsed and kept from this one buffer. */
export type InputBytes = {
  /** Name in the evidence: the path below the directory or pattern that was given, else the base name. Unique in a run. */
  readonly name: string;
  /** Where it was found, for messages only: the evidence must not depend on it. */
  readonly path?: string;
  readonly bytes: Uint8Array;
  /** Hex SHA-256 of the bytes, as they are on disk or came out of the archive. */
  readonly sha256: string;
  /** What it was packed in, with the digest of that file. */
  readonly archive?: Archive;
  /** The kind that the flag promised; absent for `--input`. */
  readonly expected?: InputKind;
};

/**
 * What reports call their raw items, and what the product knows them as; `undefined` for those that are never merged.
 * A reader of a new format finds its word here or adds it: the accounts of the decision need to know what was merged.
 */
export const rawItems = {
  "CVE records": "advisories",
  "EPSS scores": undefined,
  "OSV records": undefined,
  "advisory records": "advisories",
  alerts: "findings",
  assets: undefined,
  attestations: undefined,
  "audit advisories": undefined,
  blocks: undefined,
  bugs: "findings",
  checks: "findings",
  classes: undefined,
  "cluster reports": undefined,
  components: "components",
  contexts: undefined,
  dependencies: undefined,
  elements: undefined,
  findings: "findings",
  hotspots: "findings",
  "ignored matches": "vulnerabilities",
  "ignored vulnerabilities": "vulnerabilities",
  issues: "findings",
  "known exploited vulnerabilities": undefined,
  licences: undefined,
  matches: "vulnerabilities",
  messages: "findings",
  misconfigurations: "findings",
  "modified findings": undefined,
  packages: undefined,
  "product statuses": undefined,
  "related dependencies": undefined,
  "resource changes": undefined,
  requirements: undefined,
  resources: undefined,
  results: "findings",
  risks: "findings",
  rows: undefined,
  secrets: "findings",
  services: undefined,
  "source files": undefined,
  statements: undefined,
  "suppressed vulnerabilities": "vulnerabilities",
  "test cases": undefined,
  threats: "findings",
  "via entries": "vulnerabilities",
  violations: "findings",
  vulnerabilities: "vulnerabilities",
  "vulnerability findings": "vulnerabilities",
  "vulnerability groups": "vulnerabilities",
  "vulnerable packages": undefined,
  "vulnerable versions": "vulnerabilities",
  warnings: "findings",
} as const;

export type RawItems = keyof typeof rawItems;

/** What correlation merges. */
export type MergeableItems = Exclude<(typeof rawItems)[RawItems], undefined>;

/** Of one sort of raw item in one input: raw = kept + not applicable, each with its reason (DESIGN §1.3). */
export type Account = {
  readonly items: RawItems;
  readonly raw: number;
  readonly kept: number;
  /** Items that are not used, by reason; never silently. */
  readonly notApplicable: readonly { readonly reason: string; readonly count: number }[];
};

/** Positive control: what the tool says that it looked at. */
export type Coverage = {
  readonly tool?: string;
  readonly toolVersion?: string;
  /** Targets, files or packages that were scanned, when the report tells. */
  readonly targets?: number;
  readonly rules?: number;
  /** Date of the tool's vulnerability database, as given. */
  readonly databaseDate?: string;
  /** When the report was made, as given. */
  readonly generatedAt?: string;
  /**
   * Reasons not to trust that the report says everything: no tool, no target, a failed scan.
   * Each makes `inputs/trust` unknown: doubt is never GO.
   */
  readonly doubts: readonly string[];
};

/** An input after ingestion. */
export type InputFile = {
  readonly name: string;
  readonly sha256: string;
  readonly archive?: Archive;
  readonly bytes: number;
  readonly encoding: string;
  readonly kinds: readonly InputKind[];
  /** Id of the format module that read it. */
  readonly format: string;
  readonly formatVersion?: string;
  /** Set for records about vulnerabilities in general (KEV, NVD), which scan nothing. */
  readonly isPublicRecord?: true;
  readonly coverage: Coverage;
  /** Absent where it is not evaluated, in a gate. */
  readonly schema?: SchemaValidity;
  readonly accounts: readonly Account[];
  /** Things worth knowing that do not change the verdict. */
  readonly notices: readonly string[];
};

/** True for what tells of the world's vulnerabilities: it is given as `cve`, and looked at nothing of this release. */
export function isPublicRecord(input: Pick<InputFile, "isPublicRecord">): boolean {
  return input.isPublicRecord === true;
}

/** True when somebody looked for known vulnerabilities in this release. */
export function isVulnerabilityScan(input: Pick<InputFile, "isPublicRecord" | "kinds">): boolean {
  return input.kinds.includes("cve") && !isPublicRecord(input);
}

/** True when somebody looked at the code or the dependencies of this release, and not at the cloud that it runs in. */
export function isReleaseScan(input: Pick<InputFile, "isPublicRecord" | "kinds">): boolean {
  return isVulnerabilityScan(input) || (isScan(input) && input.kinds[0] !== "cnapp");
}

/** True when somebody looked for flaws of any sort in this release; the threats of a design were thought of, not found. */
export function isScan(input: Pick<InputFile, "isPublicRecord" | "kinds">): boolean {
  if (input.kinds.includes("design")) return false;
  return input.kinds.includes("sarif") || input.kinds.includes("cnapp") || isVulnerabilityScan(input);
}
