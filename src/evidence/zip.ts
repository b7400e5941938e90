import { type Zippable, zipSync } from "fflate";
import type { NamedBytes } from "../domain/runtime.ts";

/**
 * Files as one ZIP archive, in the order given, without compression: what is in a bundle is compressed or encrypted
 * already. The same files give the same bytes: every entry has the first time that the format can write,
 * 1980-01-01 00:00 (APPNOTE 4.4.6 has no time zone).
 */
export function zipFiles(files: readonly NamedBytes[]): Uint8Array {
  const entries: Zippable = {};
  for (const { name, bytes } of files) entries[name] = bytes;
  // fflate writes the fields of the local time, so the local first of January is the same everywhere.
  return zipSync(entries, { level: 0, mtime: new Date(1980, 0, 1) });
}
