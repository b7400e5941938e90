import { sensitiveValue, unknownValue } from "../domain/resource.ts";
import { decodeBase64, encodeBase64 } from "../standards/base64.ts";

/**
 * Values that JSON cannot hold, spelled in JSON, so that a value read back is the one that was written. An object with the
 * one member `$` is such a value:
 * `"unknown"`, `"sensitive"` (the stand-ins of plans and manifests); `"-0"`, `"NaN"`, `"Infinity"`, `"-Infinity"`;
 * `["map", [[key, value], …]]` in the order of the map; `["numbered", [key, …]]`, a map of each key to its place;
 * `["bytes", base64]`; `["utf16", [unit, …]]`, a text with half of a surrogate pair; `["members", [[name, value], …]]`, an
 * object whose order or names canonical JSON would not keep. A member that is undefined is not there.
 */
const mark = "$";

const stands: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["unknown", unknownValue],
  ["sensitive", sensitiveValue],
  ["-0", -0],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

type Members = { readonly [name: string]: unknown };

/** Members that hold what others wrote, of which the order counts: names may be gone through in it. */
const foreignMembers: ReadonlySet<string> = new Set(["values", "bundle", "body"]);

/**
 * The value, spelled, with the names of all objects in text order, so that JSON.stringify gives its canonical text (RFC 8785);
 * itself where nothing is to be done. `isForeign`: the order of members counts.
 * Throws a RangeError for a function, a symbol or an object of another sort.
 */
export function spell(value: unknown, isForeign = false): unknown {
  if (typeof value === "string") return value.isWellFormed() ? value : { [mark]: ["utf16", unitsOf(value)] };
  if (typeof value === "number") return spellNumber(value);
  if (typeof value === "boolean" || value === null) return value;
  if (Array.isArray(value)) return spellElements(value, isForeign);
  if (isPlain(value)) return isForeign ? spellForeign(value) : spellOwn(value);
  return spellOther(value, isForeign);
}

function spellNumber(value: number): unknown {
  if (Number.isFinite(value)) return value === 0 && Object.is(value, -0) ? { [mark]: "-0" } : value;
  return { [mark]: String(value) };
}

function spellElements(array: readonly unknown[], isForeign: boolean): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < array.length; index++) {
    const element = array[index];
    const spelled = spell(element, isForeign);
    if (spelled === element) continue;
    copy ??= Array.from(array);
    copy[index] = spelled;
  }
  return copy ?? array;
}

/** An object whose members are ours: each sort of item has a few sets of names, whose order is looked up. */
function spellOwn(object: Members): Members {
  const spelled: { [name: string]: unknown } = {};
  for (const name of orderedNames(Object.keys(object))) {
    const member = object[name];
    if (typeof member === "string" && member.isWellFormed()) spelled[name] = member;
    else if (member !== undefined) spelled[name] = spell(member, foreignMembers.has(name));
  }
  return spelled;
}

type Order = { readonly names: readonly string[]; readonly ordered: readonly string[] };

/** By the first name. To compare names one by one takes a third of the time of joining them to a key, or of sorting them. */
const orders = new Map<string, Order[]>();

/** Sets of names that are known by one first name; more would be slower than sorting. */
const maxOrders = 16;

