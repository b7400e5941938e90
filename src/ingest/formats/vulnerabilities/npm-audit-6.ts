import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, number, optional } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { shown } from "../refusals.ts";
import { readAdvisory } from "./npm-advisory.ts";
import { vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** What npm 6 prints with `npm audit --json`, and pnpm and yarn 2 and 3 to this day; it tells neither tool nor version. */
export const npmAudit6: Format = {
  id: "npm-audit-6-json",
  title: "npm 6 audit JSON",
  sign: "`advisories`, counts in `metadata`, and no `auditReportVersion`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const metadata = field(report, "metadata");
  if (!isObject(metadata) || field(report, "advisories") === undefined) return false;
  const counts = ["vulnerabilities", "totalDependencies", "dependencies"];
  return field(report, "auditReportVersion") === undefined && counts.some((key) => Object.hasOwn(metadata, key));
}

const tool = "npm audit";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const advisories = field(report, "advisories");
  if (!isObject(advisories)) throw notAnObject(advisories, origin);
  const sink = vulnerabilitySink(origin.name);
  for (const key of Object.keys(advisories))
    readAdvisory(advisories[key], { tool, pointer: pointer("advisories", key) }, sink);
  const muted = list(report, "muted").length;
  if (muted > 0) count(sink.faults, "an advisory was muted and is not listed", muted);
  return vulnerabilityReading(sink, {
    coverage: auditCoverage(field(report, "metadata"), Object.keys(advisories).length),
    sorts: ["audit advisories", "vulnerable versions"],
  });
}

function notAnObject(advisories: unknown, origin: Origin): FixopsError {
  const message = `"advisories" of the npm audit report is ${shown(advisories)}; expected an object`;
  return new FixopsError("INPUT_MALFORMED", message, {
    where: { file: origin.name, pointer: "/advisories" },
    hint: "run the audit again, and give its output as it is",
  });
}

/** Counts of the registry's audit: how many dependencies it looked at, and how many vulnerabilities it found. */
export function auditCoverage(metadata: unknown, listed: number): Coverage {
  const total = number(metadata, "totalDependencies");
  const found = foundOf(metadata);
  return {
    tool,
    ...optional("targets", total),
    doubts: [
      ...(total === undefined ? ["the report does not tell how many dependencies were looked at"] : []),
      ...(total === 0 ? ["the audit looked at no dependency"] : []),
      ...(found > 0 && listed === 0 ? [`the report counts ${found} vulnerabilities and lists none`] : []),
    ],
  };
}

/** The sum of `vulnerabilities`, a count for each severity. */
function foundOf(metadata: unknown): number {
  const counts = field(metadata, "vulnerabilities");
  const words = ["info", "low", "moderate", "high", "critical"];
  return words.reduce((sum, word) => sum + Math.max(0, number(counts, word) ?? 0), 0);
}
