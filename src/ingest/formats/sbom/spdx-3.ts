import type { Component } from "../../../domain/component.ts";
import { FixopsError } from "../../../domain/error.ts";
import { field, optional, text } from "../../../standards/wire.ts";
import { account, count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { shown } from "../refusals.ts";
import { coverageOf, madeOf, makersOf } from "./spdx-3-coverage.ts";
import { type Graph, readGraph } from "./spdx-3-graph.ts";
import { readSpdx3Observations, type Spdx3Observations } from "./spdx-3-observations.ts";
import { readSpdx3Packages, type Spdx3Packages } from "./spdx-3-packages.ts";
import { readRelations, subjectOf } from "./spdx-3-relationships.ts";
import { readSpdx3Statements, type Spdx3Statements } from "./spdx-3-statements.ts";

/** SPDX 3 JSON-LD: packages, and vulnerabilities with their assessments and VEX statements (security profile). */
export const spdx3: Format = {
  id: "spdx-3-json",
  title: "SPDX 3 JSON-LD",
  sign: "a `@context` of SPDX 3, under spdx.org/rdf",
  versions: ["3.0.0", "3.0.1"],
  kinds: ["sbom", "vex", "cve"],
  detect,
  read,
};

/** `spdxVersion` is of SPDX 2: a document with both is neither. */
function detect(document: Document): boolean {
  const value = jsonValue(document);
  return contextOf(value) !== undefined && field(value, "spdxVersion") === undefined;
}

/** The addresses of the context since SPDX 3; the older one is of the specification's own pages. */
const spdxContext = /(?:spdx\.org\/rdf|spdx-spec)\/v?(\d{1,3}(?:\.\d{1,3}){0,2})/;

/** The SPDX entry of `@context`, which is a text or a list. */
function contextOf(value: unknown): string | undefined {
  const context = field(value, "@context");
  const entries: readonly unknown[] = Array.isArray(context) ? context : [context];
  return entries.find((entry): entry is string => typeof entry === "string" && spdxContext.test(entry));
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const formatVersion = supportedVersion(value, origin);
  refuseBrokenGraph(value, origin);
  const graph = readGraph(value);
  const packages = readSpdx3Packages(graph, origin.name);
  const subject = subjectOf(graph, packages);
  const made = madeOf(graph);
  const source = { input: origin.name, tool: made.tool ?? "SPDX" };
  const observed = readSpdx3Observations(graph, packages, source);
  const stated = readSpdx3Statements({ graph, packages, subject, input: origin.name });
  const components = listed(packages.components, subject);
  const isAboutVulnerabilities = hasVulnerabilities(graph, stated);
  return {
    formatVersion,
    coverage: coverageOf(made, {
      graph,
      packages,
      observed,
      stated,
      targets: components.length,
      isAboutVulnerabilities,
    }),
    accounts: accountsOf(packages, components.length, { observed, stated }),
    notices: noticesOf(graph, packages),
    items: {
      documents:
        isAboutVulnerabilities && packages.components.length === 0
          ? []
          : documentsOf(graph, subject, {
              input: origin.name,
              formatVersion,
              holdsVulnerabilities: isAboutVulnerabilities,
            }),
      components,
      ...optional("observations", isAboutVulnerabilities ? observed.observations : undefined),
      vexStatements: stated.statements,
    },
  };
}

/** Minor versions add and do not change (SPDX 3.0.1 §4); so later ones are read. */
function supportedVersion(value: unknown, origin: Origin): string {
  const version = spdxContext.exec(contextOf(value) ?? "")?.[1] ?? "";
  if (version === "3" || version.startsWith("3.")) return version;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `the document is SPDX ${version}; expected SPDX 3`, {
    where: { file: origin.name, pointer: "/@context" },
    hint: "write the document again as SPDX 3.0.1 JSON-LD",
  });
}

function refuseBrokenGraph(value: unknown, origin: Origin): void {
  const given = field(value, "@graph");
  const isReadable = given === undefined || given === null || typeof given === "object";
  if (isReadable) return;
  throw new FixopsError("INPUT_MALFORMED", `"@graph" of the SPDX 3 document is ${shown(given)}; expected a list`, {
    where: { file: origin.name, pointer: "/@graph" },
    hint: "check the document against the SPDX 3 schema and write it again",
  });
}

function hasVulnerabilities(graph: Graph, { statements, notUsed }: Spdx3Statements): boolean {
  if (statements.length > 0 || notUsed.size > 0) return true;
  return graph.elements.some(({ type }) => type === "Vulnerability" || type.endsWith("VulnAssessmentRelationship"));
}

/** The subject is the release itself, not a part of it; alone, it is all that there is to look at. */
function listed(components: readonly Component[], subject: Component | undefined): readonly Component[] {
  return components.length > 1 ? components.filter((component) => component !== subject) : components;
}

type Security = { readonly observed: Spdx3Observations; readonly stated: Spdx3Statements };

function accountsOf(packages: Spdx3Packages, kept: number, { observed, stated }: Security): Reading["accounts"] {
  const reasons = new Map(packages.notUsed);
  const subjects = packages.components.length - kept;
  if (subjects > 0) count(reasons, "is what the document describes", subjects);
  const accounts = [
    account("components", kept, reasons),
    account("vulnerabilities", observed.observations.length, observed.notUsed),
    account("statements", stated.statements.length, stated.notUsed),
  ];
  return accounts.filter(({ items, raw }) => raw > 0 || items === "components");
}

function noticesOf(graph: Graph, { components, badPurls }: Spdx3Packages): readonly string[] {
  const notices: string[] = [];
  const files = graph.elements.filter(({ type }) => type === "File").length;
  if (components.length === 0 && files > 0) notices.push(`files in the document: ${files}; they are not components`);
  if (badPurls > 0) notices.push(`packages with a purl that is no package URL: ${badPurls}`);
  return notices;
}

type DocumentFacts = {
  readonly input: string;
  readonly formatVersion: string;
  readonly holdsVulnerabilities: boolean;
};

function documentsOf(
  graph: Graph,
  subject: Component | undefined,
  { input, ...facts }: DocumentFacts,
): NonNullable<Reading["items"]["documents"]> {
  const document = graph.elements.find(({ type }) => type === "SpdxDocument");
  const { count: dependencyCount, dependencies, contains, tellsCompleteness } = readRelations(graph);
  return [
    {
      input,
      ...optional("name", text(document?.node, "name")),
      ...optional("serialNumber", document?.id),
      ...optional("subject", subject),
      dependencyCount,
      serviceCount: 0,
      dependencies,
      contains,
      about: { format: "SPDX", ...facts, ...makersOf(graph), tellsCompleteness },
    },
  ];
}
