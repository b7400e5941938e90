import type { Advisory } from "../../../domain/advisory.ts";
import { type Severity, worstSeverity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Cvss } from "../../../domain/vulnerability.ts";
import { at, field, list, number, optional, text } from "../../../standards/wire.ts";
import { canonicalVulnerabilityId, cweOf } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { oneLine } from "../findings/report-text.ts";
import { cvssOf, severityOfScore } from "../vulnerabilities/scores.ts";

/** The id of a record, as the programme spells it; undefined without one. */
export function cveIdOf(record: unknown): string | undefined {
  const id = text(field(record, "cveMetadata"), "cveId");
  return id === undefined ? undefined : canonicalVulnerabilityId(id);
}

const maxTitle = 120;

/** A published record: what its numbering authority says, and what others (ADP: CISA) add. */
export function toAdvisory(record: unknown, id: string, source: Source): Advisory {
  const containers = containersOf(record);
  const metrics = containers.flatMap(metricsOf);
  const words = containers.flatMap(otherWords);
  const title = titleOf(at(record, "containers", "cna"));
  return {
    id,
    severity: severityOf(metrics[0], words),
    cvss: metrics.map((metric) => metric.cvss),
    cwes: [...new Set(containers.flatMap(cwesOf))],
    ...optional("title", oneLine(title, maxTitle)),
    ...optional(
      "kev",
      containers.map(kevOf).find((kev) => kev !== undefined),
    ),
    source,
  };
}

/** The authority's own first, then those of others. */
function containersOf(record: unknown): readonly unknown[] {
  return [at(record, "containers", "cna"), ...list(field(record, "containers"), "adp")];
}

type Metric = { readonly cvss: Cvss; readonly word: string | undefined };

/** Members of a metric by CVSS version, newest first (CVE Record Format 5.1, `metrics`). */
const metricKeys = [
  ["cvssV4_0", "4.0"],
  ["cvssV3_1", "3.1"],
  ["cvssV3_0", "3.0"],
  ["cvssV2_0", "2.0"],
] as const;

function metricsOf(container: unknown): readonly Metric[] {
  const scorer = text(field(container, "providerMetadata"), "shortName");
  const given = list(container, "metrics");
  return metricKeys.flatMap(([key, version]) => {
    return given.flatMap((metric) => toMetric(field(metric, key), version, scorer) ?? []);
  });
}

function toMetric(data: unknown, version: Cvss["version"], scorer: string | undefined): Metric | undefined {
  const cvss = cvssOf({ version, score: number(data, "baseScore"), vector: text(data, "vectorString"), scorer });
  return cvss === undefined ? undefined : { cvss, word: text(data, "baseSeverity") };
}

/** Severities in an authority's own scale: `other` metrics that are neither SSVC nor KEV. */
function otherWords(container: unknown): readonly string[] {
  return list(container, "metrics").flatMap((metric) => {
    const content = at(metric, "other", "content");
    return ["value", "other", "text"].flatMap((key) => text(content, key) ?? []);
  });
}

/**
 * By the best metric, the worse of its word and of the band of its score: where they differ, one of them is wrong.
 * Without a metric, the worst of the authority's own words.
 */
function severityOf(best: Metric | undefined, words: readonly string[]): Severity {
  if (best === undefined) return words.map(severityOfWord).reduce(worstSeverity, "unknown");
  const { score, version } = best.cvss;
  return worstSeverity(severityOfWord(best.word), score === undefined ? "unknown" : severityOfScore(score, version));
}

/** `cweId`, else a description that begins with one. */
function cwesOf(container: unknown): readonly string[] {
  const descriptions = list(container, "problemTypes").flatMap((type) => list(type, "descriptions"));
  return descriptions.flatMap((description) => {
    const written = text(description, "cweId") ?? text(description, "description");
    return written?.toUpperCase().startsWith("CWE") ? (cweOf(written) ?? []) : [];
  });
}

function titleOf(cna: unknown): string | undefined {
  const english = list(cna, "descriptions").find((description) => text(description, "lang")?.startsWith("en"));
  return text(cna, "title") ?? text(english, "value");
}

const date = /^\d{4}-\d{2}-\d{2}$/;

/** CISA's entry in its catalogue, which tells no due date here: exploited is exploited, so it is due at once. */
function kevOf(container: unknown): Advisory["kev"] {
  const other = list(container, "metrics")
    .map((metric) => field(metric, "other"))
    .find((given) => text(given, "type") === "kev");
  const dateAdded = text(field(other, "content"), "dateAdded")?.slice(0, "2026-01-01".length);
  return dateAdded === undefined || !date.test(dateAdded) ? undefined : { dateAdded, dueDate: dateAdded };
}
