import { field } from "../../standards/wire.ts";
import type { Document } from "../format.ts";

/** One record of a file that holds one, a list of them, or a line for each. */
export type PublicRecord = { readonly value: unknown; readonly pointer: string };

/** The records of a JSON document; `wrappers` name the members that hold the list where a publisher wraps it. */
export function recordsOf(document: Document, wrappers: readonly string[] = []): readonly PublicRecord[] {
  if (document.form === "stream") return document.syntax === "json" ? numbered(document.values, "") : [];
  if (document.form !== "json") return [];
  const { value } = document;
  if (Array.isArray(value)) return numbered(value, "");
  for (const wrapper of wrappers) {
    const wrapped = field(value, wrapper);
    if (Array.isArray(wrapped)) return numbered(wrapped, `/${wrapper}`);
  }
  return [{ value, pointer: "" }];
}

function numbered(values: readonly unknown[], pointer: string): readonly PublicRecord[] {
  return values.map((value, index) => ({ value, pointer: `${pointer}/${index}` }));
}

/** Entries that tell what a list is of; a list may begin with one that is broken. */
const sampleSize = 20;

/** True when one of the first records is of the format. */
export function someRecord(records: readonly PublicRecord[], isRecord: (value: unknown) => boolean): boolean {
  return records.slice(0, sampleSize).some(({ value }) => isRecord(value));
}
