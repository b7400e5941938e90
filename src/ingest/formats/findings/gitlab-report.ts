import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import { label } from "../label.ts";
import { shown } from "../refusals.ts";
import { quoted } from "./report-text.ts";

/** The frame that all security reports of GitLab CI share (security-report-schemas), whatever was scanned. */

/** Majors of the schema that are read; 2 and 3 are those of analyzers before GitLab 14. */
export const gitlabVersions = ["2", "3", "14", "15"] as const;

/** Scan types whose reports list vulnerabilities of packages; those of all others are about the code or the running app. */
const packageScans: ReadonlySet<string> = new Set([
  "dependency_scanning",
  "container_scanning",
  "container_scanning_for_registry",
  "cluster_image_scanning",
]);

/** True for a report of GitLab CI; its vulnerabilities have a list of identifiers, which no other tool's have. */
export function isGitlabReport(report: unknown): boolean {
  if (!hasList(report, "vulnerabilities") || text(report, "bomFormat") !== undefined) return false;
  if (isObject(field(report, "scan")) && text(field(report, "scan"), "type") !== undefined) return true;
  const entries = list(report, "vulnerabilities");
  if (entries.length === 0) return hasList(report, "remediations") && text(report, "version") !== undefined;
  return entries.some((entry) => hasList(entry, "identifiers") && isObject(field(entry, "location")));
}

/** True when the report is about packages: by the type of the scan, else by the category or place of its entries. */
export function isAboutPackages(report: unknown): boolean {
  const type = text(field(report, "scan"), "type");
  if (type !== undefined) return packageScans.has(type);
  return list(report, "vulnerabilities").some((entry) => {
    const category = text(entry, "category");
    if (category !== undefined) return packageScans.has(category);
    const dependency = field(field(entry, "location"), "dependency");
    return text(field(dependency, "package"), "name") !== undefined;
  });
}

/**
 * The major of the schema; undefined when the report tells no version.
 * Throws INPUT_UNSUPPORTED_VERSION for one that is not known: majors change the shape.
 */
export function gitlabVersion(report: unknown, file: string): string | undefined {
  const given = field(report, "version");
  if (given === undefined) return undefined;
  const major = typeof given === "string" ? /^(\d{1,4})(?:\.|$)/.exec(given)?.[1] : undefined;
  const known = gitlabVersions.find((version) => version === major);
  if (known !== undefined) return known;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `version of the GitLab security report is ${shown(given)}; expected ${gitlabVersions.join(", ")}`,
    { where: { file, pointer: "/version" }, hint: "use an analyzer that writes version 15 of the schema" },
  );
}

/** The scanner's name; reports before version 14 name it beside each vulnerability. */
export function scannerOf(report: unknown, entry?: unknown): string | undefined {
  const own = field(entry, "scanner");
  const scanner = field(field(report, "scan"), "scanner");
  return label(own, "name") ?? label(own, "id") ?? label(scanner, "name") ?? label(scanner, "id");
}

/** What the report says of its scan. */
export function gitlabCoverage(report: unknown, targets: number | undefined): Coverage {
  const scan = field(report, "scan");
  const [first] = list(report, "vulnerabilities");
  const tool = scannerOf(report, first);
  const rules = hasList(scan, "primary_identifiers") ? list(scan, "primary_identifiers").length : undefined;
  return {
    ...optional("tool", tool),
    ...optional("toolVersion", label(field(scan, "scanner"), "version")),
    ...optional("targets", targets),
    ...optional("rules", rules),
    ...optional("generatedAt", label(scan, "end_time") ?? label(scan, "start_time")),
    doubts: [
      ...(tool === undefined ? ["the report names no scanner"] : []),
      ...(field(report, "version") === undefined ? ["the report tells no version of its schema"] : []),
      ...statusDoubts(scan),
      ...messagesOf(scan, "fatal").map((said) => `the scan was halted: ${said}`),
    ],
  };
}

/** Reports before version 3 have no `scan`. */
function statusDoubts(scan: unknown): readonly string[] {
  const status = text(scan, "status");
  return scan === undefined || status === "success" ? [] : [`the scan ended with the status ${shown(status)}`];
}

/** What the scanner wants people to know: partial errors, skipped files. */
export function gitlabNotices(report: unknown): readonly string[] {
  return messagesOf(field(report, "scan"), "warn").map((said) => `the scan warns: ${said}`);
}

/** More messages than this are repeats of one trouble. */
const maxMessages = 5;

function messagesOf(scan: unknown, level: string): readonly string[] {
  const messages = list(scan, "messages").filter((message) => text(message, "level") === level);
  return messages.slice(0, maxMessages).map((message) => quoted(text(message, "value")));
}

/** One way to name a flaw: `cve`, `cwe`, `ghsa`, or a rule of the scanner. */
export type GitlabIdentifier = { readonly type: string; readonly name: string | undefined; readonly value: string };

/** Identifiers of an entry, the primary one first; types in lower case. Values are texts, a few tools write numbers. */
export function identifiersOf(entry: unknown): readonly GitlabIdentifier[] {
  return list(entry, "identifiers").flatMap((identifier) => {
    const given = field(identifier, "value");
    const value = typeof given === "number" ? String(given) : text(identifier, "value");
    const name = text(identifier, "name");
    if (value === undefined && name === undefined) return [];
    return [{ type: (text(identifier, "type") ?? "").toLowerCase(), name, value: value ?? name ?? "" }];
  });
}

/** CWEs among identifiers: the number is in the value, or (njsscan) in the name. */
export function cwesAmong(identifiers: readonly GitlabIdentifier[]): readonly string[] {
  return identifiers
    .filter(({ type }) => type === "cwe")
    .map(({ name, value }) => (/^(?:cwe-)?\d{1,5}$/i.test(value) ? value : (name ?? "")));
}
