import type { Component } from "../../../domain/component.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, isObject, list, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { type ComponentDraft, setFound } from "./component-draft.ts";

/** The packages of one Syft document, in its order. */
export type ArtifactList = {
  readonly components: readonly Component[];
  /** Raw items that are no package, by reason. */
  readonly notUsed: Tally;
  /** Packages whose `purl` is not a package URL; they are kept without it. */
  readonly badPurls: number;
};

/** Reads `artifacts`. Their `type` is the package manager's, which the purl tells, so components have none. */
export function readArtifacts(value: unknown, input: string): ArtifactList {
  const components: Component[] = [];
  const notUsed: Tally = new Map();
  let badPurls = 0;
  for (const [index, item] of list(value, "artifacts").entries()) {
    const component = toComponent(item, { input, pointer: `/artifacts/${index}` });
    if (component === undefined) {
      count(notUsed, isObject(item) ? "has no name" : "is not an object");
      continue;
    }
    components.push(component);
    if (component.purl === undefined && text(item, "purl") !== undefined) badPurls++;
  }
  return { components, notUsed, badPurls };
}

function toComponent(item: unknown, source: Component["source"]): Component | undefined {
  const written = text(item, "purl");
  const purl = written === undefined ? undefined : canonicalPurl(written);
  const name = text(item, "name") ?? purl;
  if (name === undefined) return undefined;
  const component: ComponentDraft = { name, licenses: licensesOf(item), hashes: hashesOf(item), source };
  setFound(component, "version", text(item, "version"));
  setFound(component, "purl", purl);
  setFound(component, "cpe", cpeOf(item));
  setFound(component, "ref", text(item, "id"));
  return component;
}

/** The first of `cpes`: texts, and objects with a `cpe` since schema 15. */
function cpeOf(item: unknown): string | undefined {
  const [first] = list(item, "cpes");
  return typeof first === "string" && first !== "" ? first : text(first, "cpe");
}

/** Texts, and objects with a `value` since schema 8; its SPDX expression is the better name. */
function licensesOf(item: unknown): readonly string[] {
  return list(item, "licenses").flatMap((license) => {
    const found = typeof license === "string" ? license : (text(license, "spdxExpression") ?? text(license, "value"));
    return found === undefined || found === "" ? [] : [found];
  });
}

/** Digests of the package itself, which Java archives have. */
function hashesOf(item: unknown): readonly string[] {
  const hashes: string[] = [];
  for (const digest of list(field(item, "metadata"), "digest")) {
    const algorithm = text(digest, "algorithm");
    const value = text(digest, "value");
    if (algorithm !== undefined && value !== undefined) hashes.push(`${algorithm}:${value}`);
  }
  return hashes;
}
