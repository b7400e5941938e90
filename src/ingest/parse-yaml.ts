import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Pair,
  parseAllDocuments,
} from "yaml";
import { FixopsError, type Where } from "../domain/error.ts";
import type { KeyPlace } from "../standards/json-keys.ts";
import { reservedNames } from "../standards/json-keys.ts";
import { pointer } from "../standards/json-pointer.ts";
import { mendHalfPairs } from "./half-pairs.ts";
import { type ParsedValues, tooDeep } from "./parse-json.ts";

/** YAML is for files that people write; the parser takes one to three seconds for a megabyte. */
const maxYamlLength = 5 * 1024 * 1024;

/** Aliases in one document: the parser looks each up by reading the whole document again. */
const maxAliases = 100;

/** The tags of the YAML 1.2 core schema (§10.3); others may construct things. */
const coreTag = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;

/** A node that is still to be looked at. */
type Visit = { readonly node: unknown; readonly pointer: string; readonly depth: number };

/** What the walk over the nodes gathers. */
type Walk = {
  readonly file: string;
  readonly maxDepth: number;
  readonly lines: LineCounter;
  readonly pending: Visit[];
  readonly repeated: KeyPlace[];
  readonly reserved: KeyPlace[];
  aliases: number;
};

/**
 * YAML 1.2 text to the values of its documents: core schema, no merge keys, no tags beyond the core ones.
 * Throws INPUT_MALFORMED with line and column, INPUT_TOO_DEEP, INPUT_TOO_LARGE.
 */
export function readYaml(text: string, file: string, maxDepth: number): ParsedValues {
  if (text.length > maxYamlLength) {
    const hint = "give the document as JSON, or split it";
    const message = `the YAML has ${text.length} characters; at most ${maxYamlLength} are read`;
    throw new FixopsError("INPUT_TOO_LARGE", message, { where: { file }, hint });
  }
  const lines = new LineCounter();
  refuseBombs(text, file, maxDepth);
  // The parser's own check for repeated keys is quadratic: 80 s for 100,000 keys. The walk does it with a set.
  const options = { schema: "core", merge: false, strict: true, uniqueKeys: false, prettyErrors: false } as const;
  const parsed = parseAllDocuments(text, { ...options, lineCounter: lines });
  const walk: Walk = { file, maxDepth, lines, pending: [], repeated: [], reserved: [], aliases: 0 };
  const documents = Array.isArray(parsed) ? parsed : [];
  const values: unknown[] = [];
  for (const document of documents) {
    refuseFaults(document, walk);
    walkNodes(document, walk);
    const value = toValue(document, file);
    if (value !== null) values.push(value);
  }
  const { text: mended, count: halfPairs } = mendHalfPairs(JSON.stringify(values));
  const whole: unknown[] = halfPairs === 0 ? values : JSON.parse(mended);
  return { values: whole, repeated: walk.repeated, reserved: walk.reserved, halfPairs };
}

/**
 * What makes the parser take memory out of all proportion is seen in the lexemes, which cost next to none: brackets and
 * dashes that nest on one line, and aliases.
 */
function refuseBombs(text: string, file: string, maxDepth: number): void {
  const seen = { depth: 0, dashes: 0, aliases: 0 };
  let previous = "";
  for (const lexeme of new Lexer().lex(text)) {
    if (previous !== scalarMark) countLexeme(lexeme, seen);
    previous = lexeme;
    if (seen.depth > maxDepth || seen.dashes > maxDepth) throw tooDeep(file, maxDepth, undefined);
    if (seen.aliases > maxAliases) throw malformed(`the YAML has more than ${maxAliases} aliases`, { file });
  }
}

/** The lexer sets it before the text of a scalar, which may begin with anything. */
const scalarMark = "\u001f";

function countLexeme(lexeme: string, seen: { depth: number; dashes: number; aliases: number }): void {
  const first = lexeme.charAt(0);
  if (lexeme === "[" || lexeme === "{") seen.depth++;
  else if (lexeme === "]" || lexeme === "}") seen.depth--;
  else if (first === "*") seen.aliases++;
  if (lexeme === "-") seen.dashes++;
  else if (first === "\n" || first === "\r") seen.dashes = 0;
}

function refuseFaults(document: Document.Parsed, walk: Walk): void {
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault === undefined) return;
  if (fault.code === "RESOURCE_EXHAUSTION") throw tooDeep(walk.file, walk.maxDepth, fault);
  throw malformed(`the file is not the YAML that is read: ${fault.message}`, place(walk, fault.pos[0]), fault);
}

function malformed(message: string, where: Where, cause?: unknown): FixopsError {
  const hint = "write plain YAML: mappings and lists, no tags";
  return new FixopsError("INPUT_MALFORMED", message, { where, hint, cause });
}

function place(walk: Walk, offset: number | undefined): { readonly file: string; line: number; column: number } {
  const { line, col } = walk.lines.linePos(offset ?? 0);
  return { file: walk.file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Looks at each node once, without recursion: depth, tags, aliases, names. */
function walkNodes(document: Document.Parsed, walk: Walk): void {
  walk.pending.push({ node: document.contents, pointer: "", depth: 1 });
  for (let visit = walk.pending.pop(); visit !== undefined; visit = walk.pending.pop()) look(visit, walk);
}

function look(visit: Visit, walk: Walk): void {
  const { node } = visit;
  if (isAlias(node)) countAlias(node, walk);
  refuseTag(node, walk);
  if (isSeq(node)) {
    node.items.forEach((item, index) => {
      push(visit, item, index, walk);
    });
  }
  if (isMap(node)) lookAtPairs(visit, node.items, walk);
}

function push(visit: Visit, node: unknown, token: string | number, walk: Walk): void {
  const depth = visit.depth + 1;
  const isCollection = isMap(node) || isSeq(node);
  if (isCollection && depth > walk.maxDepth) throw tooDeep(walk.file, walk.maxDepth, undefined);
  walk.pending.push({ node, pointer: visit.pointer + pointer(token), depth });
}

function countAlias(alias: Alias, walk: Walk): void {
  walk.aliases++;
  if (walk.aliases <= maxAliases) return;
  throw malformed(`the YAML has more than ${maxAliases} aliases`, place(walk, alias.range?.[0]));
}

function refuseTag(node: unknown, walk: Walk): void {
  if (!(isScalar(node) || isMap(node) || isSeq(node)) || node.tag === undefined || coreTag.test(node.tag)) return;
  throw malformed("the YAML uses a tag beyond the core schema", place(walk, node.range?.[0]));
}

function lookAtPairs(visit: Visit, pairs: readonly Pair[], walk: Walk): void {
  const seen = new Set<string>();
  for (const { key, value } of pairs) {
    const name = keyName(key, walk);
    const { line, column } = place(walk, isScalar(key) ? key.range?.[0] : 0);
    const found = { pointer: visit.pointer, key: name, line, column };
    if (seen.has(name)) walk.repeated.push(found);
    if (reservedNames.has(name)) walk.reserved.push(found);
    seen.add(name);
    push(visit, value, name, walk);
  }
}

/** The name that the key has in the value; a list or mapping as key has none. */
function keyName(key: unknown, walk: Walk): string {
  if (isScalar(key)) {
    refuseTag(key, walk);
    return key.value === null ? "" : String(key.value);
  }
  const at = isMap(key) || isSeq(key) || isAlias(key) ? key.range?.[0] : 0;
  throw malformed("the YAML has a key that is not a plain word", place(walk, at));
}

function toValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (cause) {
    throw malformed("the YAML cannot be resolved: its aliases expand too far", { file }, cause);
  }
}
