import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { misshapen } from "../refusals.ts";
import { type SysdigRecord, toSysdigObservation } from "./sysdig-record.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Sysdig's vulnerability reports as JSON: the rows alone (`data`), or in the panels of a report. */
export const sysdig: Format = {
  id: "sysdig-json",
  title: "Sysdig vulnerability JSON",
  sign: "`data` with `vulnName` and `packageName`; or `panels` whose `data` has `vuln_id` and `scan_package_name`",
  versions: ["rows", "panels"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return tablesOf(jsonValue(document)).some(({ rows, names }) =>
    rows.some((row) => text(row, names.id) !== undefined && text(row, names.name) !== undefined),
  );
}

/** Names of the members in the rows of either shape. */
const rowNames = {
  id: "vulnName",
  word: "vulnSeverity",
  name: "packageName",
  version: "packageVersion",
  type: "packageType",
  cvssVersion: "vulnCvssVersion",
  score: "vulnCvssScore",
  vector: "vulnCvssVector",
  fix: "vulnFixVersion",
  epss: "vulnEpssScore",
  accepted: "vulnRiskAccepted",
  image: "imageId",
} as const;

const panelNames = {
  id: "vuln_id",
  word: "vuln_severity",
  name: "scan_package_name",
  version: "scan_package_version",
  type: "scan_package_type",
  cvssVersion: "vuln_cvss_version",
  score: "vuln_cvss_score",
  vector: "vuln_cvss_vector",
  fix: "vuln_fixed_in_version",
  epss: "vuln_epss_score",
  accepted: "vuln_risk_accepted",
  image: "container_image_id",
} as const;

type Names = { readonly [member in keyof typeof rowNames]: string };

type Table = { readonly rows: readonly unknown[]; readonly path: readonly PropertyKey[]; readonly names: Names };

function tablesOf(report: unknown): readonly Table[] {
  if (hasList(report, "panels")) {
    return list(report, "panels").map((panel, index) => ({
      rows: list(panel, "data"),
      path: ["panels", index, "data"],
      names: panelNames,
    }));
  }
  return [{ rows: list(report, "data"), path: ["data"], names: rowNames }];
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const images = new Set<string>();
  for (const panel of list(report, "panels")) {
    for (const key of misshapen(panel, ["data"])) lose(sink, "vulnerabilities", `${key} is no list`);
  }
  for (const table of tablesOf(report)) readTable(table, images, sink);
  const coverage = {
    tool: "sysdig",
    ...optional("targets", images.size > 0 ? images.size : undefined),
    doubts: pageDoubts(report),
  };
  const formatVersion = hasList(report, "panels") ? "panels" : "rows";
  return vulnerabilityReading(sink, { coverage, sorts: ["vulnerabilities"], formatVersion });
}

function pageDoubts(report: unknown): readonly string[] {
  const page = field(report, "page");
  return isObject(page) && text(page, "next") !== undefined ? ["the report is one page of several"] : [];
}

function readTable({ rows, path, names }: Table, images: Set<string>, sink: VulnerabilitySink): void {
  for (const [index, row] of rows.entries()) {
    const image = text(row, names.image);
    if (image !== undefined) images.add(image);
    const observation = toSysdigObservation(toRecord(row, names), {
      input: sink.input,
      pointer: pointer(...path, index),
    });
    if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id or package");
    else keep(sink, "vulnerabilities", observation);
  }
}

function toRecord(row: unknown, names: Names): SysdigRecord {
  const word = (key: string): string | undefined => {
    const value = field(row, key);
    return typeof value === "number" || typeof value === "boolean" ? String(value) : text(row, key);
  };
  return {
    id: text(row, names.id),
    word: text(row, names.word),
    name: text(row, names.name),
    version: text(row, names.version),
    type: text(row, names.type),
    cvssVersion: word(names.cvssVersion),
    score: word(names.score),
    vector: text(row, names.vector),
    fix: text(row, names.fix),
    epss: word(names.epss),
    accepted: word(names.accepted),
  };
}
