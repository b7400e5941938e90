import type { Document } from "../format.ts";

/** The value of a JSON document; undefined for any other form, which a reader of JSON says "not mine" to. */
export function jsonValue(document: Document): unknown {
  return document.form === "json" ? document.value : undefined;
}
