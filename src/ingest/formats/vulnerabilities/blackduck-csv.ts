import type { Suppression } from "../../../domain/suppression.ts";
import type { PackageRef } from "../../../domain/vulnerability.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type CsvRecord, hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { maxLabel } from "../label.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Black Duck's security report (`security_….csv` of a project version report). */
export const blackduckCsv: Format = {
  id: "blackduck-csv",
  title: "Black Duck security CSV",
  sign: "a CSV with the columns Vulnerability id, Vulnerability source, Remediation status, Security Risk",
  versions: [],
  kinds: ["cve"],
  detect: (document) =>
    hasColumns(document, ["Vulnerability id", "Vulnerability source", "Remediation status", "Security Risk"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = vulnerabilitySink(origin.name);
  const projects = new Set<string>();
  const rows = recordsOf(document);
  for (const row of rows) {
    const project = row.cell("Project path") ?? row.cell("Project name");
    if (project !== undefined && !row.isShifted) projects.add(project);
    if (row.isShifted) lose(sink, "vulnerabilities", shifted);
    else readRow(row, sink);
  }
  const coverage = {
    tool: "blackduck",
    ...optional("targets", projects.size > 0 ? projects.size : undefined),
    doubts: rows.length === 0 ? ["the table has no row and names nothing that was scanned"] : [],
  };
  return vulnerabilityReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

function readRow(row: CsvRecord, sink: VulnerabilitySink): void {
  const [id, ...names] = idsOf(row);
  const ref = packageOf(row);
  if (id === undefined || ref === undefined) {
    lose(sink, "vulnerabilities", "no vulnerability id or component");
    return;
  }
  const observation = observationOf({
    id,
    names,
    package: ref,
    word: row.cell("Security Risk"),
    title: row.cell("Description"),
    tool: "blackduck",
    suppression: suppressionOf(row),
    source: { input: sink.input, pointer: row.pointer },
  });
  keep(sink, "vulnerabilities", observation);
}

/** `BDSA-2019-2725 (CVE-2019-12402)`: Black Duck's own id and the CVE. A bare number is one of the source's. */
function idsOf(row: CsvRecord): readonly string[] {
  const ids =
    row
      .cell("Vulnerability id")
      ?.split(/[\s()]+/)
      .filter((part) => part !== "") ?? [];
  return ids.map((id) => (/^\d+$/.test(id) ? `${row.cell("Vulnerability source")}-${id}` : id));
}

/** The package as its registry knows it, else as Black Duck names the component. Older reports call components channels. */
function packageOf(row: CsvRecord): PackageRef | undefined {
  const origin = row.cell("Component origin name") ?? row.cell("Channel version origin");
  const own = originOf(row, origin);
  if (own !== undefined) return own;
  const name = row.cell("Component name") ?? row.cell("Project name");
  const version = row.cell("Component version name") ?? row.cell("Version");
  return name === undefined ? undefined : { name, ...optional("version", version), ...optional("ecosystem", origin) };
}

/** Origin ids are `org.x:lib:1.0` for Maven and `name/version` for other registries. */
function originOf(row: CsvRecord, origin: string | undefined): PackageRef | undefined {
  const id = row.cell("Component origin id") ?? row.cell("Channel version origin id") ?? "";
  const cut = id.lastIndexOf(origin === "maven" ? ":" : "/");
  if (cut < 1) return undefined;
  const name = id.slice(0, cut);
  const version = id.slice(cut + 1);
  const purl = registryPurl(origin, name, version);
  return purl === undefined ? undefined : { name, version, purl, ...optional("ecosystem", origin) };
}

/** Remediation statuses that take a vulnerability out of Black Duck's own counts. */
const settled: ReadonlySet<string> = new Set([
  "DUPLICATE",
  "IGNORED",
  "MITIGATED",
  "NOT_AFFECTED",
  "PATCHED",
  "REMEDIATION_COMPLETE",
]);

function suppressionOf(row: CsvRecord): Suppression | undefined {
  const status = row.cell("Remediation status") ?? "";
  if (!settled.has(status)) return undefined;
  const comment = row.cell("Remediation comment");
  return {
    kind: "tool",
    ...optional("justification", comment === undefined ? undefined : shorten(comment, maxLabel)),
    rule: `remediation status ${status}`,
  };
}
