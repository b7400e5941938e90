/**
 * RFC 8785, the JSON Canonicalization Scheme. ECMAScript already prints numbers and strings as it wants, so the
 * value is rebuilt with its names in order and printed by one native JSON.stringify. Only an object that cannot
 * hold its names in order (JavaScript puts "9" before "10", and both before all others) is printed by hand, and
 * with it the containers around it.
 */

type Members = Readonly<Record<string, unknown>>;

type Member = readonly [name: string, value: unknown];

/** Containers to print by hand; the members of an object, nothing for an array. */
type ByHand = Map<object, readonly Member[]>;

/** Far above the depth of any report, far below the end of the stack. */
const MAX_DEPTH = 1000;

/**
 * The canonical text of a JSON value. Members that are undefined are left out; −0 becomes 0.
 * Throws a RangeError for what JSON cannot hold: a number that is not finite, undefined in an array or alone, a
 * bigint, function or symbol, an object that is not plain, half of a surrogate pair, more than 1,000 levels.
 */
export function canonicalJson(value: unknown): string {
  const byHand: ByHand = new Map();
  const text = print(order(value, byHand, 0), byHand);
  // Half of a pair is printed as \ud8…; to search for that is much faster than to look at each string.
  if (text.includes("\\ud")) refuseHalfPairs(text);
  return text;
}

/** The value with all names in order; itself when they are so already. */
function order(value: unknown, byHand: ByHand, depth: number): unknown {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (depth > MAX_DEPTH) throw new RangeError(`canonical JSON nests at most ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return orderElements(value, byHand, depth + 1);
  if (isPlain(value)) return orderMembers(value, byHand, depth + 1);
  throw new RangeError(`canonical JSON cannot hold ${describe(value)}`);
}

function orderElements(array: readonly unknown[], byHand: ByHand, depth: number): readonly unknown[] {
  const outside = byHand.size;
  let copy: unknown[] | undefined;
  for (const [index, element] of array.entries()) {
    const ordered = order(element, byHand, depth);
    if (ordered === element) continue;
    copy ??= array.slice();
    copy[index] = ordered;
  }
  if (copy !== undefined && byHand.size > outside) byHand.set(copy, []);
  return copy ?? array;
}

function orderMembers(object: Members, byHand: ByHand, depth: number): Members {
  const outside = byHand.size;
  if (!hasOrderedNames(object)) return rebuild(object, byHand, depth);
  let copy: Record<string, unknown> | undefined;
  for (const name in object) {
    const member = object[name];
    const ordered = member === undefined ? member : order(member, byHand, depth);
    if (ordered === member) continue;
    copy ??= { ...object };
    copy[name] = ordered;
  }
  if (copy !== undefined && byHand.size > outside) byHand.set(copy, Object.entries(copy));
  return copy ?? object;
}

function hasOrderedNames(object: Members): boolean {
  let previous = "";
  for (const name in object) {
    if (name < previous) return false;
    previous = name;
  }
  return true;
}

/** RFC 8785 §3.2.3: by UTF-16 code unit, which is what toSorted does when it is given no comparison. */
function rebuild(object: Members, byHand: ByHand, depth: number): Members {
  const outside = byHand.size;
  const names = Object.keys(object).toSorted();
  if (names.some(isUnrulyName)) return rebuildByHand(object, names, byHand, depth);
  const ordered: Record<string, unknown> = {};
  for (const name of names) {
    const member = object[name];
    if (member !== undefined) ordered[name] = order(member, byHand, depth);
  }
  if (byHand.size > outside) byHand.set(ordered, Object.entries(ordered));
  return ordered;
}

function rebuildByHand(object: Members, names: readonly string[], byHand: ByHand, depth: number): Members {
  const members: Member[] = [];
  for (const name of names) {
    const member = object[name];
    if (member !== undefined) members.push([name, order(member, byHand, depth)]);
  }
  const mark = {};
  byHand.set(mark, members);
  return mark;
}

/** Names that assignment does not put where they belong: integers, which come first, and the prototype's. */
function isUnrulyName(name: string): boolean {
  const code = name.charCodeAt(0);
  if (code >= 0x30 && code <= 0x39) return /^(?:0|[1-9][0-9]{0,9})$/.test(name);
  return name === "__proto__";
}

function print(value: unknown, byHand: ByHand): string {
  const members = isContainer(value) ? byHand.get(value) : undefined;
  if (members === undefined) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((element) => print(element, byHand)).join(",")}]`;
  const present = members.filter(([, member]) => member !== undefined);
  return `{${present.map(([name, member]) => `${JSON.stringify(name)}:${print(member, byHand)}`).join(",")}}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPlain(value: unknown): value is Members {
  if (!isContainer(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  return isContainer(value) ? Object.prototype.toString.call(value) : `${typeof value} ${String(value)}`;
}

/** RFC 8785 §3.2.2.2: half of a surrogate pair is an error. An escape is one when its backslash is not escaped. */
function refuseHalfPairs(text: string): void {
  for (let at = text.indexOf("\\ud"); at !== -1; at = text.indexOf("\\ud", at + 1)) {
    let start = at;
    while (text[start - 1] === "\\") start--;
    if ((at - start) % 2 === 0) throw new RangeError("canonical JSON cannot hold half of a surrogate pair");
  }
}
