import type { Change } from "./change.ts";
import { positionText } from "./error.ts";
import type { Severity } from "./severity.ts";
import { type Source, sourceText } from "./source.ts";
import type { Suppression } from "./suppression.ts";

export type Location = { readonly file?: string; readonly line?: number };

/** What a static analysis, secret or configuration scanner reports: a SARIF `result` and its like. */
export type Finding = {
  readonly ruleId: string;
  readonly tool: string;
  /** SARIF level or the tool's own word, for people. */
  readonly level: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location: Location;
  /** The cloud resource, cluster object, host or image that it is about, as the tool names it (ARN, resource id, kind/namespace/name). */
  readonly resource?: string;
  readonly cwes: readonly string[];
  /** Vulnerability ids that the rule id names (an SCA tool that writes SARIF), in upper case. */
  readonly vulnerabilityIds: readonly string[];
  /** The tool's own stable fingerprint when it gives one, `name=value`. */
  readonly toolFingerprint?: string;
  /**
   * Text that tells the place apart besides its line, at most 400 characters: the flagged code, the function around it.
   * Never of a finding about a secret, whose code is the secret.
   */
  readonly context?: string;
  /** SARIF baselineState as given. */
  readonly baselineState?: string;
  readonly suppression?: Suppression;
  readonly source: Source;
};

export const findingStates = ["open", "suppressed"] as const;

export type FindingState = (typeof findingStates)[number];

/** A finding after correlation: one per fingerprint. */
export type CorrelatedFinding = Finding & {
  /** Hex SHA-256 prefix that names the finding in this product. */
  readonly fingerprint: string;
  readonly state: FindingState;
  /** Against the baseline, when there is one. */
  readonly change?: Change;
  /** Where the duplicates that were merged into it stand. */
  readonly duplicates: readonly Source[];
};

/** `src/app.ts:12`, the resource, or where it stands in the report when it names neither. */
export function locationText(finding: Finding): string {
  return finding.location.file === undefined
    ? (finding.resource ?? sourceText(finding.source))
    : positionText(finding.location);
}
