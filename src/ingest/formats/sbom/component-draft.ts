import type { Component, ComponentFile } from "../../../domain/component.ts";
import type { Writable } from "../writable.ts";

/** A component while its reader fills it. */
export type ComponentDraft = Writable<Component>;

/** The file of a component while its reader fills it. */
export type FileDraft = Writable<ComponentFile>;

type OptionalMember =
  | "version"
  | "purl"
  | "cpe"
  | "type"
  | "ref"
  | "supplier"
  | "scope"
  | "producer"
  | "contact"
  | "supportEnds";

/**
 * Sets a member that was found. An SBOM has 50,000 components with seven such members each, and the spread of
 * `optional` takes as long as everything else that is done to a component.
 */
export function setFound(draft: ComponentDraft, member: OptionalMember, found: string | undefined): void {
  if (found !== undefined) draft[member] = found;
}
