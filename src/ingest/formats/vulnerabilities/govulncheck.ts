import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue, jsonValues } from "../forms.ts";
import { label } from "../label.ts";
import { shown } from "../refusals.ts";
import { isEarlyReport, readEarly } from "./govulncheck-early.ts";
import { type GoFinding, type GoRecords, readFindings } from "./govulncheck-finding.ts";
import {
  keep,
  leaveOut,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/**
 * `govulncheck -json` (protocol version 1): JSON objects end to end, each a message with one member. Also the list that
 * people make of them, and the one object of `early` reports.
 */
export const govulncheck: Format = {
  id: "govulncheck-json",
  title: "govulncheck JSON",
  sign: "messages of `config`, `progress`, `osv`, `finding` or `SBOM`, with a `protocol_version` or a finding's `osv` in one; or `Calls`, `Imports`, `Requires` and `Vulns`",
  versions: ["early", "v1.0.0"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const messages = messagesOf(document);
  if (messages.length === 0) return false;
  return isEarlyReport(messages[0]) || (messages.every(isMessage) && messages.some(isDecisive));
}

/** The values, and whether they are a list, whose pointers look the same as those of a stream. */
function messagesOf(document: Document): readonly unknown[] {
  const value = jsonValue(document);
  return Array.isArray(value) ? value : jsonValues(document);
}

const kinds: ReadonlySet<string> = new Set(["config", "progress", "osv", "finding", "SBOM"]);

function isMessage(value: unknown): boolean {
  const keys = isObject(value) ? Object.keys(value) : [];
  return keys.length > 0 && keys.every((key) => kinds.has(key));
}

function isDecisive(message: unknown): boolean {
  const isConfig = typeof field(field(message, "config"), "protocol_version") === "string";
  return isConfig || typeof field(field(message, "finding"), "osv") === "string";
}

function read(document: Document, origin: Origin): Reading {
  const messages = messagesOf(document);
  if (isEarlyReport(messages[0])) return readEarly(messages[0], origin.name);
  const config = messages.map((message) => field(message, "config")).find(isObject);
  const version = text(config, "protocol_version");
  if (version !== undefined && !/^v?1\./.test(version)) throw otherVersion(version, origin);
  const sink = vulnerabilitySink(origin.name);
  const records = recordsOf(messages);
  const findings = findingsOf(document, messages);
  readFindings(findings, records, sink);
  countRecords(records, findings, sink);
  return vulnerabilityReading(sink, {
    formatVersion: version,
    coverage: coverageOf(config, messages),
    sorts: ["vulnerability findings"],
  });
}

function findingsOf(document: Document, messages: readonly unknown[]): readonly GoFinding[] {
  const isOnly = document.form === "json" && !Array.isArray(document.value);
  return messages.flatMap((message, index) => {
    const finding = field(message, "finding");
    return finding === undefined ? [] : [{ finding, pointer: isOnly ? "/finding" : `/${index}/finding` }];
  });
}

function recordsOf(messages: readonly unknown[]): GoRecords {
  const records = new Map<string, unknown>();
  for (const message of messages) {
    const record = field(message, "osv");
    const id = text(record, "id");
    if (id !== undefined) records.set(id, record);
  }
  return records;
}

/** Records stand in the report for every module in use; those that no finding names do not apply to its version. */
function countRecords(records: GoRecords, findings: readonly GoFinding[], sink: VulnerabilitySink): void {
  const found = new Set(findings.map(({ finding }) => text(finding, "osv")));
  for (const id of records.keys()) {
    if (found.has(id)) keep(sink, "OSV records");
    else leaveOut(sink, "OSV records", "no finding is about it");
  }
}

function otherVersion(version: string, origin: Origin): FixopsError {
  return new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `the govulncheck report has protocol version ${shown(version)}; expected protocol version v1`,
    {
      where: { file: origin.name, pointer: "/0/config/protocol_version" },
      hint: "run a current govulncheck (golang.org/x/vuln 1.0 or later)",
    },
  );
}

function coverageOf(config: unknown, messages: readonly unknown[]): Coverage {
  const targets = targetsOf(messages);
  const level = text(config, "scan_level");
  return {
    tool: "govulncheck",
    ...optional("toolVersion", label(config, "scanner_version")),
    ...optional("targets", targets),
    ...optional("databaseDate", label(config, "db_last_modified")),
    doubts: [
      ...(config === undefined ? ["the report has no configuration: it is not the whole output"] : []),
      ...(targets === undefined ? ["the report does not tell what was scanned"] : []),
      ...(level === undefined || scanLevels.has(level) ? [] : [`the scan was on an unknown level: ${shown(level)}`]),
    ],
  };
}

const scanLevels: ReadonlySet<string> = new Set(["module", "package", "symbol"]);

/** `Scanning your code and 554 packages across 80 dependent modules for known vulnerabilities...` */
const progress = /^(?:Scanning|Checking) your (?:code|binary).*? across (\d{1,9}) dependent modules?/;

/** Modules that were looked at: those of the SBOM message, else the dependent ones that the progress tells, and the own one. */
function targetsOf(messages: readonly unknown[]): number | undefined {
  const sbom = messages.map((message) => field(message, "SBOM")).find((one) => hasList(one, "modules"));
  if (sbom !== undefined) return list(sbom, "modules").length;
  for (const message of messages) {
    const given = text(field(message, "progress"), "message") ?? "";
    const modules = progress.exec(given.slice(0, maxProgress))?.[1];
    if (modules !== undefined) return Number(modules) + 1;
    if (/^Scanning your binary/.test(given)) return 1;
  }
  return undefined;
}

/** Longer than any line of progress that govulncheck writes. */
const maxProgress = 300;
