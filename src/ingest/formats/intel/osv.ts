import type { Advisory } from "../../../domain/advisory.ts";
import { FixopsError } from "../../../domain/error.ts";
import { compareText } from "../../../domain/order.ts";
import { type Severity, worstSeverity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { field, hasList, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { canonicalVulnerabilityId, malformedIdDoubts } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { dateTimeOf } from "../date-time.ts";
import { oneLine } from "../findings/report-text.ts";
import { type PublicRecord, recordsOf, someRecord } from "../records.ts";
import { misshapen, shown } from "../refusals.ts";
import { cwesOf, scoresOf } from "../vulnerabilities/osv-record.ts";
import { worstBand } from "../vulnerabilities/scores.ts";

/** Records of the OSV schema, of GitHub's advisories among others: one, a list, one on each line, an answer of api.osv.dev. */
export const osv: Format = {
  id: "osv-json",
  title: "OSV records",
  sign: "records with `id` and two of `modified`, `schema_version` and `affected`",
  versions: ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0", "1.6.0", "1.7.0"],
  kinds: ["cve"],
  isPublicRecord: true,
  detect: (document) => someRecord(osvRecords(document), isOsvRecord),
  read: (document, origin) => readOsvRecords(osvRecords(document), origin),
};

function osvRecords(document: Document): readonly PublicRecord[] {
  return recordsOf(document, ["vulns"]);
}

/**
 * True for what can only be a record of the OSV schema. `id` and `modified` are what the schema asks for, and many
 * documents have them; some records lack one of the others.
 */
export function isOsvRecord(value: unknown): boolean {
  if (text(value, "id") === undefined) return false;
  const signs = [
    text(value, "modified") !== undefined,
    text(value, "schema_version") !== undefined,
    tellsAffected(value),
  ];
  return signs.filter(Boolean).length >= 2;
}

/** Packages or ranges; a publisher that knows of none writes an empty list. */
function tellsAffected(value: unknown): boolean {
  if (!hasList(value, "affected")) return false;
  const affected = list(value, "affected");
  return (
    affected.length === 0 || affected.some((entry) => isObject(field(entry, "package")) || hasList(entry, "ranges"))
  );
}

const unreadable = "no OSV record with an id";
const withdrawn = "withdrawn by its publisher";

/** What the records say; those that are withdrawn, or of no version that is read, are counted and left out. */
export function readOsvRecords(records: readonly PublicRecord[], origin: Origin): Reading {
  const versions = supportedVersions(records, origin);
  const advisories: Advisory[] = [];
  const notUsed: Tally = new Map();
  for (const { value, pointer } of records) {
    const id = text(value, "id");
    if (id === undefined) count(notUsed, unreadable);
    else if (!isReadable(value)) count(notUsed, "of a version that is not read");
    else if (text(value, "withdrawn") !== undefined) count(notUsed, withdrawn);
    else advisories.push(toAdvisory(value, canonicalVulnerabilityId(id), { input: origin.name, pointer }));
  }
  const updated = newestOf(records);
  return {
    ...optional("formatVersion", versions.length === 1 ? versions[0] : undefined),
    coverage: {
      tool: "OSV",
      ...optional("databaseDate", updated),
      ...optional("generatedAt", updated),
      doubts: [...lossDoubts(records, notUsed), ...malformedIdDoubts(advisories)],
    },
    accounts: [account("advisory records", advisories.length, notUsed)],
    notices: versions.length > 1 ? [`records of the schema versions ${versions.join(", ")}`] : [],
    items: { advisories },
  };
}

/** A record without `schema_version` is of 1.0 (OSV schema, `schema_version`); minor versions add and do not change. */
const readVersion = /^1\.\d{1,3}(?:\.\d{1,3}(?:-[0-9A-Za-z.-]{1,40})?)?$/;

function isReadable(record: unknown): boolean {
  const version = field(record, "schema_version");
  return version === undefined || (typeof version === "string" && readVersion.test(version));
}

/** The versions that the records tell; a file none of whose records can be read is refused. */
function supportedVersions(records: readonly PublicRecord[], origin: Origin): readonly string[] {
  const mine = records.filter(({ value }) => isOsvRecord(value));
  if (mine.some(({ value }) => isReadable(value))) {
    const told = mine.flatMap(({ value }) => (isReadable(value) ? (text(value, "schema_version") ?? []) : []));
    return [...new Set(told)].toSorted(compareText);
  }
  const [first] = mine;
  const version = shown(field(first?.value, "schema_version"));
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `schema_version of the OSV record is ${version}; expected 1`, {
    where: { file: origin.name, pointer: `${first?.pointer ?? ""}/schema_version` },
    hint: "take the record in version 1 of the OSV schema",
  });
}

const maxTitle = 120;

function toAdvisory(record: unknown, id: string, source: Source): Advisory {
  const aliases = new Set(texts(record, "aliases").map(canonicalVulnerabilityId));
  aliases.delete(id);
  const affected = list(record, "affected");
  const cvss = [record, ...affected].flatMap(scoresOf);
  const words = [record, ...affected].flatMap(wordsOf);
  return {
    id,
    ...optional("aliases", aliases.size === 0 ? undefined : [...aliases]),
    severity: words.map(severityOfWord).reduce<Severity>(worstSeverity, worstBand(cvss)),
    cvss,
    cwes: [...new Set(cwesOf(record))],
    ...optional("title", oneLine(text(record, "summary") ?? text(record, "details"), maxTitle)),
    source,
  };
}

/**
 * Severities in words: `database_specific.severity` (GitHub), `ecosystem_specific.severity` (Go's and others'), and
 * `severity` entries of types that are no CVSS (`Ubuntu`), whose score is a word.
 */
function wordsOf(part: unknown): readonly string[] {
  const own = ["database_specific", "ecosystem_specific"].flatMap((key) => text(field(part, key), "severity") ?? []);
  const typed = list(part, "severity").filter((entry) => text(entry, "type")?.startsWith("CVSS") === false);
  return [...own, ...typed.flatMap((entry) => text(entry, "score") ?? [])];
}

function newestOf(records: readonly PublicRecord[]): string | undefined {
  let newest: string | undefined;
  for (const { value } of records) {
    const modified = dateTimeOf(text(value, "modified"));
    if (modified !== undefined && (newest === undefined || Date.parse(modified) > Date.parse(newest)))
      newest = modified;
  }
  return newest;
}

function lossDoubts(records: readonly PublicRecord[], notUsed: Tally): readonly string[] {
  const odd = records.filter(({ value }) => misshapen(value, ["affected", "aliases", "severity"]).length > 0).length;
  const lost = [...notUsed].filter(([reason]) => reason !== withdrawn);
  return [
    ...lost.map(([reason, n]) => `${counted(n, "record is", "records are")} not used: ${reason}`),
    ...(odd > 0 ? [`${counted(odd, "record has", "records have")} lists that are none`] : []),
  ];
}
