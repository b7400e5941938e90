import type { Component } from "../../../domain/component.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { at, field, isObject, list, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { type ComponentDraft, setFound } from "./component-draft.ts";
import { addFacts, hashesOf } from "./cyclonedx-facts.ts";

/** The components of one BOM in document order, a component before those nested in it. */
export type ComponentList = {
  readonly components: readonly Component[];
  /** Raw items that are no component, by reason. */
  readonly notUsed: Tally;
  /** Components whose `purl` is not a package URL; they are kept without it. */
  readonly badPurls: number;
};

type Walk = { readonly input: string; readonly components: Component[]; readonly notUsed: Tally; badPurls: number };

/**
 * Reads `components` and the parts of `metadata.component`, nested ones included (CycloneDX 1.7 `component.components`).
 * Components of tools, formulations and pedigrees are not parts of the release, so they are left alone.
 */
export function readComponents(bom: unknown, input: string): ComponentList {
  const walk: Walk = { input, components: [], notUsed: new Map(), badPurls: 0 };
  visit(field(bom, "components"), "/components", walk);
  visit(at(bom, "metadata", "component", "components"), "/metadata/component/components", walk);
  return walk;
}

/** Recursion is bounded: the caller refuses documents that nest deeper than 128. */
function visit(items: unknown, pointer: string, walk: Walk): void {
  if (items === undefined || items === null) return;
  if (!Array.isArray(items)) {
    count(walk.notUsed, "nested components are not a list");
    return;
  }
  let index = 0;
  for (const item of items) {
    const here = `${pointer}/${index++}`;
    keep(item, here, walk);
    visit(field(item, "components"), `${here}/components`, walk);
  }
}

function keep(item: unknown, pointer: string, walk: Walk): void {
  const component = toComponent(item, { input: walk.input, pointer });
  if (component === undefined) {
    count(walk.notUsed, isObject(item) ? "has no name" : "is not an object");
    return;
  }
  walk.components.push(component);
  if (component.purl === undefined && text(item, "purl") !== undefined) walk.badPurls++;
}

/** A CycloneDX `component` object, or undefined when it names nothing. */
export function toComponent(item: unknown, source: Component["source"]): Component | undefined {
  const written = text(item, "purl");
  const purl = written === undefined ? undefined : canonicalPurl(written);
  const name = nameOf(item, purl);
  if (name === undefined) return undefined;
  const component: ComponentDraft = { name, licenses: licensesOf(item), hashes: hashesOf(item), source };
  setFound(component, "version", text(item, "version"));
  setFound(component, "purl", purl);
  setFound(component, "cpe", text(item, "cpe"));
  setFound(component, "type", text(item, "type")?.toLowerCase());
  setFound(component, "ref", text(item, "bom-ref"));
  setFound(component, "supplier", text(field(item, "supplier"), "name"));
  setFound(component, "scope", text(item, "scope"));
  addFacts(component, item);
  return component;
}

/** The name; with its group only where no purl carries the group, so that two groups stay two components. */
function nameOf(item: unknown, purl: string | undefined): string | undefined {
  const name = text(item, "name");
  if (name === undefined || purl !== undefined) return name ?? purl;
  const group = text(item, "group");
  return group === undefined ? name : `${group}/${name}`;
}

function licensesOf(item: unknown): readonly string[] {
  const licenses: string[] = [];
  for (const choice of list(item, "licenses")) {
    const license = field(choice, "license");
    const found = text(license, "id") ?? text(license, "name") ?? text(choice, "expression");
    if (found !== undefined) licenses.push(found);
  }
  return licenses;
}
