import type { Source } from "../../../domain/source.ts";
import type { Observation } from "../../../domain/vulnerability.ts";
import { field, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import { observationOf } from "./observation.ts";
import { cvssOf } from "./scores.ts";

/** The table that Anchore Enterprise exports: `securityEvaluation`, with name and version of a package in one text. */
export function isEvaluation(report: unknown): boolean {
  if (!isObject(report) || !Object.hasOwn(report, "securityEvaluation")) return false;
  const entries = list(report, "securityEvaluation");
  return entries.some((entry) => text(entry, "vulnerabilityId") !== undefined) || isObject(field(report, "metadata"));
}

/** An entry of the table; undefined without id or package. `None` and `N/A` stand for nothing. */
export function toEvaluation(entry: unknown, source: Source): Observation | undefined {
  const id = text(entry, "vulnerabilityId");
  const joined = text(entry, "package");
  if (id === undefined || joined === undefined) return undefined;
  const score = number(entry, "nvdCvssBaseScore");
  const cvss = cvssOf({ version: "3.1", score, scorer: "NVD" });
  const fix = text(entry, "fixAvailable");
  const type = text(entry, "packageType");
  const { name, version } = split(joined, type ?? "");
  return observationOf({
    id,
    names: text(entry, "cves")?.split(/, ?/) ?? [],
    package: { name, ...optional("version", version), ...optional("ecosystem", type) },
    word: text(entry, "severity"),
    cvss: cvss === undefined ? [] : [cvss],
    fixedIn: fix === undefined || fix === "None" ? [] : fix.split(/, ?/),
    tool: "anchore",
    source,
  });
}

type Split = { readonly name: string; readonly version?: string };

/** Packages of Alpine and of RPM have a release behind the version, and no hyphen in either; others the version alone. */
function split(joined: string, type: string): Split {
  const last = joined.lastIndexOf("-");
  const isSystem = /^(?:rpm|apkg)$/i.test(type);
  const cut = isSystem ? joined.lastIndexOf("-", last - 1) : last;
  if (cut < 1 || !/^\d/.test(joined.slice(cut + 1))) return { name: joined };
  return { name: joined.slice(0, cut), version: joined.slice(cut + 1) };
}
