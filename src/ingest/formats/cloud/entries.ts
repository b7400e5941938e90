import { hasList, isObject, list } from "../../../standards/wire.ts";
import type { Document } from "../../format.ts";

/** One raw item of a document and the JSON pointer of its place. */
export type Entry = { readonly item: unknown; readonly pointer: string };

/**
 * The items of a JSON document in any of the ways that exports hold them: a bare list, a list under one of `keys`,
 * one object alone, or a stream of these. The pointer in a stream begins with the number of the value.
 */
export function entriesOf(document: Document, keys: readonly string[]): readonly Entry[] {
  if (document.form === "json") return entriesIn(document.value, "", keys);
  if (document.form !== "stream" || document.syntax !== "json") return [];
  return document.values.flatMap((value, index) => entriesIn(value, `/${index}`, keys));
}

/** True when one of the items passes the test; for recognising, which is asked of every document, without their places. */
export function someItem(document: Document, keys: readonly string[], isMine: (item: unknown) => boolean): boolean {
  if (document.form === "json") return someIn(document.value, keys, isMine);
  if (document.form !== "stream" || document.syntax !== "json") return false;
  return document.values.some((value) => someIn(value, keys, isMine));
}

function someIn(value: unknown, keys: readonly string[], isMine: (item: unknown) => boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => isMine(item));
  const key = keys.find((name) => hasList(value, name));
  return key === undefined ? isMine(value) : list(value, key).some((item) => isMine(item));
}

function entriesIn(value: unknown, at: string, keys: readonly string[]): readonly Entry[] {
  if (Array.isArray(value)) return numbered(value, at);
  const key = keys.find((name) => hasList(value, name));
  return key === undefined ? [{ item: value, pointer: at }] : numbered(list(value, key), `${at}/${key}`);
}

function numbered(items: readonly unknown[], at: string): readonly Entry[] {
  return items.map((item, index) => ({ item, pointer: `${at}/${index}` }));
}

/** The objects around the items, which tell of further pages: the value itself, or those of a stream. */
export function framesOf(document: Document): readonly unknown[] {
  if (document.form === "json") return isObject(document.value) ? [document.value] : [];
  return document.form === "stream" ? document.values.filter(isObject) : [];
}