function orderedNames(names: readonly string[]): readonly string[] {
  const [first = ""] = names;
  const alike = orders.get(first) ?? [];
  const known = alike.find((one) => isSame(one.names, names));
  if (known !== undefined) return known.ordered;
  const ordered = names.toSorted();
  if (alike.length < maxOrders) orders.set(first, [...alike, { names, ordered }]);
  return ordered;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function spellForeign(object: Members): unknown {
  if (!isOrdered(object)) return spellAsList(object);
  let copy: { [name: string]: unknown } | undefined;
  for (const name in object) {
    const member = object[name];
    if (member === undefined) continue;
    const spelled = spell(member, true);
    if (spelled === member) continue;
    copy ??= { ...object };
    copy[name] = spelled;
  }
  return copy ?? object;
}

/** Names that canonical text puts in another order, the prototype's, the mark, and those that are no whole texts. */
function isOrdered(object: Members): boolean {
  let previous = "";
  for (const name in object) {
    if (name < previous || name === "__proto__" || name === mark || !name.isWellFormed()) return false;
    previous = name;
  }
  return true;
}

function spellAsList(object: Members): unknown {
  const members = Object.entries(object).filter(([, member]) => member !== undefined);
  return { [mark]: ["members", members.map(([name, member]) => [spell(name), spell(member, true)])] };
}

function spellOther(value: unknown, isForeign: boolean): unknown {
  if (value instanceof Map) return spellMap(value, isForeign);
  if (value instanceof Uint8Array) return { [mark]: ["bytes", encodeBase64(value)] };
  const stand = [...stands].find(([, one]) => one === value)?.[0];
  if (stand === undefined) throw new RangeError(`the inputs document cannot hold a ${typeof value}`);
  return { [mark]: stand };
}

function spellMap(map: ReadonlyMap<unknown, unknown>, isForeign: boolean): unknown {
  let place = 0;
  const isNumbered = map.values().every((value) => Object.is(value, place++));
  if (isNumbered && map.size > 0) return { [mark]: ["numbered", spellElements([...map.keys()], isForeign)] };
  return { [mark]: ["map", spellElements([...map], isForeign)] };
}

function unitsOf(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** The value that was spelled. Throws a SyntaxError for a spelling that there is not. */
export function unspell(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unspell);
  if (!isPlain(value)) return value;
  if (Object.hasOwn(value, mark)) return unspellMarked(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unspell(member)]));
}

function unspellMarked(value: Members): unknown {
  const spelled = value[mark];
  if (Object.keys(value).length !== 1) throw new SyntaxError(`beside the member ${mark} stands another`);
  if (typeof spelled === "string" && stands.has(spelled)) return stands.get(spelled);
  const [sort, content, more] = Array.isArray(spelled) ? spelled : [];
  const read = typeof sort === "string" ? readers.get(sort) : undefined;
  if (read === undefined || more !== undefined) throw new SyntaxError(`no value is spelled ${nameOf(spelled)}`);
  return read(content);
}

function nameOf(spelled: unknown): string {
  return JSON.stringify(Array.isArray(spelled) ? spelled[0] : spelled)?.slice(0, 40) ?? "";
}

const readers: ReadonlyMap<string, (content: unknown) => unknown> = new Map<string, (content: unknown) => unknown>([
  ["map", (content) => new Map(pairsIn(content))],
  ["numbered", (content) => new Map(listIn(content).map((key, place) => [unspell(key), place]))],
  ["members", (content) => Object.fromEntries(pairsIn(content).map(namedPair))],
  ["utf16", (content) => listIn(content).map(unitIn).join("")],
  ["bytes", bytesIn],
]);

function listIn(content: unknown): readonly unknown[] {
  if (Array.isArray(content)) return content;
  throw new SyntaxError("a spelled value lacks its list");
}

function pairsIn(content: unknown): readonly (readonly [unknown, unknown])[] {
  return listIn(content).map((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw new SyntaxError("a spelled value has what is no pair");
    return [unspell(pair[0]), unspell(pair[1])];
  });
}

function namedPair([name, member]: readonly [unknown, unknown]): readonly [string, unknown] {
  if (typeof name === "string") return [name, member];
  throw new SyntaxError("a spelled object has a name that is no text");
}

function unitIn(unit: unknown): string {
  const isUnit = typeof unit === "number" && Number.isInteger(unit) && unit >= 0 && unit <= 0xffff;
  if (isUnit) return String.fromCharCode(unit);
  throw new SyntaxError("a spelled text has what is no UTF-16 unit");
}

function bytesIn(content: unknown): Uint8Array {
  const bytes = typeof content === "string" ? decodeBase64(content) : undefined;
  if (bytes === undefined) throw new SyntaxError("spelled bytes are not base64");
  return bytes;
}

function isPlain(value: unknown): value is Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
