import { spdxLicenceIds } from "./spdx-licence-ids.ts";

/** One licence of an expression. */
export type Licence = {
  /** As SPDX spells it when it is on the list, else as written (`LicenseRef-…`). */
  readonly id: string;
  /** `+`: this version or a later one. */
  readonly orLater: boolean;
  /** The exception after WITH. */
  readonly exception?: string;
  /** On the SPDX list, or a reference to a text of the author's own; false for a word that is neither. */
  readonly isKnown: boolean;
};

/** A licence expression: a licence, or several of which all or any one hold. */
export type LicenceExpression =
  | { readonly kind: "licence"; readonly licence: Licence }
  | { readonly kind: "and" | "or"; readonly parts: readonly LicenceExpression[] };

/**
 * Reads an SPDX licence expression (SPDX 2.3 Annex D, SPDX 3.0.1 Annex B): WITH binds tighter than AND, AND than OR;
 * ids compare without case, operators are also taken in lower case, as SPDX 3 allows. Undefined for a text that is none.
 * Throws nothing.
 */
export function parseLicenceExpression(text: string): LicenceExpression | undefined {
  if (text.length > maxLength) return undefined;
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const reader: Reader = { tokens, at: 0, depth: 0 };
  const found = readOr(reader);
  return reader.at === tokens.length ? found : undefined;
}

/** The licences of an expression, left to right. */
export function licencesIn(expression: LicenceExpression): readonly Licence[] {
  return expression.kind === "licence" ? [expression.licence] : expression.parts.flatMap(licencesIn);
}

/** `GPL-2.0-only WITH Classpath-exception-2.0`, `Apache-2.0+`. */
export function licenceText({ id, orLater, exception }: Licence): string {
  const own = orLater ? `${id}+` : id;
  return exception === undefined ? own : `${own} WITH ${exception}`;
}

/** The longest that distributions write have some hundred licences. */
const maxLength = 10_000;

/** Expressions are shallow; deeper nesting is a mistake or hostile. */
const maxDepth = 64;

type Reader = { readonly tokens: readonly string[]; at: number; depth: number };

function readOr(reader: Reader): LicenceExpression | undefined {
  return readParts(reader, "or", () => readParts(reader, "and", () => readOne(reader)));
}

/** Parts with one operator between them. */
function readParts(
  reader: Reader,
  kind: "and" | "or",
  readPart: () => LicenceExpression | undefined,
): LicenceExpression | undefined {
  const parts: LicenceExpression[] = [];
  do {
    const part = readPart();
    if (part === undefined) return undefined;
    parts.push(part);
  } while (takes(reader, kind));
  const [first] = parts;
  return parts.length === 1 ? first : { kind, parts };
}

function takes(reader: Reader, word: string): boolean {
  if (reader.tokens[reader.at]?.toLowerCase() !== word) return false;
  reader.at++;
  return true;
}

function readOne(reader: Reader): LicenceExpression | undefined {
  if (!takes(reader, "(")) return readLicence(reader);
  if (++reader.depth > maxDepth) return undefined;
  const inner = readOr(reader);
  reader.depth--;
  return inner !== undefined && takes(reader, ")") ? inner : undefined;
}

const idstring = /^(?:DocumentRef-[A-Za-z0-9.-]{1,200}:)?[A-Za-z0-9.-]{1,200}\+?$/;

const operators: ReadonlySet<string> = new Set(["and", "or", "with"]);

function readLicence(reader: Reader): LicenceExpression | undefined {
  const word = takeId(reader);
  if (word === undefined) return undefined;
  const licence = licenceOf(word);
  if (!takes(reader, "with")) return { kind: "licence", licence };
  const written = takeId(reader);
  if (written === undefined) return undefined;
  const listed = listedId(written);
  const isKnown = licence.isKnown && (listed !== undefined || written.startsWith("AdditionRef-"));
  return { kind: "licence", licence: { ...licence, exception: listed ?? written, isKnown } };
}

/** Some ids of the list end in `+` themselves. */
function licenceOf(word: string): Licence {
  const listed = listedId(word);
  const orLater = listed === undefined && word.endsWith("+");
  const base = orLater ? word.slice(0, -1) : word;
  const known = listed ?? listedId(base);
  return { id: known ?? base, orLater, isKnown: known !== undefined || isReference(base) };
}

function takeId(reader: Reader): string | undefined {
  const word = reader.tokens[reader.at];
  if (word === undefined || !idstring.test(word) || operators.has(word.toLowerCase())) return undefined;
  reader.at++;
  return word;
}

/** A text of the author's own, in this document or another one. */
function isReference(id: string): boolean {
  return /^(?:DocumentRef-[^:]+:)?LicenseRef-./.test(id);
}

const spelled: ReadonlyMap<string, string> = new Map(spdxLicenceIds.map((id) => [id.toLowerCase(), id]));

/** The id as SPDX spells it; undefined for one that is not on the list. */
export function listedId(word: string): string | undefined {
  return spelled.get(word.toLowerCase());
}
