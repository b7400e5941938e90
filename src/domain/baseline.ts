import type { AppRecord } from "./bundle.ts";
import type { CorrelatedFinding } from "./finding.ts";
import type { Severity } from "./severity.ts";
import type { Verdict } from "./verdict.ts";
import { isOpen, packageText, type Vulnerability } from "./vulnerability.ts";

/** What an earlier run or report knew, to tell what is new (SARIF §3.27.24 names the same states for one tool). */
export type Baseline = {
  /** Name of the run, or of the first report. */
  readonly name: string;
  /** Hex SHA-256 of the plain bundle, or of the report. */
  readonly sha256: string;
  /** What is known of an earlier run; absent for bare reports. */
  readonly run?: { readonly asOf: string; readonly verdict: Verdict; readonly app: AppRecord };
  /** Hex SHA-256 of each of its inputs. */
  readonly inputs: readonly string[];
  readonly vulnerabilities: readonly KnownVulnerability[];
  readonly findings: readonly KnownFinding[];
};

export type KnownVulnerability = {
  readonly id: string;
  readonly aliases: readonly string[];
  /** Purl, or name and version. */
  readonly package: string;
  readonly severity: Severity;
  readonly isOpen: boolean;
};

export type KnownFinding = {
  readonly fingerprint: string;
  /** What it is, for people. */
  readonly title: string;
  readonly severity: Severity;
  readonly isOpen: boolean;
};

/** What a later run compares with. */
export function knownVulnerability(one: Vulnerability): KnownVulnerability {
  const { id, aliases, severity } = one;
  return { id, aliases, package: packageText(one.package), severity, isOpen: isOpen(one) };
}

export function knownFinding(one: CorrelatedFinding): KnownFinding {
  const { fingerprint, tool, ruleId, severity, state } = one;
  return { fingerprint, title: `${tool} ${ruleId}`, severity, isOpen: state === "open" };
}
