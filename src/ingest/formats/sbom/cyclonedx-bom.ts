import type { Component, SbomDocument } from "../../../domain/component.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { at, field, list, optional, text } from "../../../standards/wire.ts";
import { account, type Tally } from "../../account.ts";
import type { Reading } from "../../format.ts";
import { malformedIdDoubts } from "../../identifiers.ts";
import { label } from "../label.ts";
import { rejectionDoubts, requireList } from "../refusals.ts";
import { aboutBom, readDependencies } from "./cyclonedx-about.ts";
import { type ComponentList, readComponents, toComponent } from "./cyclonedx-components.ts";
import { countServices, readReferences } from "./cyclonedx-references.ts";
import { readStatements, type StatementList } from "./cyclonedx-statements.ts";
import { type ObservationList, readObservations, unaffectedVersion } from "./cyclonedx-vulnerabilities.ts";
import { type Tool, toolCoverage } from "./tools.ts";

/**
 * Reads a BOM in the shape of CycloneDX JSON, whichever syntax it was written in; its version has been checked.
 * Throws INPUT_MALFORMED for a top-level list that is none.
 */
export function readBom(bom: unknown, formatVersion: string, input: string): Reading {
  const holder = { title: "CycloneDX", file: input, pointer: "" };
  for (const key of ["components", "services", "dependencies", "vulnerabilities"]) requireList(bom, key, holder);
  const parts = readParts(bom, input);
  return {
    formatVersion,
    coverage: coverageOf(bom, parts),
    accounts: accountsOf(parts),
    notices: noticesOf(bom, parts),
    items: {
      documents: documentsOf(bom, { input, formatVersion }, parts),
      components: parts.listed.components,
      observations: parts.observed.observations,
      vexStatements: parts.stated.statements,
    },
  };
}

/** Everything that one document holds. */
type Parts = {
  readonly listed: ComponentList;
  readonly subject: Component | undefined;
  readonly services: number;
  readonly observed: ObservationList;
  readonly stated: StatementList;
};

function readParts(bom: unknown, input: string): Parts {
  const listed = readComponents(bom, input);
  const subject = toComponent(at(bom, "metadata", "component"), { input, pointer: "/metadata/component" });
  const references = readReferences(bom, input, listed.components, subject);
  const { tool = "CycloneDX" } = toolCoverage(toolsOf(bom));
  const context = { input, references, listsComponents: listed.components.length > 0, tool };
  return {
    listed,
    subject,
    services: countServices(bom),
    observed: readObservations(bom, context),
    stated: readStatements(bom, input, references),
  };
}

/** `metadata.tools`: a list of tools, or since 1.5 an object of components and services. */
function toolsOf(bom: unknown): readonly Tool[] {
  const tools = at(bom, "metadata", "tools");
  const entries = Array.isArray(tools) ? tools : [...list(tools, "components"), ...list(tools, "services")];
  return entries.flatMap((entry) => {
    const name = text(entry, "name");
    return name === undefined ? [] : [{ name, version: text(entry, "version") }];
  });
}

function coverageOf(bom: unknown, parts: Parts): Coverage {
  return {
    ...toolCoverage(toolsOf(bom)),
    targets: parts.listed.components.length,
    ...optional("generatedAt", label(field(bom, "metadata"), "timestamp")),
    doubts: [
      ...contentDoubts(bom, parts),
      ...rejectionDoubts("components", parts.listed.notUsed),
      ...rejectionDoubts("vulnerabilities", faultsOf(parts.observed.notUsed)),
      ...rejectionDoubts("statements", parts.stated.notUsed),
      ...malformedIdDoubts(parts.observed.observations),
    ],
  };
}

/** Reasons that are faults of the document; a version that is listed as unaffected is an answer. */
function faultsOf(notUsed: Tally): Tally {
  return new Map([...notUsed].filter(([reason]) => reason !== unaffectedVersion));
}

/** Types that are software; devices, data, models and cryptographic assets are inventories of another kind. */
const softwareTypes = new Set([
  "library",
  "framework",
  "application",
  "operating-system",
  "container",
  "file",
  "firmware",
]);

function contentDoubts(bom: unknown, parts: Parts): readonly string[] {
  const { components } = parts.listed;
  if (components.length === 0) {
    if (list(bom, "vulnerabilities").length > 0) return [];
    return [parts.services > 0 ? `lists no component; services: ${parts.services}` : "lists no component"];
  }
  if (components.some(isSoftware)) return [];
  const types = new Set(components.map(({ type }) => type ?? "components without type"));
  return [`lists no software component, only: ${[...types].join(", ")}`];
}

/** A purl names a package, whatever its type says. */
function isSoftware(component: Component): boolean {
  return component.purl !== undefined || softwareTypes.has(component.type ?? "");
}

function accountsOf({ listed, observed, stated }: Parts): Reading["accounts"] {
  const accounts = [
    account("components", listed.components.length, listed.notUsed),
    account("vulnerabilities", observed.observations.length, observed.notUsed),
    account("statements", stated.statements.length, stated.notUsed),
  ];
  return accounts.filter(({ items, raw }) => raw > 0 || items === "components");
}

function noticesOf(bom: unknown, { listed, stated, services }: Parts): readonly string[] {
  const notices: string[] = [];
  if (listed.badPurls > 0) notices.push(`components with a purl that is no package URL: ${listed.badPurls}`);
  if (services > 0) notices.push(`services in the document: ${services}; they are counted and not joined to anything`);
  if (stated.unplaced > 0) {
    notices.push(`products of VEX statements limited to versions that are not their own: ${stated.unplaced}`);
  }
  const aggregates = list(bom, "compositions").map((composition) => text(composition, "aggregate"));
  if (aggregates.some((aggregate) => aggregate?.startsWith("incomplete") === true)) {
    notices.push("says in its compositions that it is incomplete");
  }
  return notices;
}

/** A document of vulnerabilities only is no SBOM, so it must not count as an empty one. */
function documentsOf(
  bom: unknown,
  { input, formatVersion }: { readonly input: string; readonly formatVersion: string },
  { listed, subject, services }: Parts,
): readonly SbomDocument[] {
  const isOnlyVulnerabilities =
    listed.components.length === 0 && services === 0 && list(bom, "vulnerabilities").length > 0;
  if (isOnlyVulnerabilities) return [];
  const { graph, edges } = readDependencies(bom);
  return [
    {
      input,
      ...optional("serialNumber", text(bom, "serialNumber")),
      ...optional("subject", subject),
      dependencyCount: edges,
      serviceCount: services,
      dependencies: graph,
      about: aboutBom(bom, formatVersion, toolsOf(bom)),
    },
  ];
}
