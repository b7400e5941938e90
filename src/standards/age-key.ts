import { type Bech32, decodeBech32 } from "./bech32.ts";
import { syntaxErrorAt } from "./position.ts";

/**
 * Keys of age in their text forms (c2sp.org/age), and the files that list them. No message repeats a text: it may be an
 * identity, even where a recipient belongs.
 */

/** X25519 alone, or together with ML-KEM-768, which is to hold against quantum computers too. */
export type AgeKeyKind = "x25519" | "hybrid";

/** What is expected: how it begins, bytes of each prefix, and what people give instead, by its beginning. */
type Half = {
  readonly expected: string;
  readonly start: string;
  readonly forms: readonly { readonly prefix: string; readonly kind: AgeKeyKind; readonly bytes: number }[];
  readonly others: readonly (readonly [start: string, name: string])[];
};

const recipient: Half = {
  expected: "a recipient, age1…",
  start: "age1",
  forms: [
    { prefix: "age", kind: "x25519", bytes: 32 },
    // 1,184 bytes of ML-KEM-768 and 32 of X25519.
    { prefix: "age1pq", kind: "hybrid", bytes: 1216 },
  ],
  others: [
    ["AGE-SECRET-KEY-", "an identity, which is the secret half of a key pair"],
    ["AGE-PLUGIN-", "an identity of a plugin"],
    ["ssh-", "a key of SSH"],
    ["ecdsa-sha2-", "a key of SSH"],
  ],
};

const identity: Half = {
  expected: "an identity, AGE-SECRET-KEY-1…",
  start: "AGE-SECRET-KEY-",
  forms: [
    { prefix: "age-secret-key-", kind: "x25519", bytes: 32 },
    { prefix: "age-secret-key-pq-", kind: "hybrid", bytes: 32 },
  ],
  others: [
    ["age1", "a recipient, which is the public half of a key pair"],
    ["AGE-PLUGIN-", "an identity of a plugin, and plugins are not run"],
    ["age-encryption.org/", "an age file, so the identity in it is encrypted"],
    ["-----BEGIN AGE", "an age file, so the identity in it is encrypted"],
    ["-----BEGIN", "a key in PEM"],
  ],
};

/** The kind of a recipient. Throws a SyntaxError for what is none, a RangeError for a key of another kind. */
export function recipientKind(text: string): AgeKeyKind {
  return kindOf(text, recipient);
}

/** The kind of an identity. Throws as `recipientKind` does. */
export function identityKind(text: string): AgeKeyKind {
  return kindOf(text, identity);
}

function kindOf(text: string, { expected, start, forms, others }: Half): AgeKeyKind {
  const other = others.find(([beginning]) => text.startsWith(beginning));
  if (other !== undefined) throw new RangeError(`it is ${other[1]}; expected ${expected}`);
  // The beginning fixes the case of the rest: a text of two cases is no Bech32.
  if (!text.startsWith(start)) throw new SyntaxError(`expected ${expected}`);
  const { prefix, bytes } = decode(text, expected);
  const form = forms.find((one) => one.prefix === prefix);
  if (form === undefined) throw new RangeError(`it is of a kind that only a plugin knows; expected ${expected}`);
  if (bytes.length === form.bytes) return form.kind;
  throw new SyntaxError(`it holds ${bytes.length} bytes instead of ${form.bytes}; expected ${expected}`);
}

function decode(text: string, expected: string): Bech32 {
  try {
    return decodeBech32(text);
  } catch (error) {
    throw error instanceof SyntaxError ? new SyntaxError(`${error.message}; expected ${expected}`) : error;
  }
}

/**
 * Recipients of one file, each once. Throws as `recipientKind` does, and a RangeError for a list of both kinds: whoever
 * breaks X25519 would not need to break the other (c2sp.org/age asks not to mix them).
 */
export function checkRecipients(texts: readonly string[]): readonly string[] {
  if (new Set(texts.map(recipientKind)).size > 1) {
    throw new RangeError("age1pq1… and age1… recipients cannot share a file: it would be as weak as the weaker");
  }
  return [...new Set(texts)];
}

/** Characters of a line at most, as sshd and age have it. */
const maxLine = 8192;

/**
 * Recipients of a file as `age -R` takes it: one to a line, empty lines and lines that begin with # left out. Throws a
 * SyntaxError with its place (`positionOf`) for the first line that is no recipient, one without for a file of none.
 */
export function parseRecipients(text: string): readonly string[] {
  return keysOf(text, recipient);
}

/** Identities of a file as `age-keygen` writes it. Throws as `parseRecipients` does. */
export function parseIdentities(text: string): readonly string[] {
  return keysOf(text, identity);
}

function keysOf(text: string, half: Half): readonly string[] {
  const found: string[] = [];
  let offset = 0;
  for (const [index, whole] of text.split("\n").entries()) {
    const line = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    if (line !== "" && !line.startsWith("#")) {
      checkLine(line, half, { line: index + 1, column: 1, offset });
      found.push(line);
    }
    offset += whole.length + 1;
  }
  if (found.length === 0) throw new SyntaxError(`no line holds a key; expected ${half.expected}`);
  return found;
}

function checkLine(line: string, half: Half, position: Parameters<typeof syntaxErrorAt>[1]): void {
  try {
    if (line.length > maxLine)
      throw new RangeError(`it has more than ${maxLine} characters; expected ${half.expected}`);
    kindOf(line, half);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    throw syntaxErrorAt(`line ${position.line}: ${error.message}`, position);
  }
}
