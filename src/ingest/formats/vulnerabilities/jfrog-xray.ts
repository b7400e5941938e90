import { field, hasList, isObject, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { readCli, readSimple } from "./jfrog-cli.ts";
import { readDetails, readSummary, readUnified } from "./jfrog-shapes.ts";

/** JFrog Xray: reports of the platform, the API's artifact summary, and what `jf scan` and `jf audit` print. */
export const jfrogXray: Format = {
  id: "jfrog-xray-json",
  title: "JFrog Xray JSON",
  sign: "`total_rows` and `rows`, `artifacts` with `general` and `issues`, `data` with `component_versions`, `securityViolations`, or scans with a `scan_id`",
  versions: ["unified", "summary", "details", "cli", "cli-simple"],
  kinds: ["cve", "sarif"],
  detect: (document) => readerOf(jsonValue(document)) !== undefined,
  read,
};

type Reader = (report: unknown, origin: Origin) => Reading;

/** The reader of the shape; each shape has names that only Xray uses. */
function readerOf(report: unknown): Reader | undefined {
  if (Array.isArray(report)) return report.some(isScan) ? readCli : undefined;
  if (!isObject(report)) return undefined;
  return readers.find(([isShape]) => isShape(report))?.[1];
}

function isScan(entry: unknown): boolean {
  const isNamed = text(entry, "scan_id") !== undefined;
  return (
    isNamed &&
    ["vulnerabilities", "violations", "licenses", "component_id"].some((key) => field(entry, key) !== undefined)
  );
}

const readers: readonly (readonly [isShape: (report: unknown) => boolean, reader: Reader])[] = [
  [isUnified, readUnified],
  [isSummary, readSummary],
  [isDetails, readDetails],
  [isSimple, readSimple],
];

function isUnified(report: unknown): boolean {
  if (!hasList(report, "rows") || field(report, "total_rows") === undefined) return false;
  const rows = list(report, "rows");
  return rows.length === 0 || rows.some((row) => text(row, "vulnerable_component") !== undefined);
}

function isSummary(report: unknown): boolean {
  return list(report, "artifacts").some(
    (artifact) => isObject(field(artifact, "general")) && hasList(artifact, "issues"),
  );
}

function isDetails(report: unknown): boolean {
  const entries = list(report, "data");
  return entries.some((entry) => isObject(field(entry, "component_versions")));
}

/** `--format=simple-json` always has the lists of violations, if only as null. */
function isSimple(report: unknown): boolean {
  const entries = [...list(report, "vulnerabilities"), ...list(report, "securityViolations")];
  if (entries.some((entry) => text(entry, "impactedPackageName") !== undefined)) return true;
  return isObject(report) && Object.hasOwn(report, "securityViolations") && Object.hasOwn(report, "vulnerabilities");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  // The format was detected, so there is a reader; an empty list of rows is the shape of the first.
  return (readerOf(report) ?? readUnified)(report, origin);
}
