import { decodeBase64, encodeBase64 } from "./base64.ts";
import { field, optional, text } from "./wire.ts";

/** Dead Simple Signing Envelope 1.0.2 (github.com/secure-systems-lab/dsse): a payload, its type, and who signed both. */
export type DsseEnvelope = {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** An envelope may be read without any; then it proves nothing. */
  readonly signatures: readonly DsseSignature[];
};

export type DsseSignature = {
  /** A hint which key to try, which nothing authenticates. */
  readonly keyid?: string;
  readonly sig: Uint8Array;
};

/** An envelope as it stands in JSON. */
export type WireEnvelope = {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
};

/**
 * What is signed: `DSSEv1 LEN(type) type LEN(payload) payload`, separated by single spaces, the lengths those of the
 * bytes in decimal (protocol.md, "PAE definition").
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const { length } = utf8(payloadType);
  const head = utf8(`DSSEv1 ${length} ${payloadType} ${payload.length} `);
  const encoded = new Uint8Array(head.length + payload.length);
  encoded.set(head);
  encoded.set(payload, head.length);
  return encoded;
}

function utf8(given: string): Uint8Array {
  return new TextEncoder().encode(given);
}

/**
 * Reads an envelope from parsed JSON. Members that the specification does not name are passed over, as it asks.
 * Throws a SyntaxError, whose message ends a sentence about the envelope, when a member is missing, of another type,
 * or no strict base64.
 */
export function parseEnvelope(value: unknown): DsseEnvelope {
  const payloadType = text(value, "payloadType");
  if (payloadType === undefined) throw new SyntaxError("it has no payload type");
  const signatures = field(value, "signatures");
  if (!Array.isArray(signatures)) throw new SyntaxError("it has no list of signatures");
  return {
    payloadType,
    payload: bytesOf(value, "payload", "its payload"),
    signatures: signatures.map(signatureOf),
  };
}

function signatureOf(value: unknown): DsseSignature {
  return { ...optional("keyid", text(value, "keyid")), sig: bytesOf(value, "sig", "a signature of it") };
}

/** DSSE allows both alphabets; one text is in one of them. */
function bytesOf(value: unknown, key: string, what: string): Uint8Array {
  const given = field(value, key);
  if (typeof given !== "string") throw new SyntaxError(`${what} is missing`);
  const bytes = decodeBase64(given, /[-_]/.test(given) ? "base64url" : "base64");
  if (bytes === undefined) throw new SyntaxError(`${what} is no base64`);
  return bytes;
}

/** The members of an envelope as they are written, in base64 of RFC 4648 §4. */
export function wireEnvelope({ payload, payloadType, signatures }: DsseEnvelope): WireEnvelope {
  return {
    payload: encodeBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, sig }) => ({ ...optional("keyid", keyid), sig: encodeBase64(sig) })),
  };
}
