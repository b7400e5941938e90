import type { Coverage } from "../../../domain/input-file.ts";
import type { Cvss } from "../../../domain/vulnerability.ts";
import { at, field, isObject, list, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { dateTimeOf } from "../date-time.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { fixedVersions } from "./fix-ranges.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf } from "./scores.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/** `cargo audit --json`; the report names neither the tool nor its version, but its database. */
export const cargoAudit: Format = {
  id: "cargo-audit-json",
  title: "cargo-audit JSON",
  sign: "`lockfile`, `database` and `vulnerabilities`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return (
    isObject(field(report, "lockfile")) &&
    isObject(field(report, "database")) &&
    isObject(field(report, "vulnerabilities"))
  );
}

const tool = "cargo-audit";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const found = field(report, "vulnerabilities");
  requireList(found, "list", { title: "cargo-audit", file: origin.name, pointer: "/vulnerabilities" });
  for (const [index, entry] of list(found, "list").entries())
    readVulnerability(entry, `/vulnerabilities/list/${index}`, sink);
  readWarnings(report, sink);
  return vulnerabilityReading(sink, { coverage: coverageOf(report), sorts: ["vulnerabilities"] });
}

function readVulnerability(entry: unknown, pointer: string, sink: VulnerabilitySink): void {
  const advisory = field(entry, "advisory");
  const id = text(advisory, "id");
  const name = text(field(entry, "package"), "name") ?? text(advisory, "package");
  if (id === undefined || name === undefined) {
    lose(sink, "vulnerabilities", "no id or no package");
    return;
  }
  if (isWithdrawn(advisory)) {
    leaveOut(sink, "vulnerabilities", "the advisory is withdrawn");
    return;
  }
  const version = text(field(entry, "package"), "version");
  const purl = packagePurl("cargo", name, version);
  const observation = observationOf({
    id,
    names: texts(advisory, "aliases"),
    package: { name, ...optional("version", version), ...optional("purl", purl), ecosystem: "crates.io" },
    cvss: scoresOf(advisory),
    fixedIn: fixedVersions(texts(field(entry, "versions"), "patched")),
    title: text(advisory, "title"),
    tool,
    source: { input: sink.input, pointer },
  });
  keep(sink, "vulnerabilities", observation);
}

/** RustSec writes the day; anything but a time withdraws nothing. */
function isWithdrawn(advisory: unknown): boolean {
  const day = text(advisory, "withdrawn");
  return (dateTimeOf(day) ?? dateTimeOf(`${day}T00:00:00Z`)) !== undefined;
}

function scoresOf(advisory: unknown): readonly Cvss[] {
  const vector = text(advisory, "cvss");
  return [cvssOf({ vector })].filter((one) => one !== undefined);
}

/** What RustSec publishes for information (`unmaintained`, `unsound`, `notice`) and versions that were yanked. */
function readWarnings(report: unknown, sink: VulnerabilitySink): void {
  const warnings = field(report, "warnings");
  if (!isObject(warnings)) {
    for (const warning of list(report, "warnings")) leaveOut(sink, "warnings", reasonOf(text(warning, "kind")));
    return;
  }
  for (const kind of Object.keys(warnings)) {
    const n = list(warnings, kind).length;
    if (n > 0) leaveOut(sink, "warnings", reasonOf(kind), n);
  }
}

function reasonOf(kind: string | undefined): string {
  return `a warning (${quoted(kind ?? "unnamed")}) is no vulnerability`;
}

function coverageOf(report: unknown): Coverage {
  const database = field(report, "database");
  const targets = number(field(report, "lockfile"), "dependency-count");
  return {
    tool,
    ...optional("targets", targets),
    ...optional("rules", number(database, "advisory-count")),
    ...optional("databaseDate", label(database, "last-updated")),
    doubts: doubtsOf(report, targets),
  };
}

function doubtsOf(report: unknown, targets: number | undefined): readonly string[] {
  const settings = field(report, "settings");
  const ignored = texts(settings, "ignore");
  const severity = text(settings, "severity");
  const counted = number(field(report, "vulnerabilities"), "count");
  const listed = list(field(report, "vulnerabilities"), "list").length;
  return [
    ...(targets === undefined ? ["the report does not tell how many dependencies were looked at"] : []),
    ...(targets === 0 ? ["the audit looked at no dependency"] : []),
    ...(number(at(report, "database"), "advisory-count") === 0 ? ["the database held no advisory"] : []),
    ...(ignored.length > 0
      ? [`the audit was told to ignore ${quoted(ignored.join(", "))}, and does not tell what that hid`]
      : []),
    ...(severity === undefined ? [] : [`the audit reports only severities from ${quoted(severity)} on`]),
    ...(counted !== undefined && counted !== listed
      ? [`the report counts ${counted} vulnerabilities and lists ${listed}`]
      : []),
  ];
}
