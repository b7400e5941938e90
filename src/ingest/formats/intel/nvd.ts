import type { Advisory } from "../../../domain/advisory.ts";
import { FixopsError } from "../../../domain/error.ts";
import { type Severity, worstSeverity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Cvss } from "../../../domain/vulnerability.ts";
import { counted } from "../../../domain/words.ts";
import { field, hasList, list, number, optional, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { canonicalVulnerabilityId, cweOf } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { oneLine } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { type PublicRecord, recordsOf, someRecord } from "../records.ts";
import { misshapen, requireList, shown } from "../refusals.ts";
import { cvssOf, severityOfScore } from "../vulnerabilities/scores.ts";

/**
 * An answer of the NVD CVE API 2.0, or a file of NVD's feeds, which have the same shape; and its records as mirrors keep
 * them: one, a list, one on each line, or under `cve_items`. Feeds of version 1 are recognised to be refused by name.
 */
export const nvd: Format = {
  id: "nvd-cve-json",
  title: "NVD CVE JSON",
  sign: "a `format` of NVD_CVE; or records with `id`, `vulnStatus` and `descriptions`",
  versions: ["2.0"],
  kinds: ["cve"],
  isPublicRecord: true,
  detect,
  read,
};

function detect(document: Document): boolean {
  return isAnswer(jsonValue(document)) || someRecord(recordsOf(document, wrappers), isBareRecord);
}

function isAnswer(value: unknown): boolean {
  return (
    field(value, "format") === "NVD_CVE" || (field(value, "CVE_data_type") === "CVE" && hasList(value, "CVE_Items"))
  );
}

/** Where mirrors keep the records. */
const wrappers = ["cve_items"];

/** The members that every record has (NVD CVE API 2.0 schema, `cve_item`). */
function isBareRecord(value: unknown): boolean {
  const cve = field(value, "cve") ?? value;
  return text(cve, "id") !== undefined && text(cve, "vulnStatus") !== undefined && hasList(cve, "descriptions");
}

const unreadable = "no CVE id";

function read(document: Document, origin: Origin): Reading {
  const answer = jsonValue(document);
  const records = isAnswer(answer) ? answerRecords(answer, origin) : recordsOf(document, wrappers);
  const advisories: Advisory[] = [];
  const notUsed: Tally = new Map();
  for (const record of records) {
    const { value, pointer } = bare(record);
    const advisory = toAdvisory(value, { input: origin.name, pointer });
    if (advisory === undefined) count(notUsed, unreadable);
    else if (text(value, "vulnStatus") === "Rejected") count(notUsed, "rejected by NVD");
    else advisories.push(advisory);
  }
  const written = label(answer, "timestamp");
  return {
    formatVersion: "2.0",
    coverage: {
      tool: "NVD",
      ...optional("databaseDate", written),
      ...optional("generatedAt", written),
      doubts: doubtsOf(answer, records, notUsed),
    },
    accounts: [account("CVE records", advisories.length, notUsed)],
    notices: [],
    items: { advisories },
  };
}

/** The record that an entry of an answer wraps. */
function bare({ value, pointer }: PublicRecord): PublicRecord {
  const cve = field(value, "cve");
  return cve === undefined ? { value, pointer } : { value: cve, pointer: `${pointer}/cve` };
}

function answerRecords(answer: unknown, origin: Origin): readonly PublicRecord[] {
  refuseOtherVersions(answer, origin);
  requireList(answer, "vulnerabilities", { title: "NVD", file: origin.name, pointer: "" });
  return list(answer, "vulnerabilities").map((value, index) => ({ value, pointer: `/vulnerabilities/${index}` }));
}

function refuseOtherVersions(answer: unknown, origin: Origin): void {
  const key = field(answer, "format") === "NVD_CVE" ? "version" : "CVE_data_version";
  const version = field(answer, key);
  if (version === "2.0") return;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `version of the NVD record is ${shown(version)}; expected "2.0"`, {
    where: { file: origin.name, pointer: `/${key}` },
    hint: "fetch the records from the NVD CVE API 2.0",
  });
}

