import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, text, type WireObject } from "../../../standards/wire.ts";

/** A typed object of an SPDX 3 document: an element, or what belongs to one (a hash, a creation info). */
export type Element = {
  /** The class without its profile: `Package` of `software_Package`, `software:Package`, `…/Software/Package`. */
  readonly type: string;
  /** `spdxId`, or `@id` of a blank node. */
  readonly id: string | undefined;
  /** Of a relationship its type in lower case, without the underscores that early tools kept from SPDX 2. */
  readonly relation?: string;
  readonly node: WireObject;
  readonly pointer: string;
};

/** The elements of one document in its order, by id and by their own objects: some stand inside others. */
export type Graph = {
  readonly elements: readonly Element[];
  readonly byId: ReadonlyMap<string, Element>;
  readonly byNode: ReadonlyMap<unknown, Element>;
  /** Entries of the graph that are no element. */
  readonly unreadable: number;
};

/** What a member refers to: its element when the document has it, else only its id. */
export type Reference = { readonly id: string | undefined; readonly element: Element | undefined };

type Walk = {
  readonly elements: Element[];
  readonly byId: Map<string, Element>;
  readonly byNode: Map<unknown, Element>;
};

/** Reads the entries of `@graph`, or the one element that a document without it is. Recursion is bounded: the caller refuses documents that nest deeper than 128. */
export function readGraph(value: unknown): Graph {
  const walk: Walk = { elements: [], byId: new Map(), byNode: new Map() };
  const given = field(value, "@graph");
  if (given === undefined || given === null) {
    visit(value, "", walk);
    return { ...walk, unreadable: 0 };
  }
  visit(given, "/@graph", walk);
  const entries: readonly unknown[] = Array.isArray(given) ? given : [given];
  return { ...walk, unreadable: entries.filter((entry) => !walk.byNode.has(entry)).length };
}

function visit(value: unknown, here: string, walk: Walk): void {
  if (Array.isArray(value)) visitList(value, here, walk);
  else if (isObject(value)) visitObject(value, here, walk);
}

function visitList(values: readonly unknown[], here: string, walk: Walk): void {
  for (let index = 0; index < values.length; index++) {
    const inner = values[index];
    if (isNested(inner)) visit(inner, `${here}/${index}`, walk);
  }
}

function visitObject(node: WireObject, here: string, walk: Walk): void {
  add(node, here, walk);
  for (const key of Object.keys(node)) {
    const inner = node[key];
    if (isNested(inner) && !isListOfTexts(inner) && key !== "@context") visit(inner, here + pointer(key), walk);
  }
}

/** The commonest list, of ids, has nothing in it; its pointer need not be written. */
function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && !value.some(isNested);
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function add(node: WireObject, here: string, { elements, byId, byNode }: Walk): void {
  const written = text(node, "type") ?? text(node, "@type");
  if (written === undefined) return;
  const type = className(written);
  const id = idOf(node);
  const element: Element = type.endsWith("Relationship")
    ? { type, id, relation: relationOf(node), node, pointer: here }
    : { type, id, node, pointer: here };
  elements.push(element);
  byNode.set(node, element);
  if (element.id !== undefined && !byId.has(element.id)) byId.set(element.id, element);
}

function idOf(node: unknown): string | undefined {
  return text(node, "spdxId") ?? text(node, "@id") ?? text(node, "id");
}

/** The profile stands before `_` in the context of the specification, before `:` or `/` in other serialisations. */
function className(written: string): string {
  return written.slice(Math.max(written.lastIndexOf("_"), written.lastIndexOf(":"), written.lastIndexOf("/")) + 1);
}

/** A member of a profile's class: `software_packageVersion`; early documents leave the profile out. */
export function member(node: unknown, profile: string, name: string): unknown {
  return field(node, `${profile}_${name}`) ?? field(node, name);
}

/** A member that is a text with something in it. */
export function memberText(node: unknown, profile: string, name: string): string | undefined {
  const found = member(node, profile, name);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** What a member refers to, by id or by holding it; one reference need not stand in a list. */
export function references(given: unknown, graph: Graph): readonly Reference[] {
  if (given === undefined || given === null) return [];
  const entries: readonly unknown[] = Array.isArray(given) ? given : [given];
  return entries.flatMap((entry) => referenceTo(entry, graph) ?? []);
}

function referenceTo(entry: unknown, { byId, byNode }: Graph): Reference | undefined {
  const own = byNode.get(entry);
  if (own !== undefined) return { id: own.id, element: own };
  const id = typeof entry === "string" ? entry : idOf(entry);
  return id === undefined || id === "" ? undefined : { id, element: byId.get(id) };
}

/** `dependson` of `dependsOn` and `DEPENDS_ON`. */
function relationOf(node: unknown): string {
  return (text(node, "relationshipType") ?? "").replaceAll("_", "").toLowerCase();
}
