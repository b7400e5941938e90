import type { Advisory } from "../../../domain/advisory.ts";
import { FixopsError } from "../../../domain/error.ts";
import { compareText } from "../../../domain/order.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, hasList, optional, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { malformedIdDoubts } from "../../identifiers.ts";
import { dateTimeOf } from "../date-time.ts";
import { type PublicRecord, recordsOf, someRecord } from "../records.ts";
import { misshapen, shown } from "../refusals.ts";
import { cveIdOf, toAdvisory } from "./cve5-record.ts";

/** Records of the CVE programme (CVE Record Format 5): one, a list of them, or one on each line. */
export const cve5: Format = {
  id: "cve5-json",
  title: "CVE Record Format",
  sign: "a `dataType` of CVE_RECORD",
  versions: ["5.0", "5.1", "5.2"],
  kinds: ["cve"],
  isPublicRecord: true,
  detect: (document) => someRecord(recordsOf(document), isRecord),
  read,
};

/** Version 4 of the format (`data_type`) is recognised so that it can be refused by name. */
function isRecord(value: unknown): boolean {
  return field(value, "dataType") === "CVE_RECORD" || isVersion4(value);
}

function isVersion4(value: unknown): boolean {
  return field(value, "data_type") === "CVE" && field(value, "data_version") !== undefined;
}

const unreadable = "no CVE record with an id";

/** The programme promises that minor versions add and do not change. */
const readVersion = /^5\.\d{1,3}(?:\.\d{1,3})?$/;

function read(document: Document, origin: Origin): Reading {
  const records = recordsOf(document);
  const versions = supportedVersions(records, origin);
  const advisories: Advisory[] = [];
  const notUsed: Tally = new Map();
  for (const { value, pointer } of records) {
    const reason = reasonAgainst(value);
    if (reason !== undefined) count(notUsed, reason);
    else advisories.push(toAdvisory(value, cveIdOf(value) ?? "", { input: origin.name, pointer }));
  }
  const updated = newestUpdate(records);
  return {
    ...optional("formatVersion", versions.length === 1 ? versions[0] : undefined),
    coverage: {
      tool: "CVE Program",
      ...optional("databaseDate", updated),
      ...optional("generatedAt", updated),
      doubts: [...lossDoubts(records, notUsed), ...malformedIdDoubts(advisories)],
    },
    accounts: [account("CVE records", advisories.length, notUsed)],
    notices: versions.length > 1 ? [`records of the versions ${versions.join(", ")}`] : [],
    items: { advisories },
  };
}

function reasonAgainst(record: unknown): string | undefined {
  const version = versionOf(record);
  if (field(record, "dataType") !== "CVE_RECORD" || cveIdOf(record) === undefined) return unreadable;
  if (version === undefined || !readVersion.test(version)) return "of a version that is not read";
  const state = text(field(record, "cveMetadata"), "state");
  const isRejected = state === "REJECTED" || hasList(at(record, "containers", "cna"), "rejectedReasons");
  if (isRejected) return "rejected by the CVE Program";
  return state === "RESERVED" ? "reserved: nothing is published" : undefined;
}

function versionOf(record: unknown): string | undefined {
  return text(record, "dataVersion") ?? text(record, "data_version");
}

/** The versions of the records, as `5.1`; a file none of whose records can be read is refused. */
function supportedVersions(records: readonly PublicRecord[], origin: Origin): readonly string[] {
  const given = records.filter(({ value }) => isRecord(value)).map(({ value }) => versionOf(value) ?? "");
  const known = given.filter((told) => readVersion.test(told)).map((told) => told.split(".", 2).join("."));
  if (known.length > 0) return [...new Set(known)].toSorted(compareText);
  const version = given[0] === "" ? undefined : given[0];
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `version of the CVE record is ${shown(version)}; expected 5`, {
    where: {
      file: origin.name,
      pointer: `${records[0]?.pointer ?? ""}/${isVersion4(records[0]?.value) ? "data_version" : "dataVersion"}`,
    },
    hint: "take the record from the CVE List in version 5 of the CVE Record Format",
  });
}

/** The last day on which one of the records was changed. */
function newestUpdate(records: readonly PublicRecord[]): string | undefined {
  let newest: string | undefined;
  for (const { value } of records) {
    const updated = dateTimeOf(withZone(text(field(value, "cveMetadata"), "dateUpdated")));
    if (updated !== undefined && (newest === undefined || Date.parse(updated) > Date.parse(newest))) newest = updated;
  }
  return newest;
}

/** Times without a zone are UTC (CVE Record Format, `timestamp`). */
function withZone(time: string | undefined): string | undefined {
  return time !== undefined && /\d\d:\d\d(?:\.\d{1,9})?$/.test(time) && !/[+-]\d\d:\d\d$/.test(time)
    ? `${time}Z`
    : time;
}

/** Reasons that are answers of the programme, and no faults. */
const answers = new Set(["rejected by the CVE Program", "reserved: nothing is published"]);

function lossDoubts(records: readonly PublicRecord[], notUsed: Tally): readonly string[] {
  const odd = records.filter(({ value }) => {
    const inCna = misshapen(at(value, "containers", "cna"), ["metrics", "problemTypes", "descriptions"]);
    return inCna.length + misshapen(field(value, "containers"), ["adp"]).length > 0;
  }).length;
  const lost = [...notUsed].filter(([reason]) => !answers.has(reason));
  return [
    ...lost.map(([reason, n]) => `${counted(n, "record is", "records are")} not used: ${reason}`),
    ...(odd > 0 ? [`${counted(odd, "record has", "records have")} lists that are none`] : []),
  ];
}
