import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { field, hasList, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import {
  cwesAmong,
  type GitlabIdentifier,
  gitlabCoverage,
  gitlabNotices,
  gitlabVersion,
  gitlabVersions,
  identifiersOf,
  isAboutPackages,
  isGitlabReport,
  scannerOf,
} from "./gitlab-report.ts";
import { lineNumber } from "./report-text.ts";

/**
 * GitLab CI's reports of SAST, secret detection, DAST, API and coverage fuzzing (`gl-sast-report.json` and its like).
 * `raw_source_code_extract`, `details` and `evidence` may hold secrets and go nowhere.
 */
export const gitlabSecurity: Format = {
  id: "gitlab-security-json",
  title: "GitLab report of SAST, secret detection, DAST or fuzzing",
  sign: "`vulnerabilities` and a `scan.type`, or entries with `identifiers` and a `location`, that are not about packages",
  versions: gitlabVersions,
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return isGitlabReport(report) && !isAboutPackages(report);
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const formatVersion = gitlabVersion(report, origin.name);
  const type = text(field(report, "scan"), "type");
  const sieve = siftAll(list(report, "vulnerabilities"), (entry, index) =>
    toFinding(entry, {
      scanner: scannerOf(report, entry) ?? "unnamed scanner",
      isSecret: (type ?? text(entry, "category")) === "secret_detection",
      source: { input: origin.name, pointer: `/vulnerabilities/${index}` },
    }),
  );
  const scanned = field(report, "scan");
  const targets = hasList(scanned, "scanned_resources") ? list(scanned, "scanned_resources").length : undefined;
  const coverage = gitlabCoverage(report, targets);
  const doubts = targets === 0 ? [...coverage.doubts, "the report says that nothing was scanned"] : coverage.doubts;
  return findingsReading(sieve, {
    items: "results",
    formatVersion,
    coverage: { ...coverage, doubts },
    notices: gitlabNotices(report),
  });
}

type Place = { readonly scanner: string; readonly isSecret: boolean; readonly source: Source };

function toFinding(entry: unknown, { scanner, isSecret, source }: Place): Finding | string {
  const identifiers = identifiersOf(entry);
  const ruleId = ruleOf(identifiers) ?? text(entry, "name");
  if (ruleId === undefined) return unreadable;
  const location = field(entry, "location");
  const word = text(entry, "severity");
  const said = [text(entry, "message"), text(entry, "description"), text(entry, "name")];
  return findingOf({
    ruleId,
    tool: scanner,
    level: word,
    severity: severityOfWord(word),
    message: isSecret ? (text(entry, "name") ?? ruleId) : said.find((one) => one !== undefined),
    file: text(location, "file"),
    line: lineNumber(field(location, "start_line")),
    resource: resourceOf(location),
    cwes: cwesAmong(identifiers),
    vulnerabilityIds: identifiers.flatMap(({ type, value }) => (type === "cve" ? vulnerabilityIdsIn(value) : [])),
    toolFingerprint: signatureOf(field(entry, "tracking")),
    context: isSecret ? undefined : contextOf(location),
    source,
  });
}

/** The primary identifier's value, which a few analyzers (njsscan) use for a sentence and the name for the rule. */
function ruleOf([primary]: readonly GitlabIdentifier[]): string | undefined {
  if (primary === undefined) return undefined;
  const { name, value } = primary;
  return name !== undefined && /\s/.test(value) && !/\s/.test(name) ? name : value;
}

/** Of DAST and API fuzzing: what was asked. */
function resourceOf(location: unknown): string | undefined {
  const host = text(location, "hostname") ?? text(location, "host");
  const path = text(location, "path");
  if (host === undefined || text(location, "file") !== undefined) return undefined;
  return path === undefined ? host : `${host}${path}`;
}

/** The function that the code is in, the request, or where the program crashed. */
function contextOf(location: unknown): string | undefined {
  const parts = ["class", "method", "param", "crash_type", "crash_state"].flatMap((key) => text(location, key) ?? []);
  return parts.length === 0 ? undefined : parts.join(" ");
}

/**
 * The signature by which GitLab follows a finding through commits: scope and offset in it, not the line. The last of
 * several is the most exact.
 */
function signatureOf(tracking: unknown): string | undefined {
  const signature = list(list(tracking, "items")[0], "signatures").at(-1);
  const algorithm = text(signature, "algorithm");
  const value = text(signature, "value");
  return algorithm === undefined || value === undefined ? undefined : `${algorithm}=${value}`;
}
