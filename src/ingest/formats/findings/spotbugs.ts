import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { optional } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChild, xmlChildren, xmlText } from "../../../standards/xml.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { firstLine } from "./report-text.ts";

/** XML of SpotBugs, of its plug-in Find Security Bugs and of their ancestor FindBugs. */
export const spotbugs: Format = {
  id: "spotbugs-xml",
  title: "SpotBugs XML",
  sign: "the root element `BugCollection`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return xmlRoot(document)?.name === "BugCollection";
}

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const sieve = findingSieve();
  for (const [index, bug] of xmlChildren(root, "BugInstance").entries()) {
    sift(sieve, toFinding(bug, { input: origin.name, pointer: `/BugCollection/BugInstance[${index + 1}]` }));
  }
  return findingsReading(sieve, { items: "bugs", coverage: coverageOf(root), notices: noticesOf(root) });
}

/** Priorities with the levels that SpotBugs gives them where it writes SARIF (`Level.fromPriority`). */
const priorities: ReadonlyMap<number | undefined, readonly [level: string, Severity]> = new Map([
  [1, ["High", "high"]],
  [2, ["Normal", "medium"]],
  [3, ["Low", "medium"]],
  [4, ["Experimental", "low"]],
  [5, ["Ignore", "low"]],
] as const);

function toFinding(bug: XmlElement, source: Source): Finding | string {
  const ruleId = xmlAttribute(bug, "type");
  if (ruleId === undefined) return unreadable;
  const [level, severity] = priorities.get(firstLine(xmlAttribute(bug, "priority"))) ?? ["", "unknown"];
  const line = lineOf(bug);
  const cwe = xmlAttribute(bug, "cweid");
  return findingOf({
    ruleId,
    tool: "spotbugs",
    level,
    severity,
    message: xmlText(bug, "LongMessage") ?? xmlText(bug, "ShortMessage") ?? ruleId,
    file:
      xmlAttribute(line, "sourcepath") ?? xmlAttribute(xmlChild(xmlChild(bug, "Class"), "SourceLine"), "sourcepath"),
    line: firstLine(xmlAttribute(line, "start")),
    cwes: cwe === undefined || cwe === "0" ? [] : [cwe],
    toolFingerprint: fingerprintOf(bug),
    context: contextOf(bug),
    source,
  });
}

/** The line of the bug, else that of the method, the field or the class that it is in. */
function lineOf(bug: XmlElement): XmlElement | undefined {
  const own = xmlChildren(bug, "SourceLine");
  const primary = own.find((line) => xmlAttribute(line, "primary") === "true") ?? own[0];
  const holders = ["Method", "Field", "Class"].map((name) => xmlChild(xmlChild(bug, name), "SourceLine"));
  return [primary, ...holders].find((line) => xmlAttribute(line, "start") !== undefined);
}

/** SpotBugs hashes what does not move with the line; equal ones in a report are numbered. */
function fingerprintOf(bug: XmlElement): string | undefined {
  const hash = xmlAttribute(bug, "instanceHash");
  const number = xmlAttribute(bug, "instanceOccurrenceNum") ?? "0";
  return hash === undefined ? undefined : `instanceHash=${hash}-${number}`;
}

/** Class, method with its signature, and field. */
function contextOf(bug: XmlElement): string {
  const method = xmlChild(bug, "Method");
  const parts = [
    xmlAttribute(xmlChild(bug, "Class"), "classname"),
    xmlAttribute(method, "name"),
    xmlAttribute(method, "signature"),
    xmlAttribute(xmlChild(bug, "Field"), "name"),
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}

function coverageOf(root: XmlElement | undefined): Coverage {
  const classes = firstNumber(xmlAttribute(xmlChild(root, "FindBugsSummary"), "total_classes"));
  const jars = xmlChildren(xmlChild(root, "Project"), "Jar").length;
  const targets = classes ?? jars;
  const errors = firstNumber(xmlAttribute(xmlChild(root, "Errors"), "errors")) ?? 0;
  return {
    tool: "spotbugs",
    ...optional("toolVersion", xmlAttribute(root, "version")),
    targets,
    ...optional("generatedAt", dateOf(xmlAttribute(root, "analysisTimestamp") ?? xmlAttribute(root, "timestamp"))),
    doubts: [
      ...(targets === 0 ? ["the report says that no class was analysed"] : []),
      ...(errors > 0 ? [`the analysis met ${counted(errors, "error")}`] : []),
    ],
  };
}

/** Milliseconds since 1970. */
function dateOf(stamp: string | undefined): string | undefined {
  const time = firstNumber(stamp);
  return time === undefined || time === 0 ? undefined : new Date(time).toISOString();
}

/** At most 14 digits: what a date can hold. */
function firstNumber(given: string | undefined): number | undefined {
  return given !== undefined && /^\d{1,14}$/.test(given) ? Number(given) : undefined;
}

/** Classes that were used and not found make the analysis less exact. */
function noticesOf(root: XmlElement | undefined): readonly string[] {
  const missing = firstNumber(xmlAttribute(xmlChild(root, "Errors"), "missingClasses")) ?? 0;
  return missing === 0 ? [] : [`${counted(missing, "class", "classes")} that the code uses were not found`];
}
