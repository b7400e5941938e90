import type { Component } from "../../../domain/component.ts";
import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { account, count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { misshapen, rejectionDoubts, requireList, shown } from "../refusals.ts";
import { type PackageList, readPackages } from "./spdx-2-packages.ts";
import { countDependencies, subjectOf } from "./spdx-2-relationships.ts";
import { type Tool, toolCoverage } from "./tools.ts";

const versions = ["SPDX-2.2", "SPDX-2.3"];

/**
 * SPDX 2.2 and 2.3 JSON, also under `sbom` as GitHub exports it.
 * Other versions, SPDX 3 included, are recognised so that they can be refused by name.
 */
export const spdx2: Format = {
  id: "spdx-json",
  title: "SPDX 2 JSON",
  versions: ["SPDX-2.2", "SPDX-2.3"],
  kinds: ["sbom"],
  detect: (document) => isSpdx3(jsonValue(document)) || rootOf(jsonValue(document)) !== undefined,
  read,
};

/** The SPDX document and where it stands in the input. */
type Root = { readonly value: unknown; readonly pointer: string };

function rootOf(value: unknown): Root | undefined {
  if (isSpdx2(value)) return { value, pointer: "" };
  const wrapped = field(value, "sbom");
  return isSpdx2(wrapped) ? { value: wrapped, pointer: "/sbom" } : undefined;
}

function isSpdx2(value: unknown): boolean {
  const version = field(value, "spdxVersion");
  if (version === undefined) return false;
  return text(value, "SPDXID") !== undefined || (typeof version === "string" && version.startsWith("SPDX-"));
}

function isSpdx3(value: unknown): boolean {
  return spdx3Context(value) !== undefined;
}

/** The SPDX entry of a JSON-LD `@context`, which is a text or a list. */
function spdx3Context(value: unknown): string | undefined {
  const context = field(value, "@context");
  const entries: readonly unknown[] = Array.isArray(context) ? context : [context];
  return entries.find((entry): entry is string => typeof entry === "string" && entry.includes("spdx.org/rdf/3"));
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  refuseSpdx3(value, origin);
  const { value: spdx, pointer } = rootOf(value) ?? { value, pointer: "" };
  const formatVersion = supportedVersion(spdx, pointer, origin);
  const holder = { title: "SPDX", file: origin.name, pointer };
  for (const key of ["packages", "relationships", "files"]) requireList(spdx, key, holder);
  const packages = readPackages(spdx, origin.name, pointer);
  const subject = subjectOf(spdx, packages.components);
  const components = listed(packages.components, subject);
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
          dependencyCount: countDependencies(spdx),
          serviceCount: 0,
        },
      ],
      components,
    },
  };
}

const rewrite = "write the document again as SPDX 2.3 JSON or as CycloneDX JSON";

function refuseSpdx3(value: unknown, origin: Origin): void {
  const context = spdx3Context(value);
  if (context === undefined) return;
  const version = /\/rdf\/(3[0-9.]{0,10})/.exec(context)?.[1] ?? "3";
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `the document is SPDX ${version}; expected SPDX 2.2 or 2.3`, {
    where: { file: origin.name, pointer: "/@context" },
    hint: rewrite,
  });
}

function supportedVersion(spdx: unknown, pointer: string, origin: Origin): string {
  const version = field(spdx, "spdxVersion");
  if (typeof version === "string" && versions.includes(version)) return version.slice("SPDX-".length);
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `spdxVersion is ${shown(version)}; expected ${versions.join(" or ")}`,
    {
      where: { file: origin.name, pointer: `${pointer}/spdxVersion` },
      hint: rewrite,
    },
  );
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
  const odd = list(spdx, "packages").filter((item) => misshapen(item, ["externalRefs"]).length > 0).length;
  return {
    ...toolCoverage(toolsOf(spdx)),
    targets,
    ...optional("generatedAt", label(field(spdx, "creationInfo"), "created")),
    doubts: [
      ...(packages.components.length === 0 ? ["lists no package"] : []),
      ...rejectionDoubts("packages", packages.notUsed),
      ...(odd > 0
        ? [`${counted(odd, "package has", "packages have")} externalRefs that are no list: a purl may be lost`]
        : []),
    ],
  };
}

/** `Tool: name-version` among the creators (SPDX 2.3 §6.8). */
function toolsOf(spdx: unknown): readonly Tool[] {
  return creatorsOf(spdx).flatMap((creator) => {
    const named = creator.startsWith("Tool:") ? creator.slice("Tool:".length).trim() : "";
    return named === "" ? [] : [toTool(named)];
  });
}

/** A list by the standard; tools also write one text, or an object of kind and name. */
function creatorsOf(spdx: unknown): readonly string[] {
  const creators = at(spdx, "creationInfo", "creators");
  if (typeof creators === "string") return [creators];
  if (!isObject(creators)) return texts(field(spdx, "creationInfo"), "creators");
  return Object.entries(creators).flatMap(([kind, name]) => (typeof name === "string" ? [`${kind}: ${name}`] : []));
}

/** The version begins at the first hyphen before a digit: names have hyphens too. */
function toTool(named: string): Tool {
  const hyphen = named.search(/-v?\d/);
  if (hyphen < 1) return { name: named, version: undefined };
  return { name: named.slice(0, hyphen), version: named.slice(hyphen + 1) };
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
