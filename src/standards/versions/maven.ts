import { isDigits, type Order, orderOf, orderOfDigits, orderOfTexts } from "./order.ts";

/** A number or a qualifier; what stands in front of a qualifier makes no difference. */
type Token = { readonly text: string; readonly isNumber: boolean; readonly isDotted: boolean };

/**
 * Maven's ComparableVersion, by the POM reference ("Version Order Specification"): dots, hyphens and changes between
 * digits and letters separate tokens, trailing nulls of each part go, and the first different token decides:
 * qualifier < hyphen and number < dot and number.
 */
export function compareMaven(a: string, b: string): Order | undefined {
  if (!isVersion(a) || !isVersion(b)) return undefined;
  const [first, second] = [tokensOf(a), tokensOf(b)];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    const order = orderOfTokens(first[i], second[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Maven orders any text; one without a digit is a branch or a placeholder, of which nobody knows where it stands. */
function isVersion(version: string): boolean {
  return /^[\x21-\x7e]+$/.test(version) && /[0-9]/.test(version);
}

function tokensOf(version: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [place, part] of version.toLowerCase().split("-").entries()) {
    // The first number counts as one behind a dot. Nulls before a hyphen and at the end say nothing: 1.0.0-rc is 1-rc.
    for (const [index, piece] of part.split(".").entries()) addPiece(tokens, piece, place + index === 0 || index > 0);
    trim(tokens);
  }
  return tokens;
}

/** `rc1` is two tokens: `rc` and `-1`; an empty piece is 0. */
function addPiece(tokens: Token[], piece: string, isDotted: boolean): void {
  const runs = piece.match(/[0-9]+|[^0-9]+/g) ?? ["0"];
  for (const [index, run] of runs.entries()) {
    const next = runs[index + 1];
    const isNumber = isDigits(run);
    if (index > 0 || !isNumber) trim(tokens);
    tokens.push({ text: isNumber ? run : qualifier(run, next), isNumber, isDotted: isDotted && index === 0 });
  }
}

function trim(tokens: Token[]): void {
  for (let last = tokens.at(-1); last !== undefined && isNull(last); last = tokens.at(-1)) tokens.pop();
}

function isNull({ text, isNumber }: Token): boolean {
  return isNumber ? /^0+$/.test(text) : text === "";
}

const released: ReadonlySet<string> = new Set(["ga", "final", "release"]);
const shortForms: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);

/** The one name of a qualifier: `a1` is `alpha-1`, but a bare `a` is a qualifier of that name. */
function qualifier(text: string, next: string | undefined): string {
  if (released.has(text)) return "";
  if (text === "cr") return "rc";
  return next === undefined ? text : (shortForms.get(text) ?? text);
}

/** From the earliest; the empty one is the release itself, others follow in text order. */
const knownQualifiers: readonly string[] = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];

function orderOfTokens(a: Token | undefined, b: Token | undefined): Order {
  const [first, second] = [a ?? paddingFor(b), b ?? paddingFor(a)];
  const order = orderOf(rankOf(first) - rankOf(second));
  if (order !== 0) return order;
  return first.isNumber ? orderOfDigits(first.text, second.text) : orderOfQualifiers(first.text, second.text);
}

/** The null of the other's sort: 0 behind a dot, the release behind a hyphen. */
function paddingFor(other: Token | undefined): Token {
  const isNumber = other?.isDotted === true && other.isNumber;
  return { text: isNumber ? "0" : "", isNumber, isDotted: isNumber };
}

function rankOf({ isNumber, isDotted }: Token): number {
  return Number(isNumber) + Number(isNumber && isDotted);
}

function orderOfQualifiers(a: string, b: string): Order {
  const [known, other] = [placeOf(a), placeOf(b)];
  return orderOf(known - other) || orderOfTexts(a, b);
}

function placeOf(text: string): number {
  const place = knownQualifiers.indexOf(text);
  return place === -1 ? knownQualifiers.length : place;
}
