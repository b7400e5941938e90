import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Reading } from "../../format.ts";
import { findingOf } from "./finding-draft.ts";
import { type FindingSieve, findingsReading, unreadable } from "./finding-sieve.ts";

/** What ZAP's JSON and XML say alike of one alert of a site. */
export type ZapAlert = {
  readonly rule: string | undefined;
  readonly name: string | undefined;
  /** `riskcode`: 0 (informational) to 3 (high). */
  readonly risk: string | undefined;
  /** `confidence`: 0 (false positive) to 4 (confirmed by a person). */
  readonly confidence: string | undefined;
  readonly cwe: string | undefined;
  /** Addresses where it was seen. */
  readonly addresses: readonly string[];
  readonly site: string | undefined;
  readonly source: Source;
};

const severities: ReadonlyMap<string, Severity> = new Map([
  ["3", "high"],
  ["2", "medium"],
  ["1", "low"],
  ["0", "info"],
]);

const levels: ReadonlyMap<string, string> = new Map([
  ["3", "High"],
  ["2", "Medium"],
  ["1", "Low"],
  ["0", "Informational"],
]);

/** One finding for each alert of a site; the places where it was seen are counted, and the first is named. */
export function zapFinding(alert: ZapAlert): Finding | string {
  const ruleId = alert.rule ?? alert.name;
  if (ruleId === undefined) return unreadable;
  return findingOf({
    ruleId,
    tool: "zap",
    level: levels.get(alert.risk ?? "") ?? alert.risk,
    severity: severities.get(alert.risk ?? "") ?? "unknown",
    message: messageOf(alert),
    resource: alert.addresses[0] ?? alert.site,
    cwes: cwesOf(alert),
    suppression: alert.confidence === "0" ? falsePositive : undefined,
    source: alert.source,
  });
}

function messageOf({ name, addresses }: ZapAlert): string | undefined {
  return name === undefined || addresses.length < 2 ? name : `${name} (${addresses.length} places)`;
}

/** A bare number; -1 and 0 stand for none. */
function cwesOf({ cwe }: ZapAlert): readonly string[] {
  return cwe !== undefined && /^[1-9]\d{0,5}$/.test(cwe) ? [`CWE-${cwe}`] : [];
}

const falsePositive: Suppression = { kind: "external", rule: "marked as a false positive" };

/** What a report says of itself. */
export type ZapReport = {
  readonly sites: number;
  readonly version: string | undefined;
  readonly generated: string | undefined;
};

export function zapReading(sieve: FindingSieve, { sites, version, generated }: ZapReport): Reading {
  return findingsReading(sieve, {
    items: "alerts",
    coverage: {
      tool: "zap",
      ...(version !== undefined && { toolVersion: version }),
      targets: sites,
      ...(generated !== undefined && { generatedAt: generated }),
      doubts: sites === 0 ? ["the report names no site that was looked at"] : [],
    },
  });
}
