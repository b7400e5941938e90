import { joinBytes } from "./bytes.ts";
/** The data types of SSH (RFC 4251 §5) that keys and signatures are made of. */

/** Bytes, or text for UTF-8 of it. */
export type SshValue = Uint8Array | string;

/** Each value as a `string`: its length in four bytes, and itself. */
export function sshStrings(values: readonly SshValue[]): Uint8Array {
  return joinBytes(
    values.flatMap((value) => {
      const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
      return [lengthOf(bytes), bytes];
    }),
  );
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}

/** The strings that fill `bytes` exactly. Throws a SyntaxError for one that is cut off, and for more than `atMost`. */
export function parseSshStrings(bytes: Uint8Array, atMost: number): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at + 4;
    const end = start > bytes.length ? start : start + view.getUint32(at);
    if (end > bytes.length) throw new SyntaxError(`a field is cut off at byte ${bytes.length}`);
    if (values.length === atMost) throw new SyntaxError(`more than ${atMost} fields stand here`);
    values.push(bytes.slice(start, end));
    at = end;
  }
  return values;
}

/** DER of a SEQUENCE of two INTEGERs (RFC 3279 §2.2.3) is this much more than the integers. */
const sequence = 0x30;
const integer = 0x02;

/** Bytes of an integer of P-256 at most: 32, and a zero when the first bit is set. */
const maxInteger = 33;

/**
 * An ECDSA signature in DER as SSH writes it (RFC 5656 §3.1.2): two `mpint`. Both write an integer in the same bytes,
 * two's complement and as short as can be. Throws a SyntaxError for other DER, and for integers beyond P-256.
 */
export function mpintsOfDer(der: Uint8Array): Uint8Array {
  const [tag, length, ...rest] = der;
  const { r, s } = integersOf(Uint8Array.from(rest));
  if (tag !== sequence || length !== der.length - 2) throw new SyntaxError("the ECDSA signature is not DER");
  return sshStrings([r, s]);
}

function integersOf(bytes: Uint8Array): { readonly r: Uint8Array; readonly s: Uint8Array } {
  const second = 2 + (bytes[1] ?? 0);
  const r = bytes.slice(2, second);
  const s = bytes.slice(second + 2);
  const isDer = bytes[0] === integer && bytes[second] === integer && bytes[second + 1] === s.length;
  if (!(isDer && isPositive(r) && isPositive(s))) throw new SyntaxError("the ECDSA signature is not two integers");
  return { r, s };
}

/** The opposite of `mpintsOfDer`. Throws a SyntaxError for other bytes than two positive integers as short as can be. */
export function derOfMpints(bytes: Uint8Array): Uint8Array {
  const [r, s] = parseSshStrings(bytes, 2);
  if (r === undefined || s === undefined || !isPositive(r) || !isPositive(s)) {
    throw new SyntaxError("the ECDSA signature is not two positive integers");
  }
  return Uint8Array.of(sequence, r.length + s.length + 4, integer, r.length, ...r, integer, s.length, ...s);
}

function isPositive(bytes: Uint8Array): boolean {
  const [first = 0x80, second = 0] = bytes;
  if (bytes.length > maxInteger || first >= 0x80) return false;
  return first !== 0 || second >= 0x80;
}
