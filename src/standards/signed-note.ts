import { decodeBase64, encodeBase64 } from "./base64.ts";
import { joinBytes } from "./bytes.ts";
import { publicKeyOfRaw } from "./raw-key.ts";
import { sha256Hex } from "./sha256.ts";

/** A key that signs notes, by its name and the 32 raw bytes of the Ed25519 public key (RFC 8032 §5.1.5). */
export type NoteKey = { readonly name: string; readonly publicKey: Uint8Array };

/** A key with what signs by it: RFC 8032 signatures, 64 bytes. */
export type NoteSigner = NoteKey & { readonly sign: (message: Uint8Array) => Uint8Array };

/** A note as it was read. The text is worth nothing while no name is in `verified`. */
export type OpenedNote = {
  /** What was signed, its last line feed included. */
  readonly text: string;
  /** Names of the given keys whose signature holds, each once, in the order of the note. */
  readonly verified: readonly string[];
  /** How many signature lines there are, those of unknown keys included. */
  readonly signatures: number;
};

type SignatureLine = { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array };

/** c2sp.org/signed-note, "Signature types": Ed25519 over the text of the note. */
const ED25519_TYPE = 0x01;

const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The specification asks for a limit of 16 or more; the checksum database of Go has this one. */
const MAX_SIGNATURES = 100;

/** Em dash and space, with which a signature line begins. */
const SIGNATURE_START = "— ";

/**
 * The short name of a key: the first 4 bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key).
 * Throws a SyntaxError for a name that no key can have, a RangeError for a public key that is not 32 bytes long.
 */
export function noteKeyId(name: string, publicKey: Uint8Array): Uint8Array {
  if (!isKeyName(name)) throw new SyntaxError(nameFault(name));
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new RangeError(`the public key has ${publicKey.length} bytes; expected the ${PUBLIC_KEY_BYTES} of Ed25519`);
  }
  const digest = sha256Hex(joinBytes([utf8(`${name}\n`), typed(publicKey)]));
  return Uint8Array.fromHex(digest).subarray(0, KEY_ID_BYTES);
}

/** The text by which a key is handed on, `name+hex(key id)+base64(0x01 ‖ public key)`. Throws as `noteKeyId` does. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  return `${name}+${noteKeyId(name, publicKey).toHex()}+${encodeBase64(typed(publicKey))}`;
}

/** Reads what `verifierKey` writes. Throws a SyntaxError for another form, another type of key, or an id of another key. */
export function parseVerifierKey(text: string): NoteKey {
  // Base64 may hold a plus as well, so only the first two part.
  const [name = "", keyId = "", ...rest] = text.split("+");
  const key = decodeBase64(rest.join("+"));
  if (key?.length !== 1 + PUBLIC_KEY_BYTES || key[0] !== ED25519_TYPE) {
    throw new SyntaxError("the verifier key is not of the form name+id+base64 with an Ed25519 key");
  }
  const publicKey = key.subarray(1);
  const expected = noteKeyId(name, publicKey).toHex();
  if (keyId !== expected) throw new SyntaxError(`the id of the verifier key is ${expected}, but another is written`);
  return { name, publicKey };
}

/**
 * The text with one signature. Throws a SyntaxError when the text cannot be signed: it does not end in a line feed, or
 * has control characters; a RangeError for a signature that is not 64 bytes long; and as `noteKeyId` does.
 */
export function signNote(text: string, { name, publicKey, sign }: NoteSigner): string {
  if (!isNoteText(text)) throw new SyntaxError("the text of a note is lines of UTF-8 without control characters");
  const keyId = noteKeyId(name, publicKey);
  const signature = sign(utf8(text));
  if (signature.length !== SIGNATURE_BYTES) {
    throw new RangeError(`the signature has ${signature.length} bytes; expected the ${SIGNATURE_BYTES} of Ed25519`);
  }
  return `${text}\n${SIGNATURE_START}${name} ${encodeBase64(joinBytes([keyId, signature]))}\n`;
}

/**
 * Reads a note and checks the signatures of the given keys; those of other keys are counted and passed over.
 * Throws a SyntaxError when it is no note, has over 100 signatures, or has one with the name and id of a given key that
 * does not hold. With no key of its own in it a note is read all the same, with nothing in `verified`.
 */
export function openNote(note: string, keys: readonly NoteKey[]): OpenedNote {
  const { text, lines } = splitNote(note);
  const known = keys.map((key) => ({ ...key, keyId: noteKeyId(key.name, key.publicKey).toHex() }));
  const message = utf8(text);
  const verified = new Set<string>();
  for (const { name, keyId, signature } of lines) {
    const candidates = known.filter((key) => key.name === name && key.keyId === keyId.toHex());
    if (candidates.length === 0) continue;
    if (!candidates.some(({ publicKey }) => holds(publicKey, message, signature))) {
      throw new SyntaxError(`the signature of ${name} does not hold`);
    }
    verified.add(name);
  }
  return { text, verified: [...verified], signatures: lines.length };
}

/** Whether a note may have this text: whole lines, no control characters but line feeds, no half of a surrogate pair. */
export function isNoteText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.endsWith("\n") && text.isWellFormed() && !/[\x00-\x09\x0b-\x1f]/.test(text);
}

function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}+]/u.test(name) && isNoteText(`${name}\n`);
}

function nameFault(name: string): string {
  return `${JSON.stringify(name)} is no name of a key; expected one without spaces, plus and control characters`;
}

/** The text ends with the last empty line; what follows is signatures, one or more, each a whole line. */
function splitNote(note: string): { readonly text: string; readonly lines: readonly SignatureLine[] } {
  const end = note.lastIndexOf("\n\n");
  if (end === -1 || !isNoteText(note)) throw new SyntaxError("it is no signed note: text, an empty line, signatures");
  const lines = note.slice(end + 2, -1).split("\n", MAX_SIGNATURES + 1);
  if (lines.length > MAX_SIGNATURES) throw new SyntaxError(`the note has over ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), lines: lines.map(signatureLine) };
}

function signatureLine(line: string): SignatureLine {
  const [name = "", base64 = "", ...rest] = line.slice(SIGNATURE_START.length).split(" ", 3);
  const bytes = decodeBase64(base64);
  const isWhole = line.startsWith(SIGNATURE_START) && rest.length === 0 && isKeyName(name);
  if (!isWhole || bytes === undefined || bytes.length <= KEY_ID_BYTES) {
    throw new SyntaxError("a signature of the note is not of the form: em dash, name, base64 of key id and signature");
  }
  return { name, keyId: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
}

function holds(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return publicKeyOfRaw("ed25519", publicKey).verify(message, signature);
}

function typed(publicKey: Uint8Array): Uint8Array {
  return joinBytes([Uint8Array.of(ED25519_TYPE), publicKey]);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
