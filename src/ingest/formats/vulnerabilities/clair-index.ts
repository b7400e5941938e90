import type { Component } from "../../../domain/component.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, optional, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { rejectionDoubts } from "../refusals.ts";
import { clairDoubts, clairPackageOf, keysOf, requireMap } from "./clair-parts.ts";

/** Clair 4 IndexReport: the packages of an image. Nobody looked for vulnerabilities in it yet, so it is no scan. */
export const clairIndex: Format = {
  id: "clair-index-json",
  title: "Clair index report",
  sign: "`manifest_hash`, two of `packages`, `environments` and `state`, and no vulnerabilities",
  versions: ["4"],
  kinds: ["sbom"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (text(report, "manifest_hash") === undefined || !isObject(report)) return false;
  const isScan = ["package_vulnerabilities", "vulnerabilities"].some((key) => Object.hasOwn(report, key));
  return !isScan && ["packages", "environments", "state"].filter((key) => Object.hasOwn(report, key)).length > 1;
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  for (const key of ["packages", "environments", "distributions", "repository"]) requireMap(report, key, origin.name);
  const components: Component[] = [];
  const notUsed: Tally = new Map();
  for (const id of keysOf(report, "packages")) {
    const component = toComponent(report, id, origin.name);
    if (component === undefined) count(notUsed, "no name");
    else components.push(component);
  }
  const manifest = text(report, "manifest_hash");
  return {
    formatVersion: "4",
    coverage: {
      tool: "clair",
      targets: components.length,
      doubts: [
        ...clairDoubts(report),
        ...(components.length === 0 ? ["the report found no package in the image"] : []),
        ...rejectionDoubts("packages", notUsed),
      ],
    },
    accounts: [account("components", components.length, notUsed)],
    notices: [],
    items: {
      components,
      documents: [{ input: origin.name, ...optional("name", manifest), dependencyCount: 0, serviceCount: 0 }],
    },
  };
}

function toComponent(report: unknown, id: string, input: string): Component | undefined {
  const ref = clairPackageOf(report, id);
  if (ref === undefined) return undefined;
  const { name, version, purl } = ref;
  return {
    name,
    ...optional("version", version),
    ...optional("purl", purl),
    ...optional("cpe", text(field(field(report, "packages"), id), "cpe")),
    ref: id,
    licenses: [],
    hashes: [],
    source: { input, pointer: pointer("packages", id) },
  };
}