const maxTitle = 120;

function toAdvisory(cve: unknown, source: Source): Advisory | undefined {
  const id = text(cve, "id");
  if (id === undefined) return undefined;
  const metrics = metricsOf(cve);
  const title = englishDescription(cve);
  return {
    id: canonicalVulnerabilityId(id),
    severity: severityOf(metrics[0]),
    cvss: metrics.map((metric) => metric.cvss),
    cwes: cwesOf(cve),
    ...optional("title", oneLine(title, maxTitle)),
    ...optional("kev", kevOf(cve)),
    source,
  };
}

type Metric = { readonly cvss: Cvss; readonly word: string | undefined };

/** NVD's lists by CVSS version, newest first. */
const metricLists = [
  ["cvssMetricV40", "4.0"],
  ["cvssMetricV31", "3.1"],
  ["cvssMetricV30", "3.0"],
  ["cvssMetricV2", "2.0"],
] as const;

/** Every metric, the best first: newest version, in it NVD's own (`Primary`) before others. */
function metricsOf(cve: unknown): readonly Metric[] {
  const metrics = field(cve, "metrics");
  return metricLists.flatMap(([key, version]) => {
    const given = list(metrics, key);
    const primary = given.filter((metric) => text(metric, "type") === "Primary");
    const others = given.filter((metric) => text(metric, "type") !== "Primary");
    return [...primary, ...others].flatMap((metric) => toMetric(metric, version) ?? []);
  });
}

/** CVSS 2.0 has its severity beside `cvssData`, later versions in it. */
function toMetric(metric: unknown, version: Cvss["version"]): Metric | undefined {
  const data = field(metric, "cvssData");
  const cvss = cvssOf({
    version,
    score: number(data, "baseScore"),
    vector: text(data, "vectorString"),
    scorer: text(metric, "source"),
  });
  const word = text(data, "baseSeverity") ?? text(metric, "baseSeverity");
  return cvss === undefined ? undefined : { cvss, word };
}

/** The worse of the word and of the band of the score beside it: where they differ, one of them is wrong. */
function severityOf(best: Metric | undefined): Severity {
  if (best === undefined) return "unknown";
  const { score, version } = best.cvss;
  return worstSeverity(severityOfWord(best.word), score === undefined ? "unknown" : severityOfScore(score, version));
}

function cwesOf(cve: unknown): readonly string[] {
  const named = list(cve, "weaknesses").flatMap((weakness) => list(weakness, "description"));
  return [...new Set(named.flatMap((description) => cweOf(text(description, "value") ?? "") ?? []))];
}

function englishDescription(cve: unknown): string | undefined {
  const english = list(cve, "descriptions").find((description) => text(description, "lang")?.startsWith("en"));
  return text(english, "value");
}

/** NVD repeats CISA's catalogue in two fields. */
function kevOf(cve: unknown): Advisory["kev"] {
  const dateAdded = text(cve, "cisaExploitAdd");
  return dateAdded === undefined ? undefined : { dateAdded, dueDate: text(cve, "cisaActionDue") ?? dateAdded };
}

function doubtsOf(answer: unknown, records: readonly PublicRecord[], notUsed: Tally): readonly string[] {
  const listed = records.length;
  const total = number(answer, "totalResults") ?? listed;
  const lost = notUsed.get(unreadable);
  const keys = metricLists.map(([key]) => key);
  const odd = records.map(bare).filter(({ value }) => misshapen(field(value, "metrics"), keys).length > 0);
  return [
    ...(listed === 0 ? ["the answer lists no CVE"] : []),
    ...(total > listed ? [`the file is a page of ${listed} of ${total} records`] : []),
    ...(lost === undefined ? [] : [`${counted(lost, "record has", "records have")} ${unreadable}`]),
    ...(odd.length === 0 ? [] : [`${counted(odd.length, "record has", "records have")} metrics that are no list`]),
  ];
}
