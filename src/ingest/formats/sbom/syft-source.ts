import type { Component } from "../../../domain/component.ts";
import { field, text } from "../../../standards/wire.ts";
import { type ComponentDraft, setFound } from "./component-draft.ts";

/** CycloneDX component types of what Syft catalogues; a directory and a snap are none of them. */
const types: ReadonlyMap<string, string> = new Map([
  ["image", "container"],
  ["file", "file"],
]);

/**
 * What was catalogued: `source` with a name and metadata (schema 10 and later), before with `target`, an object for
 * images and a text for paths. Undefined when it tells no name.
 */
export function subjectOf(source: unknown, place: Component["source"]): Component | undefined {
  const details = detailsOf(source);
  const name = text(source, "name") ?? text(details, "userInput") ?? text(details, "path") ?? text(source, "target");
  if (name === undefined) return undefined;
  const subject: ComponentDraft = { name, licenses: [], hashes: [], source: place };
  setFound(subject, "version", text(source, "version") ?? text(details, "manifestDigest"));
  setFound(subject, "type", types.get(text(source, "type") ?? ""));
  setFound(subject, "ref", text(source, "id"));
  return subject;
}

function detailsOf(source: unknown): unknown {
  return field(source, "metadata") ?? field(source, "target");
}
