import type { Component, SbomAbout } from "../../../domain/component.ts";
import { FixopsError, type Where } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { account, count } from "../../account.ts";
import type { Origin, Reading } from "../../format.ts";
import { label } from "../label.ts";
import { misshapen, rejectionDoubts, requireList, shown } from "../refusals.ts";
import { contactIn } from "./contact.ts";
import { agentName, type PackageList, readPackages } from "./spdx-2-packages.ts";
import { readRelations, subjectOf } from "./spdx-2-relationships.ts";
import { type Tool, toolCoverage, toTool } from "./tools.ts";

/** An SPDX 2 document in the shape of SPDX JSON and where it stands in the input. */
export type Root = { readonly value: unknown; readonly pointer: string };

/** True for a value that tells an SPDX version as SPDX 2 documents do. */
export function isSpdx2(value: unknown): boolean {
  const version = field(value, "spdxVersion");
  if (version === undefined) return false;
  return text(value, "SPDXID") !== undefined || (typeof version === "string" && version.startsWith("SPDX-"));
}

/**
 * Reads an SPDX 2 document, whichever syntax it was written in; `versions` are the ones that the syntax is read in.
 * Throws INPUT_UNSUPPORTED_VERSION, and INPUT_MALFORMED for a top-level list that is none.
 */
export function readSpdx2(root: Root, versions: readonly string[], origin: Origin): Reading {
  const { value: spdx, pointer } = root;
  const where = { file: origin.name, pointer: `${pointer}/spdxVersion` };
  const formatVersion = supportedVersion(field(spdx, "spdxVersion"), versions, where);
  const holder = { title: "SPDX", file: origin.name, pointer };
  for (const key of ["packages", "relationships", "files"]) requireList(spdx, key, holder);
  const packages = readPackages(spdx, origin.name, pointer);
  const subject = subjectOf(spdx, packages.components);
  const components = listed(packages.components, subject);
  const { dependencies, contains, count: dependencyCount } = readRelations(spdx);
  return {
    formatVersion,
    coverage: coverageOf(spdx, packages, components.length),
    accounts: [accountOf(packages, components.length)],
    notices: noticesOf(spdx, packages),
    items: {
      documents: [
        {
          input: origin.name,
          ...optional("name", text(spdx, "name")),
          ...optional("serialNumber", text(spdx, "documentNamespace")),
          ...optional("subject", subject),
          dependencyCount,
          serviceCount: 0,
          dependencies,
          contains,
          about: aboutDocument(spdx, formatVersion),
        },
      ],
      components,
    },
  };
}

/** What to do with an SPDX document of a version that is not read. */
export const rewrite = "write the document again as SPDX 2.3 JSON or as CycloneDX JSON";

/** `2.3` from `SPDX-2.3` when it is one of `versions`; throws INPUT_UNSUPPORTED_VERSION otherwise. */
export function supportedVersion(written: unknown, versions: readonly string[], where: Where): string {
  const version =
    typeof written === "string" && written.startsWith("SPDX-") ? written.slice("SPDX-".length) : undefined;
  if (version !== undefined && versions.includes(version)) return version;
  const expected = versions.map((known) => `SPDX-${known}`).join(" or ");
  const message = `spdxVersion is ${shown(written)}; expected ${expected}`;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, { where, hint: rewrite });
}

/** The subject is the release itself, not a part of it; alone, it is all that there is to look at. */
function listed(components: readonly Component[], subject: Component | undefined): readonly Component[] {
  return components.length > 1 ? components.filter((component) => component !== subject) : components;
}

function accountOf(packages: PackageList, kept: number): Reading["accounts"][number] {
  const reasons = new Map(packages.notUsed);
  const subjects = packages.components.length - kept;
  if (subjects > 0) count(reasons, "is what the document describes", subjects);
  return account("components", kept, reasons);
}

function coverageOf(spdx: unknown, packages: PackageList, targets: number): Coverage {
  return {
    ...toolCoverage(toolsOf(spdx)),
    targets,
    ...optional("generatedAt", label(field(spdx, "creationInfo"), "created")),
    doubts: [
      ...(packages.components.length === 0 ? ["lists no package"] : []),
      ...rejectionDoubts("packages", packages.notUsed),
      ...oddMembers(list(spdx, "packages")),
    ],
  };
}

/** Members whose loss would leave a package unfound. YAML makes numbers of versions: 1.10 and 1.1 are one. */
function oddMembers(packages: readonly unknown[]): readonly string[] {
  const unlisted = packages.filter((item) => misshapen(item, ["externalRefs"]).length > 0).length;
  const unversioned = packages.filter((item) => isOddVersion(field(item, "versionInfo"))).length;
  const doubts: string[] = [];
  if (unlisted > 0) {
    doubts.push(
      `${counted(unlisted, "package has", "packages have")} externalRefs that are no list: a purl may be lost`,
    );
  }
  if (unversioned > 0) {
    doubts.push(`${counted(unversioned, "package has", "packages have")} a version that is no text: it is left out`);
  }
  return doubts;
}

function isOddVersion(version: unknown): boolean {
  return version !== undefined && version !== null && typeof version !== "string";
}

/** `Tool: name-version` among the creators (SPDX 2.3 §6.8). */
function toolsOf(spdx: unknown): readonly Tool[] {
  return creatorsOf(spdx).flatMap((creator) => {
    const named = creator.startsWith("Tool:") ? creator.slice("Tool:".length).trim().replace(/-$/, "") : "";
    return named === "" ? [] : [toTool(named)];
  });
}

/** What the document says of itself (SPDX 2.3 §6); SPDX 2 has no place for the phase of life, nor for a revision. */
function aboutDocument(spdx: unknown, formatVersion: string): SbomAbout {
  const makers = creatorsOf(spdx).filter((creator) => /^(?:Person|Organization):/.test(creator));
  return {
    format: "SPDX",
    formatVersion,
    authors: makers.flatMap((maker) => agentName(maker) ?? []),
    contacts: makers.flatMap((maker) => contactIn(maker) ?? []),
    tools: toolsOf(spdx).map(({ name, version }) => ({ name, ...optional("version", version) })),
    ...optional("timestamp", text(field(spdx, "creationInfo"), "created")),
    lifecycles: [],
    tellsCompleteness: false,
    holdsVulnerabilities: false,
  };
}

/** A list by the standard; tools also write one text, or an object of kind and name. */
function creatorsOf(spdx: unknown): readonly string[] {
  const creators = at(spdx, "creationInfo", "creators");
  if (typeof creators === "string") return [creators];
  if (!isObject(creators)) return texts(field(spdx, "creationInfo"), "creators");
  return Object.entries(creators).flatMap(([kind, name]) => (typeof name === "string" ? [`${kind}: ${name}`] : []));
}

function noticesOf(spdx: unknown, packages: PackageList): readonly string[] {
  const notices: string[] = [];
  const files = list(spdx, "files").length;
  if (packages.components.length === 0 && files > 0)
    notices.push(`files in the document: ${files}; they are not components`);
  if (packages.badPurls > 0) notices.push(`packages with a purl that is no package URL: ${packages.badPurls}`);
  if (packages.extraPurls > 0) notices.push(`purls beyond the first of their package: ${packages.extraPurls}`);
  return notices;
}
