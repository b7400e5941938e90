import { isObject, type WireObject } from "../../../standards/wire.ts";
import { contextSchema, factsSchema } from "./context-schema.ts";

/** Keys that only a business context has at its top level (DESIGN §10). */
const tellingKeys = [
  "criticality",
  "data_sensitivity",
  "internet_exposed",
  "regulations",
  "ssvc",
  "business_context",
] as const;

/** Every key that is read at the top level; what is not telling is common to many documents. */
const knownKeys: ReadonlySet<string> = new Set(Object.keys(contextSchema.shape));

/** Marks of other formats, of which some have a `components` or a `criticality` of their own. */
const foreignKeys = [
  "bomFormat",
  "spdxVersion",
  "@context",
  "@graph",
  "runs",
  "matches",
  "artifacts",
  "Results",
  "results",
  "vulnerabilities",
  "findings",
  "issues",
  "apiVersion",
  "format_version",
  "otmVersion",
  "threagile_version",
  "technical_assets",
] as const;

/** Keys of one application or component, `name` included. */
const factKeys: ReadonlySet<string> = new Set(["name", ...Object.keys(factsSchema.shape)]);

/** True when the document has a mark of another format. */
export function isForeign(document: WireObject): boolean {
  return foreignKeys.some((key) => Object.hasOwn(document, key));
}

/** True when the document has a key that tells a context and no mark of another format. */
export function isContext(document: WireObject): boolean {
  return !isForeign(document) && tellingKeys.some((key) => Object.hasOwn(document, key));
}

/** True when all keys are ones that a context may have, telling or not. */
export function hasOnlyContextKeys(document: WireObject): boolean {
  const keys = Object.keys(document);
  return keys.length > 0 && keys.every((key) => knownKeys.has(key));
}

/** Top-level keys that a context does not have, in the document's order. */
export function unknownContextKeys(document: unknown): readonly string[] {
  return isObject(document) ? Object.keys(document).filter((key) => !knownKeys.has(key)) : [];
}

/** Keys of a `business_context` or a component that state no fact that is read. */
export function unknownFactKeys(facts: unknown): readonly string[] {
  return isObject(facts) ? Object.keys(facts).filter((key) => !factKeys.has(key)) : [];
}
