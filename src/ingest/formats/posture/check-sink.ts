import type { Finding } from "../../../domain/finding.ts";
import type { Coverage, RawItems } from "../../../domain/input-file.ts";
import { account, count } from "../../account.ts";
import type { Reading } from "../../format.ts";
import { malformedIdDoubts } from "../../identifiers.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { keep, leaveOut } from "../vulnerabilities/vulnerability-sink.ts";

/** Why the raw items that most posture reports consist of are not used. */
export const passed = "the check passed";

/** Keeps a check that became a finding; one without a rule is lost. */
export function keepFinding(sink: PostureSink, sort: RawItems, finding: Finding | undefined): void {
  if (finding === undefined) {
    lose(sink, sort, "no rule id");
    return;
  }
  sink.findings.push(finding);
  keep(sink, sort);
}

/** Not used, and worth a doubt: something that the report meant to say is lost. */
export function lose(sink: PostureSink, sort: RawItems, reason: string, by = 1): void {
  leaveOut(sink, sort, reason, by);
  if (by > 0) count(sink.faults, `${sort} cannot be used: ${reason}`, by);
}

/** A number of items that a report gives in place of the items; 0 for anything else. */
export function countOf(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

type Close = {
  readonly coverage: Coverage;
  /** The sort that has an account even when there is none of it: zero is what a clean report says. */
  readonly sort: RawItems;
  readonly formatVersion?: string | undefined;
  readonly notices?: readonly string[];
  /** True when somebody looked for known vulnerabilities, too. */
  readonly lookedForVulnerabilities?: boolean;
};

/** The reading: one account for each sort, and a doubt for each fault beside those that the coverage has. */
export function checkReading(sink: PostureSink, close: Close): Reading {
  const { coverage, formatVersion, notices = [] } = close;
  const sorts = new Set<RawItems>([close.sort, ...sink.kept.keys(), ...sink.notUsed.keys()]);
  const faults = [...sink.faults].map(([what, n]) => `${n} ${what}`);
  return {
    ...(formatVersion !== undefined && { formatVersion }),
    coverage: { ...coverage, doubts: [...coverage.doubts, ...faults, ...malformedIdDoubts(sink.observations)] },
    accounts: [...sorts].map((sort) => account(sort, sink.kept.get(sort) ?? 0, sink.notUsed.get(sort) ?? new Map())),
    notices,
    items: { findings: sink.findings, ...(close.lookedForVulnerabilities && { observations: sink.observations }) },
  };
}
