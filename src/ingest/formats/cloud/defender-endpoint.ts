import type { Observation } from "../../../domain/vulnerability.ts";
import { hasList, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "../vulnerabilities/vulnerability-sink.ts";

/**
 * Vulnerabilities by machine and software of Microsoft Defender for Endpoint: `/api/vulnerabilities/machinesVulnerabilities`,
 * and the export `/api/machines/SoftwareVulnerabilitiesByMachine`, whose names of the same things differ.
 */
export const defenderEndpoint: Format = {
  id: "defender-endpoint-json",
  title: "Microsoft Defender for Endpoint vulnerabilities JSON",
  sign: "`@odata.context`, and in `value` records with `cveId` and a `machineId` or `deviceId`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

/** The context of an empty answer must name the service; a list of machines has a context of its own. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  const context = text(report, "@odata.context");
  if (context === undefined || !hasList(report, "value")) return false;
  const records = list(report, "value");
  if (records.some(isRecord)) return true;
  return records.length === 0 && /\.securitycenter\./.test(context.slice(0, maxHost)) && !/#Machines/.test(context);
}

/** A host name has at most 253 characters; the scheme goes before it. */
const maxHost = 270;

function isRecord(record: unknown): boolean {
  const machine = text(record, "machineId") ?? text(record, "deviceId");
  return machine !== undefined && text(record, "cveId") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const records = list(report, "value");
  const sink = vulnerabilitySink(origin.name);
  for (const [index, record] of records.entries()) readRecord(record, `/value/${index}`, sink);
  const machines = new Set(records.flatMap((record) => text(record, "machineId") ?? text(record, "deviceId") ?? []));
  const isPage = text(report, "@odata.nextLink") !== undefined;
  const doubts = [
    ...(isPage ? ["the report is one page of several: it names a further one in @odata.nextLink"] : []),
    ...(machines.size === 0 ? ["the report names no machine"] : []),
  ];
  const coverage = { tool: "Microsoft Defender for Endpoint", targets: machines.size, doubts };
  return vulnerabilityReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

/** Software past the end of its support is listed without a CVE id. */
function readRecord(record: unknown, pointer: string, sink: VulnerabilitySink): void {
  const id = text(record, "cveId");
  const name = text(record, "productName") ?? text(record, "softwareName");
  if (id === undefined && text(record, "endOfSupportStatus") !== undefined)
    leaveOut(sink, "vulnerabilities", "it names no vulnerability but the end of support");
  else if (id === undefined) lose(sink, "vulnerabilities", "no vulnerability id");
  else if (name === undefined) lose(sink, "vulnerabilities", "no product name");
  else keep(sink, "vulnerabilities", toObservation(record, { id, name, pointer }, sink.input));
}

type Named = { readonly id: string; readonly name: string; readonly pointer: string };

/** The score comes without the version of CVSS, so that only the word counts. Fixes are knowledge-base articles. */
function toObservation(record: unknown, { id, name, pointer }: Named, input: string): Observation {
  const version = text(record, "productVersion") ?? text(record, "softwareVersion");
  return observationOf({
    id,
    package: { name, ...optional("version", version), ...optional("ecosystem", vendorOf(record)) },
    word: text(record, "severity") ?? text(record, "vulnerabilitySeverityLevel"),
    tool: "Microsoft Defender for Endpoint",
    source: { input, pointer },
  });
}

function vendorOf(record: unknown): string | undefined {
  return text(record, "productVendor") ?? text(record, "softwareVendor");
}
