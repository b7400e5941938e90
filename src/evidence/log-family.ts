import type { AuditLine } from "../domain/bundle.ts";
import type { StoredLog, StoredLogs } from "../domain/runtime.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { logFile } from "./audit.ts";
import { type LoggedLine, type LogProblem, type LogReport, type LogScan, scanLog } from "./check-log.ts";
import { originOf } from "./log-checkpoint.ts";
import { closedYear, openedEvent, openingEvent } from "./log-years.ts";

/** One log of a family: that of a closed year, or the open one, which has no year. */
export type LogMember = {
  readonly year?: string;
  readonly report: LogScan;
  readonly first: LoggedLine | undefined;
  readonly last: LoggedLine | undefined;
  /** What it is called; undefined when it has no line. */
  readonly origin: string | undefined;
  readonly checkpoint: Uint8Array | undefined;
  /** Whether the file `head` stands beside the lines. */
  readonly hasHead: boolean;
  /** The hash levels that are stored of it. Throws INTEGRITY_LOG for what is no file. */
  readonly hashes: () => readonly Uint8Array[];
};

/** All logs of a directory as if they were one: problems of all years; size counts all, the rest is of the open log. */
export type FamilyScan = LogScan & {
  /** Oldest first; the last is the open one. */
  readonly members: readonly LogMember[];
};

/** The same with the lines of all years. */
export type FamilyReport = FamilyScan & LogReport;

/** Reads the stored hash levels of a closed year, or of the open log. */
export type ReadLevels = (year?: string) => readonly Uint8Array[];

/** Is told of each line that can be read, and of the closed year that it stands in. */
export type VisitFamily = (logged: LazyLine, year: string | undefined) => void;

/** A line whose content is read when it is asked for. */
export type LazyLine = {
  readonly seq: number;
  readonly leaf: string;
  readonly event: string;
  readonly read: () => AuditLine;
};

/** As `scanFamily`, with all lines: some kilobytes of memory for each. */
export function checkFamily(stored: StoredLogs, readLevels?: ReadLevels): FamilyReport {
  const lines = new Map<string | undefined, LoggedLine[]>();
  const family = scanFamily(stored, readLevels, ({ seq, leaf, read }, year) => {
    const known = lines.get(year);
    const logged = { seq, leaf, line: read() };
    if (known === undefined) lines.set(year, [logged]);
    else known.push(logged);
  });
  return { ...family, lines: family.members.flatMap(({ year }) => lines.get(year) ?? []) };
}

/**
 * Checks the open log and those of closed years, each by itself and that each names the one before it. Never throws.
 * A closed year that is still the open log, since a crash came between, counts once.
 */
export function scanFamily(
  { closed = [], ...open }: StoredLogs,
  readLevels: ReadLevels = () => [],
  visit?: VisitFamily,
): FamilyScan {
  const years = closed.map((stored) => memberOf(stored, readLevels, visit, stored.year));
  const last = memberOf(open, readLevels, visit);
  const members = [...years.filter(({ report }) => !isSame(report, last.report)), last];
  return {
    ...last.report,
    size: members.reduce((sum, { report }) => sum + report.size, 0),
    problems: [...members.flatMap(problemsOf), ...linkProblems(members)],
    members,
  };
}

function memberOf(stored: StoredLog, readLevels: ReadLevels, visit?: VisitFamily, year?: string): LogMember {
  let first: LazyLine | undefined;
  let last: LazyLine | undefined;
  const report = scanLog(stored.log, stored.head, ({ event, read }, leaf, seq) => {
    last = { seq, leaf, event, read };
    first ??= last;
    visit?.(last, year);
  });
  return {
    ...(year !== undefined && { year }),
    report,
    first: first && loggedOf(first),
    last: last && loggedOf(last),
    origin: first && originOf(first.leaf),
    checkpoint: stored.checkpoint,
    hasHead: stored.head !== undefined,
    hashes: () => readLevels(year),
  };
}

function loggedOf({ seq, leaf, read }: LazyLine): LoggedLine {
  return { seq, leaf, line: read() };
}

function isSame(one: LogScan, other: LogScan): boolean {
  return one.size > 0 && one.size === other.size && one.lastLeaf === other.lastLeaf;
}

/** The path of a file of a log, from the directory of the open one. */
export function fileOf({ year }: Pick<LogMember, "year">, name: string): string {
  return year === undefined ? name : `shards/${year}/${name}`;
}

/** A closed log ends in a whole line: nothing is appended to it any more. */
function problemsOf(member: LogMember): readonly LogProblem[] {
  const { report, year } = member;
  const own = report.problems.map((problem) => ({ ...problem, file: fileOf(member, problem.file) }));
  if (year === undefined || report.torn === undefined) return own;
  return [...own, { file: fileOf(member, logFile), message: "is closed, and something stands behind its last line" }];
}

/** Each log but the first follows one that was closed for its year and is named in its first line. */
function linkProblems(members: readonly LogMember[]): readonly LogProblem[] {
  return members.flatMap((member, index) => {
    const file = fileOf(member, logFile);
    const { first } = member;
    const before = members[index - 1];
    if (before !== undefined) return linkProblem(before, first, file);
    if (first?.line.event !== openedEvent) return [];
    return [{ file, line: 1, message: `follows the log of ${first.line.data?.["year"]}, which is not here` }];
  });
}

function linkProblem(before: LogMember, first: LoggedLine | undefined, file: string): readonly LogProblem[] {
  const { last } = before;
  if (last === undefined || closedYear(last.line) !== before.year) {
    return [{ file: fileOf(before, logFile), message: `does not end in the line that closes ${before.year}` }];
  }
  if (first === undefined) return [{ file, message: `is missing, or empty: it follows the log of ${before.year}` }];
  const named = openingEvent({ head: before.report.head, origin: before.origin ?? "", last: last.line });
  const { event, subject, data } = first.line;
  if (canonicalJson({ event, subject, data }) === canonicalJson({ ...named, ts: undefined })) return [];
  return [{ file, line: 1, message: `does not follow the log of ${before.year} as it is here` }];
}
