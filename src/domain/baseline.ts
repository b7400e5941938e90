import type { CorrelatedFinding } from "./finding.ts";
import { isOpen, packageText, type Vulnerability } from "./vulnerability.ts";

/** What an earlier run or report knew, to tell what is new (SARIF §3.27.24 names the same states for one tool). */
export type Baseline = {
  /** Name of the run, or of the first report. */
  readonly name: string;
  /** Hex SHA-256 of the plain bundle, or of the report. */
  readonly sha256: string;
  /** The clock of the earlier run; absent for a bare report. */
  readonly asOf?: string;
  readonly vulnerabilities: readonly KnownVulnerability[];
  readonly findings: readonly KnownFinding[];
};

export type KnownVulnerability = {
  readonly id: string;
  readonly aliases: readonly string[];
  /** Purl, or name and version. */
  readonly package: string;
  readonly isOpen: boolean;
};

export type KnownFinding = {
  readonly fingerprint: string;
  /** What it is, for people. */
  readonly title: string;
  readonly isOpen: boolean;
};

/** What a later run compares with. */
export function knownVulnerability(one: Vulnerability): KnownVulnerability {
  return { id: one.id, aliases: one.aliases, package: packageText(one.package), isOpen: isOpen(one) };
}

export function knownFinding(one: CorrelatedFinding): KnownFinding {
  return { fingerprint: one.fingerprint, title: `${one.tool} ${one.ruleId}`, isOpen: one.state === "open" };
}
