import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { shorten } from "../../../standards/wire.ts";
import { canonicalVulnerabilityId, cweOf, relatedCves } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import type { Writable } from "../writable.ts";
import { worstBand } from "./scores.ts";

/** What a report tells of one flaw in one package, in the report's own words. */
export type Reported = {
  readonly id: string;
  /** The other ids of the record: of the same flaw, or of the several flaws that it covers. */
  readonly names?: readonly string[];
  readonly package: PackageRef;
  /** The tool's word for the severity. */
  readonly word?: string | undefined;
  readonly cvss?: readonly Cvss[];
  readonly cwes?: readonly string[];
  readonly epss?: number | undefined;
  readonly fixedIn?: readonly string[];
  readonly title?: string | undefined;
  readonly tool: string;
  readonly suppression?: Suppression | undefined;
  readonly source: Source;
};

/** Long enough for a first sentence; descriptions reach several pages. */
const maxTitle = 120;

/** An observation in the domain's terms: ids and CWEs in their canonical spelling, names told apart, the title shortened. */
export function observationOf(reported: Reported): Observation {
  const { cvss = [], title, epss, suppression } = reported;
  const id = canonicalVulnerabilityId(reported.id);
  const { aliases, related } = namesOf(id, reported.names ?? []);
  const observation: Writable<Observation> = {
    id,
    aliases,
    package: reported.package,
    severity: severityOf(reported.word, cvss),
    cvss,
    cwes: [...new Set((reported.cwes ?? []).flatMap((name) => cweOf(name) ?? []))],
    fixedIn: [...new Set(reported.fixedIn ?? [])],
    tool: reported.tool,
    source: reported.source,
  };
  if (related !== undefined) observation.related = related;
  if (epss !== undefined) observation.epss = epss;
  const line = title?.replaceAll(/\s+/g, " ").trim() ?? "";
  if (line !== "") observation.title = shorten(line, maxTitle);
  if (suppression !== undefined) observation.suppression = suppression;
  return observation;
}

type Names = { readonly aliases: readonly string[]; readonly related: readonly string[] | undefined };

/**
 * Other names of one flaw, or the flaws that an advisory is about together: a CVE is the finest name that there is, so
 * a record with several CVEs is about several flaws, and which of them a GHSA id beside them means is not told.
 */
function namesOf(id: string, given: readonly string[]): Names {
  if (given.length === 0) return { aliases: [], related: undefined };
  const names = [...new Set(given.map(canonicalVulnerabilityId))].filter((name) => name !== "" && name !== id);
  const cves = names.filter(isCve);
  if (isCve(id) || cves.length > 1) {
    const aliases = isCve(id) ? names.filter((name) => !isCve(name)) : [];
    return { aliases, related: relatedCves(cves, [id]) };
  }
  return { aliases: names, related: undefined };
}

function isCve(id: string): boolean {
  return id.startsWith("CVE-");
}

/** The tool's word; without one that says something, the worst band of the scores in the same record. */
function severityOf(word: string | undefined, cvss: readonly Cvss[]): Severity {
  const severity = severityOfWord(word);
  return severity === "unknown" ? worstBand(cvss) : severity;
}
