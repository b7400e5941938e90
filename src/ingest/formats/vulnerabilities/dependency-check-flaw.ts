import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { canonicalPurl, parsePurl } from "../../../standards/purl.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { quoted } from "../findings/report-text.ts";
import { maxLabel } from "../label.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf, severityOfScore } from "./scores.ts";
import { keep, leaveOut, lose, type VulnerabilitySink } from "./vulnerability-sink.ts";

/** What Dependency-Check's JSON and XML say alike of one file that it looked at. */
export type CheckedDependency = {
  readonly fileName: string | undefined;
  /** Package URLs, or the `maven` identifiers of the XML before 2.0, as written. */
  readonly packages: readonly string[];
  readonly vulnerabilities: readonly CheckedFlaw[];
  readonly suppressed: readonly CheckedFlaw[];
  /** Files that were folded into this one, since they are parts of the same product. */
  readonly related: number;
};

export type CheckedFlaw = {
  readonly name: string | undefined;
  readonly word: string | undefined;
  readonly v2: number | undefined;
  readonly v3: number | undefined;
  /** Version of the v3 score; 3.1 when the report does not tell, whose bands are those of 3.0. */
  readonly v3Version: string | undefined;
  readonly v4: number | undefined;
  readonly v4Vector: string | undefined;
  readonly cwes: readonly string[];
  readonly description: string | undefined;
  readonly notes: string | undefined;
  /** End (excluding) of the range of versions that matched. */
  readonly fixedIn: readonly string[];
  readonly pointer: string;
};

export const dependencyCheckTool = "dependency-check";

/** Reads one dependency into the sink: its vulnerabilities, those that a rule suppressed, and the files folded into it. */
export function readChecked(dependency: CheckedDependency, sink: VulnerabilitySink): void {
  keep(sink, "dependencies");
  if (dependency.related > 0)
    leaveOut(sink, "related dependencies", "parts of a dependency that is listed itself", dependency.related);
  const ref = packageOf(dependency);
  for (const flaw of dependency.vulnerabilities) readFlaw(flaw, { ref, sort: "vulnerabilities" }, sink);
  for (const flaw of dependency.suppressed) readFlaw(flaw, { ref, sort: "suppressed vulnerabilities" }, sink);
}

/** The first package URL; without one, the file, for a CPE that was guessed from its name identifies no package. */
function packageOf({ packages, fileName }: CheckedDependency): PackageRef | undefined {
  const purl = packages.flatMap((text) => canonicalPurl(text) ?? purlOfMaven(text) ?? [])[0];
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  if (purl === undefined || parsed === undefined) return fileName === undefined ? undefined : { name: fileName };
  const separator = parsed.type === "maven" ? ":" : "/";
  const name = parsed.namespace === undefined ? parsed.name : `${parsed.namespace}${separator}${parsed.name}`;
  return { name, ...optional("version", parsed.version), purl, ecosystem: parsed.type };
}

/** `(org.example:lib:1.0)`, an identifier of type `maven` in the XML before 2.0. */
const mavenIdentifier = /^\(?([\w.-]{1,200}):([\w.-]{1,200}):([\w.+-]{1,100})\)?$/;

function purlOfMaven(text: string): string | undefined {
  const [, group, artifact, version] = mavenIdentifier.exec(text) ?? [];
  return version === undefined ? undefined : packagePurl("maven", `${group}:${artifact}`, version);
}

type Place = {
  readonly ref: PackageRef | undefined;
  readonly sort: "vulnerabilities" | "suppressed vulnerabilities";
};

function readFlaw(flaw: CheckedFlaw, { ref, sort }: Place, sink: VulnerabilitySink): void {
  if (flaw.name === undefined || ref === undefined) {
    lose(sink, sort, "no name of the vulnerability or of the file");
    return;
  }
  const observation = observationOf({
    id: shorten(flaw.name, maxLabel),
    package: ref,
    word: wordOf(flaw.word),
    cvss: scoresOf(flaw),
    cwes: flaw.cwes,
    fixedIn: flaw.fixedIn,
    title: flaw.description,
    tool: dependencyCheckTool,
    suppression: sort === "vulnerabilities" ? undefined : suppressionOf(flaw),
    source: { input: sink.input, pointer: flaw.pointer },
  });
  keep(sink, sort, observation);
}

/** Sources that score nothing give a word, or a number in its place. */
function wordOf(word: string | undefined): string | undefined {
  return word !== undefined && /^\d{1,2}(?:\.\d{1,2})?$/.test(word) ? severityOfScore(Number(word), "3.1") : word;
}

/** The report spells the metrics out in words and gives no vector, but for CVSS 4. */
function scoresOf({ v2, v3, v3Version, v4, v4Vector }: CheckedFlaw): readonly Cvss[] {
  const given = [
    cvssOf({ version: "2.0", score: v2 }),
    cvssOf({ version: v3Version ?? "3.1", score: v3 }),
    cvssOf({ version: "4.0", score: v4, vector: v4Vector }),
  ];
  return given.filter((one) => one !== undefined);
}

function suppressionOf({ notes }: CheckedFlaw): Suppression {
  const isReason = notes !== undefined && notes.trim() !== "";
  return {
    kind: "tool",
    ...optional("justification", isReason ? quoted(notes) : undefined),
    rule: "a suppression rule of Dependency-Check",
  };
}

/** Reasons to doubt a report in which all went well but for what it says of its databases and its dependencies. */
export function checkedDoubts(report: { readonly sources: number; readonly dependencies: number }): readonly string[] {
  return [
    ...(report.sources === 0 ? ["the report names no database of vulnerabilities"] : []),
    ...(report.dependencies === 0 ? ["the report looked at no dependency"] : []),
  ];
}

/** The date of the data itself when there is one (`NVD CVE Modified`, `NVD API Last Modified`), else of the last look at it. */
export function databaseDateOf(
  sources: readonly { readonly name: string | undefined; readonly date: string | undefined }[],
): string | undefined {
  const dated = sources.filter(({ date }) => date !== undefined);
  const modified = dated.find(({ name }) => name !== undefined && /modified/i.test(name));
  const found = (modified ?? dated.find(({ name }) => name !== "VersionCheckOn"))?.date;
  return found === undefined ? undefined : shorten(found, maxLabel);
}
