import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { field, hasList, isObject, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import { maxLabel } from "../label.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";
import { keep, leaveOut, lose, type VulnerabilitySink } from "./vulnerability-sink.ts";

/** True for an occurrence of any kind: other lists have neither a note nor one of Google's kinds. */
export function isOccurrence(entry: unknown): boolean {
  const isNamed = text(entry, "noteName") !== undefined && text(entry, "name")?.includes("/occurrences/") === true;
  return isNamed || (text(entry, "noteName") !== undefined && isObject(field(entry, "vulnerability")));
}

/** `NoteKind` of the API, without VULNERABILITY; a kind of another name may be about a vulnerability. */
const otherKinds: ReadonlySet<string> = new Set([
  "ATTESTATION",
  "BUILD",
  "COMPLIANCE",
  "DEPLOYMENT",
  "DISCOVERY",
  "DSSE_ATTESTATION",
  "IMAGE",
  "PACKAGE",
  "SBOM_REFERENCE",
  "SECRET",
  "UPGRADE",
  "VULNERABILITY_ASSESSMENT",
]);

/** An occurrence of kind VULNERABILITY is one flaw in one or more packages of an image. */
export function readOccurrence(entry: unknown, place: string, sink: VulnerabilitySink): void {
  const flaw = field(entry, "vulnerability");
  if (!hasList(flaw, "packageIssue") && otherKinds.has(text(entry, "kind") ?? "")) {
    leaveOut(sink, "matches", "an occurrence of another kind");
    return;
  }
  const id = idOf(entry);
  const issues = list(flaw, "packageIssue");
  if (id === undefined || issues.length === 0) {
    lose(sink, "matches", "no vulnerability id or package");
    return;
  }
  for (const [index, issue] of issues.entries()) {
    const source = { input: sink.input, pointer: `${place}/vulnerability/packageIssue/${index}` };
    const observation = toObservation({ id, flaw, issue }, source);
    if (observation === undefined) lose(sink, "matches", "no package name");
    else keep(sink, "matches", observation);
  }
}

/** Notes are named after the vulnerability: `projects/goog-vulnz/notes/CVE-2020-1971`. */
function idOf(entry: unknown): string | undefined {
  const note = text(entry, "noteName");
  const name = note?.slice(note.lastIndexOf("/") + 1);
  return name === undefined || name === "" ? text(field(entry, "vulnerability"), "shortDescription") : name;
}

type Issue = { readonly id: string; readonly flaw: unknown; readonly issue: unknown };

function toObservation({ id, flaw, issue }: Issue, source: Source): Observation | undefined {
  const ref = packageOf(issue);
  if (ref === undefined) return undefined;
  return observationOf({
    id,
    package: ref,
    word: wordOf(issue, flaw),
    cvss: scoresOf(flaw),
    fixedIn: fixOf(issue),
    title: text(flaw, "longDescription") ?? text(flaw, "shortDescription"),
    tool: "google-artifact-analysis",
    suppression: suppressionOf(field(flaw, "vexAssessment")),
    source,
  });
}

/** The distribution's word for the package before the CVSS one. MINIMAL is below LOW. */
function wordOf(issue: unknown, flaw: unknown): string | undefined {
  const words = [text(issue, "effectiveSeverity"), text(flaw, "effectiveSeverity"), text(flaw, "severity")];
  const word = words.find((one) => one !== undefined && one !== "SEVERITY_UNSPECIFIED");
  return word === "MINIMAL" ? "negligible" : word;
}

function packageOf(issue: unknown): PackageRef | undefined {
  const name = text(issue, "affectedPackage");
  if (name === undefined) return undefined;
  const version = versionOf(field(issue, "affectedVersion"));
  const type = text(issue, "packageType");
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(type, name, version)),
    ...optional("ecosystem", type),
  };
}

/** `fullName` is the whole; older answers have the parts alone. */
function versionOf(version: unknown): string | undefined {
  const whole = text(version, "fullName");
  const name = text(version, "name");
  if (whole !== undefined || name === undefined) return whole;
  const epoch = number(version, "epoch") ?? 0;
  const revision = text(version, "revision");
  return `${epoch > 0 ? `${epoch}:` : ""}${name}${revision === undefined ? "" : `-${revision}`}`;
}

/** Kind MAXIMUM stands for no fixed version. */
function fixOf(issue: unknown): readonly string[] {
  const version = field(issue, "fixedVersion");
  const fix = text(version, "kind") === "MAXIMUM" ? undefined : versionOf(version);
  return fix === undefined ? [] : [fix];
}

const vectorMembers = { cvssv3: "3.1", cvssV3: "3.1", cvssV2: "2.0" } as const;

/** Scores without vectors: their metrics are spelt out one by one. `cvssVersion` is that of `cvssScore`. */
function scoresOf(flaw: unknown): readonly Cvss[] {
  const version = text(flaw, "cvssVersion") === "CVSS_VERSION_2" ? "2.0" : "3.1";
  const parts = Object.entries(vectorMembers).flatMap(([key, own]) => {
    return cvssOf({ version: own, score: number(field(flaw, key), "baseScore") }) ?? [];
  });
  const total = cvssOf({ version, score: number(flaw, "cvssScore") });
  return parts.length > 0 || total === undefined ? parts : [total];
}

/** VEX that was uploaded for the image; Google adds it to the occurrence. */
const settled: ReadonlySet<string> = new Set(["NOT_AFFECTED", "FIXED"]);

function suppressionOf(assessment: unknown): Suppression | undefined {
  const state = text(assessment, "state") ?? "";
  if (!settled.has(state)) return undefined;
  const reason = field(assessment, "justification");
  const words = text(reason, "details") ?? text(reason, "justificationType");
  return {
    kind: "tool",
    ...optional("justification", words === undefined ? undefined : shorten(words, maxLabel)),
    rule: `VEX state ${state}`,
  };
}
