import { gunzipSync, inflateRawSync } from "node:zlib";
import { field } from "./wire.ts";

/** What came out, and how many of the packed bytes were read for it. */
export type Inflated = { readonly bytes: Uint8Array; readonly read: number };

/** gzip members end to end (RFC 1952 §2.2) up to the first zero byte behind one. Throws what zlib throws. */
export function gunzip(packed: Uint8Array, maxOutputLength: number): Inflated {
  return told(gunzipSync(packed, { maxOutputLength, info: true }));
}

/** One deflate stream (RFC 1951); bytes behind its end are not read. Throws what zlib throws. */
export function inflateRaw(packed: Uint8Array, maxOutputLength: number): Inflated {
  return told(inflateRawSync(packed, { maxOutputLength, info: true }));
}

/** With `info`, the engine tells beside the bytes how far it read; it calls that `bytesWritten`. */
function told(result: unknown): Inflated {
  const [bytes, read] = [field(result, "buffer"), field(field(result, "engine"), "bytesWritten")];
  if (bytes instanceof Uint8Array && typeof read === "number") return { bytes, read };
  throw new TypeError("zlib does not tell how much it read");
}
