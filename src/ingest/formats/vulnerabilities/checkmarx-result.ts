import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { at, field, list, number, optional, text } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { findingOf } from "../findings/finding-draft.ts";
import { lineNumber } from "../findings/report-text.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";

export type CheckmarxPlace = { readonly source: Source; readonly suppression?: Suppression };

/** A result of code (`sast`), of infrastructure (`kics`) or of another scanner of files; undefined when it names no query. */
export function checkmarxFinding(result: unknown, place: CheckmarxPlace): Finding | undefined {
  const data = field(result, "data");
  const ruleId = text(data, "queryName") ?? text(data, "ruleName") ?? text(data, "ruleId");
  if (ruleId === undefined) return undefined;
  const level = text(result, "severity");
  const print = text(result, "similarityId");
  return findingOf({
    ruleId,
    tool: "checkmarx one",
    level,
    severity: severityOfWord(level),
    message: text(result, "description") ?? text(data, "value") ?? ruleId.replaceAll("_", " "),
    ...placeOf(data),
    cwes: cweNames(at(result, "vulnerabilityDetails", "cweId")),
    toolFingerprint: print === undefined ? undefined : `similarityId=${print}`,
    suppression: place.suppression,
    source: place.source,
  });
}

/** A number, or the whole name. */
function cweNames(cwe: unknown): readonly string[] {
  if (typeof cwe === "number") return [`CWE-${cwe}`];
  return typeof cwe === "string" ? [cwe] : [];
}

/** A flow ends where it does harm: at its last node. */
function placeOf(data: unknown): { readonly file?: string; readonly line?: number } {
  const sink = list(data, "nodes").at(-1);
  const file = text(sink, "fileName") ?? text(data, "filename") ?? text(data, "fileName");
  const line = lineNumber(field(sink, "line") ?? field(data, "line"));
  return { ...optional("file", file?.replace(/^\//, "")), ...optional("line", line) };
}

/** A result of dependencies (`sca`) or of an image (`containers`); undefined without an id or a package. */
export function checkmarxObservation(result: unknown, place: CheckmarxPlace): Observation | undefined {
  const data = field(result, "data");
  const id = text(result, "id");
  const ref = packageOf(data);
  if (id === undefined || ref === undefined) return undefined;
  const details = field(result, "vulnerabilityDetails");
  const score = cvssOf({ version: "3.1", score: number(details, "cvssScore") });
  const fix = text(data, "recommendedVersion");
  return observationOf({
    id,
    package: ref,
    word: text(result, "severity"),
    cvss: score === undefined ? [] : [score],
    cwes: [text(details, "cweId") ?? ""],
    fixedIn: fix === undefined ? [] : [fix],
    title: text(result, "description"),
    tool: "checkmarx one",
    suppression: place.suppression,
    source: place.source,
  });
}

/** `Maven-org.example:lib-1.4.5`; the paths to the package have its name and its version apart. */
function packageOf(data: unknown): PackageRef | undefined {
  const joined = text(data, "packageIdentifier");
  if (joined === undefined) return bareName(data);
  const type = joined.slice(0, Math.max(joined.indexOf("-"), 0));
  const paths = list(field(data, "scaPackageData"), "dependencyPaths");
  const apart = paths.flatMap((path) => (Array.isArray(path) ? path : [])).find((one) => text(one, "id") === joined);
  const name = text(apart, "name") ?? joined.slice(type.length + 1, Math.max(joined.lastIndexOf("-"), type.length + 1));
  if (name === "") return undefined;
  const version = text(apart, "version") ?? joined.slice(joined.lastIndexOf("-") + 1);
  return { name, version, ...optional("purl", registryPurl(type, name, version)), ecosystem: type };
}

function bareName(data: unknown): PackageRef | undefined {
  const name = text(data, "packageName");
  return name === undefined ? undefined : { name, ...optional("version", text(data, "packageVersion")) };
}
