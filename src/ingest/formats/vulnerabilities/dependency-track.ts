import { FixopsError } from "../../../domain/error.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList, shown } from "../refusals.ts";
import { probabilityOf } from "./epss.ts";
import { observationOf } from "./observation.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Dependency-Track's own export of findings (File Packaging Format), version 1. */
export const dependencyTrack: Format = {
  id: "dependency-track-json",
  title: "Dependency-Track findings JSON",
  sign: "a `meta.application` of Dependency-Track, and `project`",
  versions: ["1.0", "1.1", "1.2"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const application = field(field(report, "meta"), "application");
  return (
    application === "Dependency-Track" && isObject(field(report, "project")) && field(report, "bomFormat") === undefined
  );
}

const tool = "dependency-track";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const version = text(report, "version");
  if (version === undefined || !/^1\.\d{1,3}$/.test(version)) throw otherVersion(report, origin);
  requireList(report, "findings", { title: "Dependency-Track", file: origin.name, pointer: "" });
  const sink = vulnerabilitySink(origin.name);
  for (const [index, finding] of list(report, "findings").entries()) readFinding(finding, `/findings/${index}`, sink);
  const meta = field(report, "meta");
  const isNamed = text(field(report, "project"), "name") !== undefined;
  return vulnerabilityReading(sink, {
    formatVersion: version,
    coverage: {
      tool,
      ...optional("toolVersion", label(meta, "version")),
      ...optional("targets", isNamed ? 1 : undefined),
      ...optional("generatedAt", label(meta, "timestamp")),
      doubts: [
        ...(isNamed ? [] : ["the report names no project"]),
        ...(hasList(report, "findings") ? [] : ["the report has no list of findings: they were not computed"]),
      ],
    },
    sorts: ["vulnerability findings"],
  });
}

function otherVersion(report: unknown, origin: Origin): FixopsError {
  const message = `version of the Dependency-Track export is ${shown(field(report, "version"))}; expected 1.x`;
  return new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file: origin.name, pointer: "/version" },
    hint: "export the findings as JSON with Dependency-Track 3.4 or later",
  });
}

function readFinding(finding: unknown, pointer: string, sink: VulnerabilitySink): void {
  const vulnerability = field(finding, "vulnerability");
  const id = text(vulnerability, "vulnId");
  const ref = packageOf(field(finding, "component"));
  if (id === undefined || ref === undefined) {
    lose(sink, "vulnerability findings", "no vulnerability id or no component");
    return;
  }
  const observation = observationOf({
    id,
    names: namesOf(vulnerability),
    package: ref,
    word: text(vulnerability, "severity"),
    cvss: scoresOf(vulnerability),
    cwes: cwesOf(vulnerability),
    epss: probabilityOf(field(vulnerability, "epssScore")),
    title: text(vulnerability, "title") ?? text(vulnerability, "description"),
    tool,
    suppression: suppressionOf(field(finding, "analysis")),
    source: { input: sink.input, pointer },
  });
  keep(sink, "vulnerability findings", observation);
}

function packageOf(component: unknown): PackageRef | undefined {
  const name = text(component, "name");
  if (name === undefined) return undefined;
  const group = text(component, "group");
  const purl = canonicalPurl(text(component, "purl") ?? "");
  const separator = purl?.startsWith("pkg:maven/") === true ? ":" : "/";
  return {
    name: group === undefined ? name : `${group}${separator}${name}`,
    ...optional("version", text(component, "version")),
    ...optional("purl", purl),
  };
}

/** Each alias names the flaw in several databases at once. */
const aliasKeys = ["cveId", "ghsaId", "osvId", "snykId", "sonatypeId", "gsdId", "vulnDbId"];

function namesOf(vulnerability: unknown): readonly string[] {
  return list(vulnerability, "aliases").flatMap((alias) => aliasKeys.flatMap((key) => text(alias, key) ?? []));
}

function scoresOf(vulnerability: unknown): readonly Cvss[] {
  const given = [
    ["2.0", "cvssV2"],
    ["3.1", "cvssV3"],
    ["4.0", "cvssV4"],
  ] as const;
  return given.flatMap(([version, key]) => {
    const score = number(vulnerability, `${key}BaseScore`) ?? number(vulnerability, `${key}Score`);
    // CVSS 2.0 vectors stand in brackets, as NVD once wrote them.
    const vector = text(vulnerability, `${key}Vector`)?.replace(/^\(|\)$/g, "");
    return cvssOf({ version, score, vector }) ?? [];
  });
}

function cwesOf(vulnerability: unknown): readonly string[] {
  const ids = [...list(vulnerability, "cwes").map((cwe) => number(cwe, "cweId")), number(vulnerability, "cweId")];
  return ids.flatMap((id) => (id === undefined ? [] : [`CWE-${id}`]));
}

/** States of an analysis that say that the flaw does not matter; they count only when the finding is suppressed as well. */
const settled: ReadonlySet<string> = new Set(["NOT_AFFECTED", "FALSE_POSITIVE", "RESOLVED"]);

function suppressionOf(analysis: unknown): Suppression | undefined {
  const isSuppressed = field(analysis, "isSuppressed") === true;
  const state = text(analysis, "state");
  if (!isSuppressed && !settled.has(state ?? "")) return undefined;
  const reasons = [text(analysis, "justification"), text(analysis, "detail")].filter((part) => part !== undefined);
  return {
    kind: "tool",
    ...(!isSuppressed && { status: "under_review" as const }),
    ...optional("justification", reasons.length === 0 ? undefined : quoted(reasons.join(": "))),
    rule: state === undefined ? "suppressed" : `analysis state ${quoted(state)}`,
  };
}
