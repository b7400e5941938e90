import { XmlElement as ParsedElement, parseXml as parse, XmlCdata, XmlError, XmlText } from "@rgrove/parse-xml";
import { positionAt, syntaxErrorAt } from "./position.ts";

/** An element with its names resolved (Namespaces in XML 1.0 §6): prefixes differ between writers, namespaces do not. */
export type XmlElement = {
  /** Local name, without prefix. */
  readonly name: string;
  /** Namespace URI; empty when the element is in none. */
  readonly namespace: string;
  /** Attributes by name as written, prefix included; declarations of namespaces left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside, CDATA included, white space as written. */
  readonly text: string;
};

/** Prefix → namespace URI, "" for the default one. */
type Scope = ReadonlyMap<string, string>;

/**
 * XML 1.0 text to its root element. Comments and processing instructions are dropped; a document type is passed over,
 * nothing in it is read or fetched, so a reference to an entity of its own is a fault.
 * Throws a SyntaxError with line and column for what is not well formed or declares entities,
 * and a RangeError where elements nest deeper than `maxDepth`.
 */
export function parseXmlText(text: string, maxDepth = 128): XmlElement {
  refuseEntities(text);
  const root = parsed(text).root;
  if (root === null) throw faultAt(text, 0, "the document has no element");
  return toElement(root, new Map(), { depth: 1, maxDepth });
}

function faultAt(text: string, offset: number, message: string): SyntaxError {
  return syntaxErrorAt(message, positionAt(text, offset));
}

function parsed(text: string): ReturnType<typeof parse> {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
    throw faultAt(text, cause.pos, firstLine(cause.message));
  }
}

/** The parser puts an excerpt of the text under its message. */
function firstLine(message: string): string {
  const end = message.indexOf("\n");
  return (end === -1 ? message : message.slice(0, end)).replace(/ \(line \d+, column \d+\)$/, "");
}

/** Entity declarations are how documents grow without bound or reach for files; no report needs one. */
function refuseEntities(text: string): void {
  const doctype = text.indexOf("<!DOCTYPE");
  if (doctype === -1) return;
  const entity = text.indexOf("<!ENTITY", doctype);
  if (entity !== -1) throw faultAt(text, entity, "the document declares an entity, and entities are never resolved");
}

type Depth = { readonly depth: number; readonly maxDepth: number };

function toElement(node: ParsedElement, outer: Scope, at: Depth): XmlElement {
  if (at.depth > at.maxDepth) throw new RangeError(`elements nest deeper than ${at.maxDepth} levels`);
  const { scope, attributes } = attributesOf(node, outer);
  const children: XmlElement[] = [];
  let text = "";
  for (const child of node.children) {
    if (child instanceof ParsedElement) children.push(toElement(child, scope, { ...at, depth: at.depth + 1 }));
    else if (child instanceof XmlText || child instanceof XmlCdata) text += child.text;
  }
  const { prefix, local } = splitName(node.name);
  return { name: local, namespace: scope.get(prefix) ?? "", attributes, children, text };
}

function attributesOf(node: ParsedElement, outer: Scope): { scope: Scope; attributes: ReadonlyMap<string, string> } {
  const attributes = new Map<string, string>();
  let scope: Map<string, string> | undefined;
  for (const [name, value] of Object.entries(node.attributes)) {
    const declared = declaredPrefix(name);
    if (declared === undefined) attributes.set(name, value);
    else scope = (scope ?? new Map(outer)).set(declared, value);
  }
  return { scope: scope ?? outer, attributes };
}

/** `xmlns` → "", `xmlns:bom` → "bom"; undefined for an attribute that declares nothing. */
function declaredPrefix(name: string): string | undefined {
  if (name === "xmlns") return "";
  return name.startsWith("xmlns:") ? name.slice("xmlns:".length) : undefined;
}

function splitName(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(":");
  return colon === -1 ? { prefix: "", local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}

/** The first child of that name. */
export function xmlChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of that name, in order. */
export function xmlChildren(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The trimmed text of the first child of that name; undefined when there is none or it is blank. */
export function xmlText(element: XmlElement | undefined, name: string): string | undefined {
  const text = xmlChild(element, name)?.text.trim();
  return text === "" ? undefined : text;
}

/** A trimmed attribute; undefined when absent or blank. */
export function xmlAttribute(element: XmlElement | undefined, name: string): string | undefined {
  const value = element?.attributes.get(name)?.trim();
  return value === "" ? undefined : value;
}
