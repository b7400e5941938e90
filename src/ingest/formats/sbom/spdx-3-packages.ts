import type { Component, ComponentFile } from "../../../domain/component.ts";
import { field, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { narrowPurl } from "../narrow-purl.ts";
import { type ComponentDraft, setFound } from "./component-draft.ts";
import { contactsOfAgent, hashesOf, readFiles } from "./spdx-3-files.ts";
import { type Element, type Graph, member, memberText, references } from "./spdx-3-graph.ts";

/** The packages of one document. */
export type Spdx3Packages = {
  readonly components: readonly Component[];
  /** The component of each package element. */
  readonly byElement: ReadonlyMap<Element, Component>;
  readonly notUsed: Tally;
  /** Packages with a purl that is no package URL; they are kept without it. */
  readonly badPurls: number;
};

/** Packages of software; those of the AI and dataset profiles are packages of other things (SPDX 3.0.1, `software_Package`). */
const packageTypes: ReadonlySet<string> = new Set(["Package", "AIPackage", "DatasetPackage"]);

/** True for packages of every profile. */
export function isPackage({ type }: Element): boolean {
  return packageTypes.has(type);
}

/** Reads the packages, with the licences and suppliers that other elements name. */
export function readSpdx3Packages(graph: Graph, input: string): Spdx3Packages {
  const licences = readLicences(graph);
  const files = readFiles(graph);
  const byElement = new Map<Element, Component>();
  const notUsed: Tally = new Map();
  let badPurls = 0;
  if (graph.unreadable > 0) count(notUsed, "is no element of SPDX 3", graph.unreadable);
  for (const element of graph.elements.filter(isPackage)) {
    const names = namesOf(element, graph);
    const component = toComponent(element, names, { graph, licences, files, input });
    if (component === undefined) count(notUsed, "has no name");
    else byElement.set(element, component);
    if (names.hasBadPurl && names.purl === undefined) badPurls++;
  }
  return { components: [...byElement.values()], byElement, notUsed, badPurls };
}

/** What identifies a package outside of the document. */
type Names = {
  readonly version: string | undefined;
  hasOtherId: boolean;
  purl?: string;
  hasBadPurl: boolean;
  cpe23?: string;
  cpe22?: string;
};

function namesOf({ node }: Element, graph: Graph): Names {
  const names: Names = {
    version: memberText(node, "software", "packageVersion"),
    hasBadPurl: false,
    hasOtherId: false,
  };
  const own = memberText(node, "software", "packageUrl");
  if (own !== undefined) addPurl(names, own);
  for (const { element } of references(field(node, "externalIdentifier"), graph)) {
    const identifier = text(element?.node, "identifier");
    if (identifier !== undefined) addIdentifier(names, text(element?.node, "externalIdentifierType"), identifier);
  }
  return names;
}

/** SPDX 3 calls them packageUrl, cpe22 and cpe23; tools keep the names of SPDX 2. */
function addIdentifier(names: Names, type: string | undefined, identifier: string): void {
  if (type === "packageUrl" || type === "purl") addPurl(names, identifier);
  if (type === "cpe23" || type === "cpe23Type") names.cpe23 ??= identifier;
  if (type === "cpe22" || type === "cpe22Type") names.cpe22 ??= identifier;
  if (type === "swid" || type === "swhid" || type === "gitoid") names.hasOtherId = true;
}

function addPurl(names: Names, written: string): void {
  const purl = narrowPurl(written, names.version);
  if (purl === undefined) names.hasBadPurl = true;
  else names.purl ??= purl;
}

type Context = {
  readonly graph: Graph;
  readonly licences: Licences;
  readonly files: ReadonlyMap<Element, ComponentFile>;
  readonly input: string;
};

function toComponent(element: Element, names: Names, context: Context): Component | undefined {
  const { graph, licences, input } = context;
  const { node } = element;
  const name = text(node, "name") ?? names.purl;
  if (name === undefined) return undefined;
  const source = { input, pointer: element.pointer };
  const [declared, concluded] = [licences.declared.get(element), licences.concluded.get(element)];
  const licenses = concluded ?? declared ?? [];
  const component: ComponentDraft = { name, licenses, hashes: hashesOf(node, graph), source };
  const [supplier] = references(field(node, "suppliedBy"), graph);
  setFound(component, "version", names.version);
  setFound(component, "purl", names.purl);
  setFound(component, "cpe", names.cpe23 ?? names.cpe22);
  setFound(component, "type", memberText(node, "software", "primaryPurpose")?.toLowerCase());
  setFound(component, "ref", element.id);
  setFound(component, "supplier", agentName(supplier?.element));
  setFound(component, "supportEnds", text(node, "validUntilTime"));
  if (declared !== undefined) component.declaredLicenses = declared;
  if (concluded !== undefined) component.concludedLicenses = concluded;
  if (names.hasOtherId || memberText(node, "software", "contentIdentifier") !== undefined) component.hasOtherId = true;
  addMaker(component, node, context);
  const file = context.files.get(element);
  if (file !== undefined) component.file = file;
  return component;
}

/** `originatedBy` names who made it; its external identifiers say how to reach them. */
function addMaker(component: ComponentDraft, node: unknown, { graph }: Context): void {
  const [maker] = references(field(node, "originatedBy"), graph);
  setFound(component, "producer", agentName(maker?.element));
  setFound(component, "contact", contactsOfAgent(maker?.element, graph)[0]);
}

/** The name of a person, organisation or program; early tools keep the `Organization:` of SPDX 2. */
export function agentName(agent: Element | undefined): string | undefined {
  const name = text(agent?.node, "name")
    ?.replace(/^(?:Organization|Person|Tool):/, "")
    .trim();
  return name === undefined || name === "" || isSilent(name) ? undefined : name;
}

/** Licences by package: those that are declared, and those that were concluded. */
type Licences = {
  readonly declared: Map<Element, readonly string[]>;
  readonly concluded: Map<Element, readonly string[]>;
};

function readLicences(graph: Graph): Licences {
  const found: Licences = { declared: new Map(), concluded: new Map() };
  for (const element of graph.elements) {
    const { relation } = element;
    if (relation !== "hasconcludedlicense" && relation !== "hasdeclaredlicense") continue;
    const licenses = references(field(element.node, "to"), graph).flatMap((to) => licenseOf(to.id, to.element) ?? []);
    const [from] = references(field(element.node, "from"), graph);
    if (licenses.length === 0 || from?.element === undefined) continue;
    (relation === "hasconcludedlicense" ? found.concluded : found.declared).set(from.element, licenses);
  }
  return found;
}

/** The expression, else the name, else the last part of the address of a listed licence. */
function licenseOf(id: string | undefined, element: Element | undefined): string | undefined {
  const node = element?.node;
  const named = memberText(node, "simplelicensing", "licenseExpression") ?? text(node, "name");
  const found = named ?? (element === undefined ? listedLicense(id) : undefined);
  return found === undefined || isSilent(found) ? undefined : found;
}

/** `MIT` of `https://spdx.org/licenses/MIT`. */
function listedLicense(id: string | undefined): string | undefined {
  return /^https?:\/\/spdx\.org\/licenses\/([A-Za-z0-9.+-]{1,80})$/.exec(id ?? "")?.[1];
}

/** NOASSERTION and NONE say nothing. */
function isSilent(value: string): boolean {
  return value === "NOASSERTION" || value === "NONE";
}

/** True when the version is there and no text, so that it is left out. */
export function hasOddVersion({ node }: Element): boolean {
  const version = member(node, "software", "packageVersion");
  return version !== undefined && version !== null && typeof version !== "string";
}
