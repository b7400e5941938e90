import { pointer } from "./json-pointer.ts";
import { readString, skipSpace } from "./json-token.ts";

/** A name in an object of a JSON text: the object's RFC 6901 pointer, the unescaped name and its 1-based place. */
export type KeyPlace = {
  readonly pointer: string;
  readonly key: string;
  readonly line: number;
  /** In UTF-16 code units. */
  readonly column: number;
};

/** Names that would reach a JavaScript object's prototype if they were ever assigned. */
export const reservedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The open containers, outermost first: the name or index read last in each, and the names of each object. */
type Path = { readonly tokens: (string | number)[]; readonly names: (Set<string> | undefined)[] };

type Name = { readonly pointer: string; readonly key: string; readonly offset: number };

/** Told each name in order and the earlier names of the same object; true reports the name. */
type Visit = (key: string, earlier: ReadonlySet<string>) => boolean;

/**
 * Second and later occurrences of a name in one object, compared after unescaping, at most `limit`, in the order
 * of the text. Meant for a text that parses; of another one it reports what it can. Linear, without recursion.
 */
export function duplicateKeys(text: string, limit = 20): readonly KeyPlace[] {
  return withLines(
    text,
    walkKeys(text, limit, (key, earlier) => earlier.has(key)),
  );
}

/** Occurrences of `__proto__`, `constructor` and `prototype` as names; else as `duplicateKeys`. */
export function forbiddenKeys(text: string, limit = 20): readonly KeyPlace[] {
  return withLines(
    text,
    walkKeys(text, limit, (key) => reservedNames.has(key)),
  );
}

function walkKeys(text: string, limit: number, visit: Visit): readonly Name[] {
  const found: Name[] = [];
  const path: Path = { tokens: [], names: [] };
  let at = 0;
  while (at < text.length && found.length < limit) {
    if (text.charCodeAt(at) !== 0x22) {
      mark(path, text.charCodeAt(at));
      at++;
      continue;
    }
    const end = Math.max(readString(text, at).end, at + 1);
    const earlier = path.names.at(-1);
    if (earlier !== undefined && text.charAt(skipSpace(text, end)) === ":") {
      const key = unescaped(text.slice(at + 1, end - 1));
      if (visit(key, earlier)) found.push({ pointer: owner(path), key, offset: at });
      earlier.add(key);
      path.tokens[path.tokens.length - 1] = key;
    }
    at = end;
  }
  return found;
}

/** Follows one character outside strings. */
function mark(path: Path, code: number): void {
  if (code === 0x7b) open(path, "", new Set());
  else if (code === 0x5b) open(path, 0, undefined);
  else if (code === 0x2c) countElement(path);
  else if (code === 0x7d || code === 0x5d) close(path);
}

function open(path: Path, token: string | number, names: Set<string> | undefined): void {
  path.tokens.push(token);
  path.names.push(names);
}

function close(path: Path): void {
  path.tokens.pop();
  path.names.pop();
}

function countElement(path: Path): void {
  const index = path.tokens.at(-1);
  if (typeof index === "number") path.tokens[path.tokens.length - 1] = index + 1;
}

/** The object whose names are being read; joined one by one since a deep path has too many tokens for one call. */
function owner(path: Path): string {
  const tokens = path.tokens.slice(0, -1);
  return tokens.map((token) => pointer(token)).join("");
}

function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

/** Adds the places, counting lines once through the text. */
function withLines(text: string, names: readonly Name[]): readonly KeyPlace[] {
  let line = 1;
  let start = 0;
  return names.map(({ pointer: where, key, offset }) => {
    for (let end = text.indexOf("\n", start); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
      line++;
      start = end + 1;
    }
    return { pointer: where, key, line, column: offset - start + 1 };
  });
}
