/** One scalar read from a text: where it ends, or the offset and the words of its first fault. */
export type Token = { readonly end: number; readonly fault?: string };

const WORDS = ["true", "false", "null"] as const;
const ESCAPES = new Set(['"', "\\", "/", "b", "f", "n", "r", "t"]);
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const NUMBER_START = /^-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*|(?:\.[0-9]+)?[eE][+-]?[0-9]*)?)?$/;

/** Offset of the first character at or after `start` that is not JSON white space (RFC 8259 §2). */
export function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Reads the scalar at `at` (RFC 8259 §3, §6, §7). A fault at the end of the text means that it is cut off. */
export function readScalar(text: string, at: number): Token {
  const first = text.charAt(at);
  if (first === '"') return readString(text, at);
  if (first === "-" || isDigit(text.charCodeAt(at))) return readNumber(text, at);
  const word = WORDS.find((candidate) => candidate.startsWith(first));
  return word === undefined ? { end: at, fault: "expected a value" } : readWord(text, at, word);
}

/** Reads the string whose opening quote is at `at`. */
export function readString(text: string, at: number): Token {
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === 0x22) return { end: end + 1 };
    if (code < 0x20) return { end, fault: "a raw control character inside a string" };
    const length = code === 0x5c ? escapeLength(text, end) : 1;
    if (length === 0) return unknownEscape(text, end);
    end += length;
  }
  return { end: text.length, fault: "a string without its closing quote" };
}

/** Length of the escape at `at`, or 0 when there is no such escape. */
function escapeLength(text: string, at: number): number {
  const kind = text.charAt(at + 1);
  if (ESCAPES.has(kind)) return 2;
  return kind === "u" && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? 6 : 0;
}

function unknownEscape(text: string, at: number): Token {
  const isCut = text.length < at + 6 && /^\\(?:u[0-9a-fA-F]{0,3})?$/.test(text.slice(at));
  return { end: isCut ? text.length : at, fault: "an unknown escape in a string" };
}

function readNumber(text: string, at: number): Token {
  let end = at;
  while (isNumberPart(text.charCodeAt(end))) end++;
  const number = text.slice(at, end);
  if (NUMBER.test(number)) return { end };
  const cut = end === text.length && NUMBER_START.test(number);
  return { end: cut ? end : at, fault: "a malformed number" };
}

function isNumberPart(code: number): boolean {
  return isDigit(code) || code === 0x2b || code === 0x2d || code === 0x2e || code === 0x45 || code === 0x65;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function readWord(text: string, at: number, word: string): Token {
  if (text.startsWith(word, at)) return { end: at + word.length };
  const cut = word.startsWith(text.slice(at, at + word.length)) && at + word.length > text.length;
  return { end: cut ? text.length : at, fault: "expected a value" };
}
