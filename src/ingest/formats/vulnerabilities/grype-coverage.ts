import type { Coverage } from "../../../domain/input-file.ts";
import { field, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { quoted } from "../findings/report-text.ts";
import { label } from "../label.ts";

/** What the report says that Grype looked at; `faults` are what its reader found wrong → how many. */
export function grypeCoverage(report: unknown, faults: Tally): Coverage {
  const descriptor = field(report, "descriptor");
  const db = field(descriptor, "db");
  const built = label(db, "built") ?? label(field(db, "status"), "built") ?? label(db, "timestamp");
  return {
    ...optional("tool", label(descriptor, "name")),
    ...optional("toolVersion", label(descriptor, "version")),
    ...optional("targets", hasTarget(report) ? 1 : undefined),
    ...optional("databaseDate", built),
    ...optional("generatedAt", label(descriptor, "timestamp")),
    doubts: doubtsOf(report, faults),
  };
}

/** `source.target` is an object for images, a text for directories and files. */
function hasTarget(report: unknown): boolean {
  const source = field(report, "source");
  return isObject(field(source, "target")) || text(source, "target") !== undefined;
}

function doubtsOf(report: unknown, faults: Tally): readonly string[] {
  const missing = [
    ...(text(field(report, "descriptor"), "name") === undefined ? ["tool"] : []),
    ...(hasTarget(report) ? [] : ["target"]),
  ];
  return [
    ...(missing.length > 0 ? [`the report names no ${missing.join(" or ")}`] : []),
    ...databaseDoubts(field(field(report, "descriptor"), "db")),
    ...settingsDoubts(field(field(report, "descriptor"), "configuration")),
    ...alertDoubts(report),
    ...[...faults].map(([what, n]) => `${n} ${what}`),
  ];
}

/** Early Grype has the state of the database in `db` itself. */
function databaseDoubts(db: unknown): readonly string[] {
  const status = field(db, "status");
  const fault = text(status, "error") ?? text(db, "error");
  return [
    ...(field(status, "valid") === false ? ["Grype calls its own database invalid"] : []),
    ...(fault === undefined ? [] : [`Grype had a fault in its database: ${quoted(fault)}`]),
  ];
}

/** Settings by which a scan finds nothing. */
function settingsDoubts(configuration: unknown): readonly string[] {
  const ignored = list(configuration, "ignore").filter(matchesEverything).length;
  const excluded = texts(configuration, "exclude").filter((pattern) => wildcard.test(pattern));
  return [
    ...(ignored > 0 ? ["Grype was told to ignore every match"] : []),
    ...(excluded.length > 0 ? [`Grype was told to leave out every file: ${quoted(excluded.join(", "))}`] : []),
  ];
}

/** Patterns of wildcards and separators alone: `*`, `.*`, `/**`, `./**`. */
const wildcard = /^[.*+?/^$]*$/;

/** Members of an ignore rule that narrow nothing. */
const remarks: ReadonlySet<string> = new Set(["reason", "include-aliases"]);

/** A rule matches where all that it names does; a member that is empty names nothing. */
function matchesEverything(rule: unknown): boolean {
  if (!isObject(rule)) return false;
  const criteria = Object.entries(rule).flatMap(([key, value]): readonly unknown[] => {
    if (remarks.has(key)) return [];
    return isObject(value) ? Object.values(value) : [value];
  });
  return !criteria.some((value) => typeof value === "string" && !wildcard.test(value));
}

/** What Grype warns of (0.100 and later): packages of a distribution that is past its end of life or not known. */
function alertDoubts(report: unknown): readonly string[] {
  const alerts: Tally = new Map();
  for (const entry of list(report, "alertsByPackage")) {
    for (const type of new Set(list(entry, "alerts").map((alert) => text(alert, "type")))) {
      count(alerts, `packages have the alert ${quoted(type ?? "unnamed")}`);
    }
  }
  return [...alerts].map(([what, n]) => `${n} ${what}`);
}
