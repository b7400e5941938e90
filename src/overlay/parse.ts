import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, type ParsedNode } from "yaml";
import type { FixopsError } from "../domain/error.ts";
import { reservedNames } from "../standards/json-keys.ts";
import { pointer } from "../standards/json-pointer.ts";
import { isObject, type WireObject } from "../standards/wire.ts";
import { composeDocument, type OverlayText, syntaxFault } from "./document.ts";

/** Line and column, counted from 1. */
export type Place = { readonly line: number; readonly column: number };

/** Where the member or element at a JSON pointer is written: its key (members only) and its value. */
export type Positions = ReadonlyMap<string, { readonly key?: Place; readonly value: Place }>;

export type ParsedOverlay = { readonly value: WireObject; readonly positions: Positions };

/** Aliases in one file, and what they may multiply to: enough for a shared list, too few for a bomb. */
const maxAliases = 100;

/**
 * Reads an overlay: one YAML 1.2 document with a mapping at the top, every key written once.
 * Throws USAGE_OVERLAY_SYNTAX with file, line, column and a caret frame; says nothing about which keys exist.
 * What an alias stands for has no positions of its own: look for the nearest pointer above it.
 */
export function parseOverlay(text: string, origin: string): ParsedOverlay {
  const source = { origin, text };
  const document = composeDocument(source);
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) throw emptyFault(source);
  const walk = startWalk(source);
  indexNode(walk, root, "");
  const value: unknown = toValue(walk, () => document.toJS({ maxAliasCount: maxAliases }));
  if (!isObject(value)) throw topLevelFault(source, root);
  return { value, positions: walk.positions };
}

function emptyFault(source: OverlayText): FixopsError {
  const hint = "remove the overlay from the command line, or write `{}` when it is meant to change nothing";
  return syntaxFault(source, 0, "the overlay is empty: it says nothing", hint);
}

function topLevelFault(source: OverlayText, root: ParsedNode): FixopsError {
  const found = isSeq(root) ? "a list" : "a single value";
  return syntaxFault(
    source,
    root.range[0],
    `the overlay is ${found}; expected a mapping of options, such as \`mode: demo\``,
  );
}

type Walk = {
  readonly source: OverlayText;
  readonly lines: LineCounter;
  readonly positions: Map<string, { readonly key?: Place; readonly value: Place }>;
  /** Anchors that an alias may name by now. */
  readonly anchors: Set<string>;
  /** Anchors of the collections that the walk is inside of. */
  readonly open: Set<string>;
  readonly aliases: Alias[];
};

function startWalk(source: OverlayText): Walk {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = source.text.indexOf("\n"); end !== -1; end = source.text.indexOf("\n", end + 1))
    lines.addNewLine(end + 1);
  return { source, lines, positions: new Map(), anchors: new Set(), open: new Set(), aliases: [] };
}

/** Records the positions below a node and refuses what the library lets pass. Depth is limited by `document.ts`. */
function indexNode(walk: Walk, node: Node | null, at: string): void {
  if (isAlias(node)) checkAlias(walk, node);
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor !== undefined) walk.open.add(anchor);
  if (isMap<Node, Node | null>(node)) indexMap(walk, node.items, at);
  if (isSeq<Node>(node)) indexSeq(walk, node.items, at);
  if (anchor === undefined) return;
  walk.open.delete(anchor);
  walk.anchors.add(anchor);
}

function checkAlias(walk: Walk, alias: Alias): void {
  const offset = startOf(alias);
  walk.aliases.push(alias);
  if (walk.aliases.length > maxAliases) {
    throw syntaxFault(walk.source, offset, `the overlay has more than ${maxAliases} aliases`, "write the values out");
  }
  if (walk.open.has(alias.source)) throw syntaxFault(walk.source, offset, `the alias *${alias.source} contains itself`);
  if (walk.anchors.has(alias.source)) return;
  const hint = `put &${alias.source} before the value that is meant, or quote the text`;
  throw syntaxFault(walk.source, offset, `the alias *${alias.source} has no anchor before it`, hint);
}

function indexMap(walk: Walk, pairs: readonly Pair<Node, Node | null>[], at: string): void {
  const seen = new Set<string>();
  for (const { key, value } of pairs) {
    const name = keyName(walk, key, seen);
    seen.add(name);
    const place = placeOf(walk, startOf(key));
    const here = at + pointer(name);
    walk.positions.set(here, { key: place, value: value === null ? place : placeOf(walk, startOf(value)) });
    indexNode(walk, key, here);
    indexNode(walk, value, here);
  }
}

/** The name of a key, which must be new, harmless text. */
function keyName(walk: Walk, key: Node, seen: ReadonlySet<string>): string {
  const offset = startOf(key);
  if (!isScalar(key)) throw syntaxFault(walk.source, offset, "a key is not plain text; expected a name");
  const name = String(key.value);
  if (seen.has(name)) {
    throw syntaxFault(walk.source, offset, `the key \`${name}\` stands twice in one mapping`, "keep one of the two");
  }
  if (reservedNames.has(name)) throw syntaxFault(walk.source, offset, `the key \`${name}\` is reserved`, "remove it");
  if (name !== "<<") return name;
  throw syntaxFault(walk.source, offset, "the merge key `<<` is not part of YAML 1.2", "write the merged keys out");
}

function indexSeq(walk: Walk, items: readonly Node[], at: string): void {
  for (const [index, item] of items.entries()) {
    const here = at + pointer(index);
    walk.positions.set(here, { value: placeOf(walk, startOf(item)) });
    indexNode(walk, item, here);
  }
}

/** The library counts what aliases multiply to while it builds the value. */
function toValue(walk: Walk, build: () => unknown): unknown {
  try {
    return build();
  } catch (cause) {
    const [alias] = walk.aliases;
    if (alias === undefined || !(cause instanceof ReferenceError)) throw cause;
    const what = `the aliases of the overlay multiply to more than ${maxAliases} values`;
    throw syntaxFault(walk.source, startOf(alias), what, "write the values out");
  }
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function placeOf(walk: Walk, offset: number): Place {
  const { line, col } = walk.lines.linePos(offset);
  return { line, column: col };
}
