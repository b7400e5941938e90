import type { WireObject } from "../../../standards/wire.ts";
import type { TagLine } from "./spdx-tag-value-lines.ts";

/** A document in the shape of SPDX JSON, as far as it is read, with the line of each package in order. */
export type TagValueDocument = { readonly spdx: WireObject; readonly packageLines: readonly number[] };

type Named = { SPDXID?: string };

type PackageDraft = Named & {
  name?: string;
  versionInfo?: string;
  supplier?: string;
  originator?: string;
  packageFileName?: string;
  validUntilDate?: string;
  licenseConcluded?: string;
  licenseDeclared?: string;
  primaryPackagePurpose?: string;
  readonly externalRefs: WireObject[];
  readonly checksums: WireObject[];
};

type Draft = {
  readonly document: Named & { spdxVersion?: string; name?: string; documentNamespace?: string };
  readonly creators: string[];
  created?: string;
  readonly packages: PackageDraft[];
  readonly packageLines: number[];
  readonly files: Named[];
  readonly relationships: WireObject[];
  /** What an `SPDXID` names next: the document, a package, a file, or something that is not read. */
  current: Named;
};

/** Sections begin with a tag of their own (SPDX 2.3 §7.1, §8.1, §9.1, §10.1); what follows belongs to them. */
export function documentOfTags(tags: readonly TagLine[]): TagValueDocument {
  const document: Draft["document"] = {};
  const draft: Draft = {
    document,
    creators: [],
    packages: [],
    packageLines: [],
    files: [],
    relationships: [],
    current: document,
  };
  for (const tag of tags) if (!beginSection(tag, draft) && !addToDocument(tag, draft)) addToPackage(tag, draft);
  const { creators, created, packages, packageLines, files, relationships } = draft;
  return {
    spdx: { ...document, creationInfo: { created, creators }, packages, files, relationships },
    packageLines,
  };
}

function beginSection({ tag, value, line }: TagLine, draft: Draft): boolean {
  switch (tag) {
    case "PackageName":
      draft.packages.push({ name: value, externalRefs: [], checksums: [] });
      draft.packageLines.push(line);
      draft.current = draft.packages.at(-1) ?? {};
      return true;
    case "FileName":
      draft.files.push({});
      draft.current = draft.files.at(-1) ?? {};
      return true;
    case "SnippetSPDXID":
    case "LicenseID":
      draft.current = {};
      return true;
    default:
      return false;
  }
}

function addToDocument({ tag, value }: TagLine, draft: Draft): boolean {
  switch (tag) {
    case "SPDXID":
      draft.current.SPDXID ??= value;
      return true;
    case "SPDXVersion":
      draft.document.spdxVersion ??= value;
      return true;
    case "DocumentName":
      draft.document.name ??= value;
      return true;
    case "DocumentNamespace":
      draft.document.documentNamespace ??= value;
      return true;
    case "Creator":
      draft.creators.push(value);
      return true;
    case "Created":
      draft.created ??= value;
      return true;
    case "Relationship":
      draft.relationships.push(relationshipOf(value));
      return true;
    default:
      return false;
  }
}

function relationshipOf(value: string): WireObject {
  const [spdxElementId, relationshipType, relatedSpdxElement] = value.split(/\s+/, 3);
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

type TextMember = Exclude<keyof PackageDraft, "SPDXID" | "name" | "externalRefs" | "checksums">;

const textMembers: ReadonlyMap<string, TextMember> = new Map([
  ["PackageVersion", "versionInfo"],
  ["PackageSupplier", "supplier"],
  ["PackageOriginator", "originator"],
  ["PackageFileName", "packageFileName"],
  ["ValidUntilDate", "validUntilDate"],
  ["PackageLicenseConcluded", "licenseConcluded"],
  ["PackageLicenseDeclared", "licenseDeclared"],
  ["PrimaryPackagePurpose", "primaryPackagePurpose"],
]);

/** Tags of packages begin with a word of theirs, so they belong to the last one wherever they stand. */
function addToPackage({ tag, value }: TagLine, { packages }: Draft): void {
  const draft = packages.at(-1);
  if (draft === undefined) return;
  const member = textMembers.get(tag);
  if (member !== undefined) draft[member] ??= value;
  else if (tag === "ExternalRef") draft.externalRefs.push(externalRefOf(value));
  else if (tag === "PackageChecksum") draft.checksums.push(checksumOf(value));
}

/** `category type locator`, separated by white space (SPDX 2.3 §7.21). */
function externalRefOf(value: string): WireObject {
  const [referenceCategory, referenceType, ...locator] = value.split(/\s+/);
  return { referenceCategory, referenceType, referenceLocator: locator.join(" ") };
}

function checksumOf(value: string): WireObject {
  const colon = value.indexOf(":");
  if (colon === -1) return {};
  return { algorithm: value.slice(0, colon).trim(), checksumValue: value.slice(colon + 1).trim() };
}
