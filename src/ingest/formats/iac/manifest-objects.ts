import { field, hasList, isObject, list, optional, text, type WireObject } from "../../../standards/wire.ts";
import type { Document } from "../../format.ts";

/** An object of a document, and what the list that it stands in tells of it. */
export type Placed = {
  readonly value: unknown;
  readonly pointer: string;
  /** `v1` and `Pod` for an entry of a `PodList`, whose entries need not repeat them. */
  readonly inherited?: { readonly apiVersion: string | undefined; readonly kind: string };
};

/** The objects of a document, those of lists and templates in it, and of lists in these: kubectl takes them all apart. */
export function objectsIn(document: Document): readonly Placed[] {
  return documentsOf(document).flatMap(withEntries);
}

/** The object with what it inherits. */
export function completed({ value, inherited }: Placed): unknown {
  return isObject(value) && inherited !== undefined ? { ...definedIn(inherited), ...value } : value;
}

function definedIn({ apiVersion, kind }: NonNullable<Placed["inherited"]>): WireObject {
  return { ...optional("apiVersion", apiVersion), kind };
}

function documentsOf(document: Document): readonly Placed[] {
  if (document.form === "stream") return document.values.map((value, index) => ({ value, pointer: `/${index}` }));
  if (document.form !== "json" && document.form !== "yaml") return [];
  if (!Array.isArray(document.value)) return [{ value: document.value, pointer: "" }];
  return document.value.map((value, index) => ({ value, pointer: `/${index}` }));
}

/** Nesting is bounded by the parser. */
function withEntries(placed: Placed): readonly Placed[] {
  const member = entriesMember(placed);
  if (member === undefined) return [placed];
  const kind = text(placed.value, "kind") ?? "";
  const isTyped = member === "items" && kind !== "List" && kind !== "";
  const inherited = isTyped
    ? { apiVersion: text(placed.value, "apiVersion"), kind: kind.replace(/List$/, "") }
    : undefined;
  return list(placed.value, member).flatMap((value, index) =>
    withEntries({ value, pointer: `${placed.pointer}/${member}/${index}`, ...(inherited && { inherited }) }),
  );
}

/** `kind: List`, typed lists, and OpenShift's `Template`; `items: null` is how an empty list is written by Go programs. */
function entriesMember({ value, inherited }: Placed): "items" | "objects" | undefined {
  const kind = text(value, "kind") ?? inherited?.kind ?? "";
  if (kind === "Template" && hasList(value, "objects")) return "objects";
  if (!kind.endsWith("List")) return undefined;
  return hasList(value, "items") || (field(value, "items") === null && field(value, "spec") === undefined)
    ? "items"
    : undefined;
}
