import type { Component } from "../../../domain/component.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { isObject, list, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { type ComponentDraft, setFound } from "./component-draft.ts";
import { contactIn } from "./contact.ts";

/** The packages of one SPDX document, in its order. */
export type PackageList = {
  readonly components: readonly Component[];
  /** Raw items that are no package, by reason. */
  readonly notUsed: Tally;
  /** Packages none of whose purl references is a package URL; they are kept without it. */
  readonly badPurls: number;
  /** Further purls of packages that have several; the first stands for the package. */
  readonly extraPurls: number;
};

type Reader = {
  readonly components: Component[];
  readonly notUsed: Tally;
  badPurls: number;
  extraPurls: number;
};

/** Reads `packages` (SPDX 2.3 §7) of a document that stands at `pointer` in the input. */
export function readPackages(spdx: unknown, input: string, pointer: string): PackageList {
  const reader: Reader = { components: [], notUsed: new Map(), badPurls: 0, extraPurls: 0 };
  for (const [i, item] of list(spdx, "packages").entries()) {
    readPackage(item, { input, pointer: `${pointer}/packages/${i}` }, reader);
  }
  return reader;
}

function readPackage(item: unknown, source: Component["source"], reader: Reader): void {
  const references = referencesOf(item);
  const component = toComponent(item, references, source);
  if (component === undefined) {
    count(reader.notUsed, isObject(item) ? "has no name" : "is not an object");
    return;
  }
  reader.components.push(component);
  if (references.hasBadPurl && references.purls.length === 0) reader.badPurls++;
  if (references.purls.length > 1) reader.extraPurls += new Set(references.purls).size - 1;
}

/** The external references (SPDX 2.3 §7.21) that identify a package. */
type References = {
  readonly purls: string[];
  hasBadPurl: boolean;
  hasOtherId: boolean;
  cpe23?: string;
  cpe22?: string;
};

function referencesOf(item: unknown): References {
  const references: References = { purls: [], hasBadPurl: false, hasOtherId: false };
  for (const reference of list(item, "externalRefs")) {
    const locator = text(reference, "referenceLocator");
    if (locator !== undefined) addReference(references, reference, locator);
  }
  return references;
}

/** SPDX 2.3 spells the category of purls with a hyphen, the schema of 2.2 with an underscore. */
function addReference(references: References, reference: unknown, locator: string): void {
  const type = text(reference, "referenceType");
  switch (text(reference, "referenceCategory") ?? "") {
    case "PACKAGE-MANAGER":
    case "PACKAGE_MANAGER":
      if (type === "purl") addPurl(references, locator);
      break;
    case "SECURITY":
      if (type === "cpe23Type") references.cpe23 ??= locator;
      if (type === "cpe22Type") references.cpe22 ??= locator;
      if (type === "swid") references.hasOtherId = true;
      break;
    case "PERSISTENT-ID":
    case "PERSISTENT_ID":
      references.hasOtherId = true;
      break;
  }
}

function addPurl(references: References, locator: string): void {
  const purl = canonicalPurl(locator);
  if (purl === undefined) references.hasBadPurl = true;
  else references.purls.push(purl);
}

function toComponent(item: unknown, references: References, source: Component["source"]): Component | undefined {
  const purl = references.purls[0];
  const name = text(item, "name") ?? purl;
  if (name === undefined) return undefined;
  const component: ComponentDraft = { name, licenses: licensesOf(item), hashes: hashesOf(item), source };
  setFound(component, "version", asserted(text(item, "versionInfo")));
  setFound(component, "purl", purl);
  setFound(component, "cpe", references.cpe23 ?? references.cpe22);
  setFound(component, "type", text(item, "primaryPackagePurpose")?.toLowerCase());
  setFound(component, "ref", text(item, "SPDXID"));
  setFound(component, "supplier", agentName(text(item, "supplier")));
  if (references.hasOtherId) component.hasOtherId = true;
  addFacts(component, item);
  return component;
}

/** Who made it, licences by kind, its file, its end (SPDX 2.3 §7.4, §7.6, §7.13, §7.15, §7.27). */
function addFacts(component: ComponentDraft, item: unknown): void {
  const originator = text(item, "originator");
  setFound(component, "producer", agentName(originator));
  setFound(component, "contact", contactIn(originator));
  setFound(component, "supportEnds", text(item, "validUntilDate"));
  const declared = asserted(text(item, "licenseDeclared"));
  const concluded = asserted(text(item, "licenseConcluded"));
  if (declared !== undefined) component.declaredLicenses = [declared];
  if (concluded !== undefined) component.concludedLicenses = [concluded];
  const name = text(item, "packageFileName");
  if (name !== undefined) component.file = { name, hashes: component.hashes };
}

/** The concluded licence, else the declared one; NOASSERTION and NONE say nothing (SPDX 2.3 §7.13, §7.15). */
function licensesOf(item: unknown): readonly string[] {
  const concluded = text(item, "licenseConcluded");
  const license = isAsserted(concluded) ? concluded : text(item, "licenseDeclared");
  return license !== undefined && isAsserted(license) ? [license] : [];
}

function asserted(value: string | undefined): string | undefined {
  return isAsserted(value) ? value : undefined;
}

function isAsserted(value: string | undefined): boolean {
  return value !== undefined && value !== "NOASSERTION" && value !== "NONE";
}

/** `Organization: Acme (mail)` → `Acme (mail)` (SPDX 2.3 §7.5). */
export function agentName(agent: string | undefined): string | undefined {
  if (!isAsserted(agent)) return undefined;
  const name = agent?.replace(/^(?:Organization|Person|Tool):/, "").trim();
  return name === "" ? undefined : name;
}

function hashesOf(item: unknown): readonly string[] {
  const hashes: string[] = [];
  for (const checksum of list(item, "checksums")) {
    const algorithm = text(checksum, "algorithm");
    const value = text(checksum, "checksumValue");
    if (algorithm !== undefined && value !== undefined) hashes.push(`${algorithm}:${value}`);
  }
  return hashes;
}
