import type { Finding } from "../../../domain/finding.ts";
import type { Coverage, RawItems } from "../../../domain/input-file.ts";
import type { Observation } from "../../../domain/vulnerability.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Reading } from "../../format.ts";
import { malformedIdDoubts } from "../../identifiers.ts";

/** What a reader of posture reports gathers while it goes through one document. */
export type CheckSink = {
  /** Name of the input, for sources. */
  readonly input: string;
  readonly findings: Finding[];
  readonly observations: Observation[];
  /** Sort of raw item → how many became a finding or an observation. */
  readonly kept: Map<RawItems, number>;
  /** Sort of raw item → reason → how many are not used. */
  readonly notUsed: Map<RawItems, Tally>;
  /** What is doubtful → how many. */
  readonly faults: Tally;
};

/** Why the raw items that most posture reports consist of are not used. */
export const passed = "the check passed";

export function checkSink(input: string): CheckSink {
  return { input, findings: [], observations: [], kept: new Map(), notUsed: new Map(), faults: new Map() };
}

export function keepFinding(sink: CheckSink, sort: RawItems, finding: Finding | undefined): void {
  if (finding === undefined) {
    lose(sink, sort, "no rule id");
    return;
  }
  sink.findings.push(finding);
  keep(sink, sort);
}

export function keepObservation(sink: CheckSink, sort: RawItems, observation: Observation): void {
  sink.observations.push(observation);
  keep(sink, sort);
}

/** Counts a raw item that is used. */
export function keep(sink: CheckSink, sort: RawItems): void {
  sink.kept.set(sort, (sink.kept.get(sort) ?? 0) + 1);
}

/** Not used, and nothing is lost by it. */
export function leaveOut(sink: CheckSink, sort: RawItems, reason: string, by = 1): void {
  if (by <= 0) return;
  const tally = sink.notUsed.get(sort) ?? new Map();
  sink.notUsed.set(sort, tally);
  count(tally, reason, by);
}

/** Not used, and worth a doubt: something that the report meant to say is lost. */
export function lose(sink: CheckSink, sort: RawItems, reason: string, by = 1): void {
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
export function checkReading(sink: CheckSink, close: Close): Reading {
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
