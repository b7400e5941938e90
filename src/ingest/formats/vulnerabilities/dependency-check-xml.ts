import { FixopsError } from "../../../domain/error.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChild, xmlChildren, xmlText } from "../../../standards/xml.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { xmlRoot } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { shown } from "../refusals.ts";
import {
  type CheckedDependency,
  type CheckedFlaw,
  checkedDoubts,
  databaseDateOf,
  dependencyCheckTool,
  readChecked,
} from "./dependency-check-flaw.ts";
import { type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** OWASP Dependency-Check XML; the namespace names the schema, `…/dependency-check.2.5.xsd`. */
export const dependencyCheckXml: Format = {
  id: "dependency-check-xml",
  title: "OWASP Dependency-Check XML",
  sign: "the root element `analysis` in a namespace of dependency-check",
  versions: ["1.3", "1.4", "2.0", "2.5", "3.0", "4.0", "4.1"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const root = xmlRoot(document);
  return root?.name === "analysis" && /dependency-check/i.test(root.namespace.slice(0, maxLabel));
}

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const version = versionOf(root, origin);
  const list = xmlChild(root, "dependencies");
  if (list === undefined) throw noDependencies(origin);
  const sink = vulnerabilitySink(origin.name);
  const dependencies = xmlChildren(list, "dependency");
  for (const [index, dependency] of dependencies.entries()) {
    countExceptions(dependency, sink);
    readChecked(checkedOf(dependency, `/analysis/dependencies/dependency[${index + 1}]`), sink);
  }
  const info = xmlChild(root, "scanInfo");
  countExceptions(info, sink);
  return vulnerabilityReading(sink, {
    formatVersion: version,
    coverage: coverageOf(root, dependencies.length),
    sorts: ["dependencies", "vulnerabilities"],
  });
}

function versionOf(root: XmlElement | undefined, origin: Origin): string {
  const version = /dependency-check\.(\d{1,3}\.\d{1,3})\.xsd$/i.exec(root?.namespace ?? "")?.[1];
  if (version !== undefined && /^[1-4]\./.test(version)) return version;
  const message = `the namespace of the Dependency-Check report is ${shown(root?.namespace)}; expected a schema of version 1 to 4`;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file: origin.name, pointer: "/analysis" },
    hint: "write the report with Dependency-Check 1.3 to 12",
  });
}

function noDependencies(origin: Origin): FixopsError {
  return new FixopsError("INPUT_MALFORMED", "the Dependency-Check report has no <dependencies>", {
    where: { file: origin.name, pointer: "/analysis/dependencies" },
    hint: "have Dependency-Check write the report again",
  });
}

function coverageOf(root: XmlElement | undefined, dependencies: number): Reading["coverage"] {
  const info = xmlChild(root, "scanInfo");
  const sources = xmlChildren(info, "dataSource");
  const date = databaseDateOf(sources.map((one) => ({ name: xmlText(one, "name"), date: xmlText(one, "timestamp") })));
  return {
    tool: dependencyCheckTool,
    ...optional("toolVersion", labelOf(info, "engineVersion")),
    targets: dependencies,
    ...optional("databaseDate", date),
    ...optional("generatedAt", labelOf(xmlChild(root, "projectInfo"), "reportDate")),
    doubts: checkedDoubts({ sources: sources.length, dependencies }),
  };
}

function labelOf(element: XmlElement | undefined, name: string): string | undefined {
  const found = xmlText(element, name);
  return found === undefined ? undefined : shorten(found, maxLabel);
}

function checkedOf(dependency: XmlElement, pointer: string): CheckedDependency {
  const list = xmlChild(dependency, "vulnerabilities");
  const flaws = (name: string): readonly CheckedFlaw[] =>
    xmlChildren(list, name).map((flaw, index) => flawOf(flaw, `${pointer}/vulnerabilities/${name}[${index + 1}]`));
  return {
    fileName: xmlText(dependency, "fileName"),
    packages: packagesOf(xmlChild(dependency, "identifiers")),
    vulnerabilities: flaws("vulnerability"),
    suppressed: flaws("suppressedVulnerability"),
    related: xmlChildren(xmlChild(dependency, "relatedDependencies"), "relatedDependency").length,
  };
}

/** Since 2.0 `package` holds package URLs; before, `identifier` has a type and the name in brackets. */
function packagesOf(identifiers: XmlElement | undefined): readonly string[] {
  const purls = xmlChildren(identifiers, "package").flatMap((one) => xmlText(one, "id") ?? []);
  const older = xmlChildren(identifiers, "identifier").filter((one) => xmlAttribute(one, "type") === "maven");
  return [...purls, ...older.flatMap((one) => xmlText(one, "name") ?? [])];
}

function flawOf(flaw: XmlElement, pointer: string): CheckedFlaw {
  const v2 = xmlChild(flaw, "cvssV2");
  const v3 = xmlChild(flaw, "cvssV3");
  const v4 = xmlChild(flaw, "cvssV4");
  return {
    name: xmlText(flaw, "name"),
    word: xmlText(flaw, "severity"),
    v2: numberOf(xmlText(v2, "score") ?? xmlText(flaw, "cvssScore")),
    v3: numberOf(xmlText(v3, "baseScore")),
    v3Version: xmlText(v3, "version"),
    v4: numberOf(xmlText(v4, "baseScore")),
    v4Vector: xmlText(v4, "vectorString"),
    cwes: cwesOf(flaw),
    description: xmlText(flaw, "description"),
    notes: xmlText(flaw, "notes"),
    fixedIn: xmlChildren(xmlChild(flaw, "vulnerableSoftware"), "software").flatMap(fixOf),
    pointer,
  };
}

function cwesOf(flaw: XmlElement): readonly string[] {
  const listed = xmlChildren(xmlChild(flaw, "cwes"), "cwe").map(({ text }) => text.trim());
  const older = xmlText(flaw, "cwe");
  return older === undefined ? listed : [...listed, older];
}

/** The one range that matched is marked. */
function fixOf(software: XmlElement): readonly string[] {
  const end = xmlAttribute(software, "versionEndExcluding");
  return xmlAttribute(software, "vulnerabilityIdMatched") === "true" && end !== undefined ? [end] : [];
}

const decimal = /^\d{1,2}(?:\.\d{1,9})?$/;

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && decimal.test(text) ? Number(text) : undefined;
}

/** Of the whole analysis (since 2.0) or of one dependency: sources that could not be reached, files that could not be read. */
function countExceptions(element: XmlElement | undefined, sink: VulnerabilitySink): void {
  for (const exception of xmlChildren(xmlChild(element, "analysisExceptions"), "exception"))
    count(sink.faults, `the analysis had an exception: ${quoted(xmlText(exception, "message"))}`);
}
