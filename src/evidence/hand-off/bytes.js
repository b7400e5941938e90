/* Bytes, their encodings, canonical JSON, digests, compression and Fernet. Nothing here knows of fixops. */

export const utf8 = (text) => new TextEncoder().encode(text);

export const latin = (bytes) => new TextDecoder("latin1").decode(bytes);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export const isSame = (a, b) => hex(a) === hex(b);

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** RFC 4648 §4, and only as it would be written again. */
export function unbase64(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (base64(bytes) !== text) throw new Error("is not base64 as it is written");
  return bytes;
}

/** UTF-8 and nothing else; a byte-order mark is a character like any other. */
export const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** RFC 8785. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return `{${names
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
    .join(",")}}`;
}

/** The value of a text that is canonical JSON. */
export function parseCanonical(text) {
  const value = JSON.parse(text);
  if (canonical(value) !== text) throw new Error("is not canonical JSON");
  return value;
}

/** The value of a file that is canonical JSON and a line feed. */
export function parseDocument(bytes) {
  const text = textOf(bytes);
  if (!text.endsWith("\n")) throw new Error("does not end with a line feed");
  return parseCanonical(text.slice(0, -1));
}

export const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export const sha256Of = async (bytes) => hex(await digest(bytes));

/** gzip to at most so many bytes. */
export async function gunzip(bytes, most) {
  const parts = [];
  let length = 0;
  for await (const part of new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))) {
    length += part.length;
    if (length > most) throw new Error("unpacks to more than the manifest says");
    parts.push(part);
  }
  return join(...parts);
}

/** Fernet (github.com/fernet/spec): version, time, IV, AES-128-CBC, HMAC-SHA256. */
export async function openFernet(token, keyText) {
  const [key, bytes] = [keyText, latin(token)].map((text) => unbase64(text.replaceAll("-", "+").replaceAll("_", "/")));
  if (key.length !== 32 || bytes[0] !== 0x80) throw new Error("is no Fernet token, or the key is none");
  const hmac = await crypto.subtle.importKey("raw", key.subarray(0, 16), { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const isGood = await crypto.subtle.verify("HMAC", hmac, bytes.subarray(-32), bytes.subarray(0, -32));
  if (!isGood) throw new Error("does not open with this key");
  const aes = await crypto.subtle.importKey("raw", key.subarray(16), "AES-CBC", false, ["decrypt"]);
  const plain = await crypto.subtle.decrypt(
    { name: "AES-CBC", iv: bytes.subarray(9, 25) },
    aes,
    bytes.subarray(25, -32),
  );
  return new Uint8Array(plain);
}
