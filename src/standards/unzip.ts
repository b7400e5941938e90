import { crc32 } from "node:zlib";
import { type Inflated, inflateRaw } from "./inflate.ts";
import { readDirectory, type ZipEntry } from "./zip-directory.ts";

/** A file of an archive. */
export type UnzippedFile = { readonly name: string; readonly bytes: Uint8Array };

export type UnzipLimits = {
  /** Bytes of all files together, unpacked. */
  readonly maxBytes: number;
  readonly maxEntries: number;
};

/** Compression methods (APPNOTE 4.4.5) that report archives use. */
const stored = 0;
const deflated = 8;

/**
 * The files of a ZIP archive (PKWARE APPNOTE 6.3.10) in the order of its directory; directories are left out.
 * Strict, since archives are a way to smuggle: a directory and local headers that differ, sizes or checksums that lie,
 * overlapping or encrypted entries, links, repeated, absolute and dotted names are refused.
 * Throws a SyntaxError for what is wrong with the archive and a RangeError when a limit is passed.
 */
export function unzip(archive: Uint8Array, limits: UnzipLimits): readonly UnzippedFile[] {
  const entries = readDirectory(archive, limits.maxEntries);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.maxBytes)
    throw new RangeError(`the archive unpacks to ${total} bytes; at most ${limits.maxBytes} are read`);
  return entries.filter(({ isDirectory }) => !isDirectory).map((entry) => unpack(entry));
}

function unpack(entry: ZipEntry): UnzippedFile {
  const bytes = entry.method === stored ? entry.data : inflate(entry);
  if (bytes.length !== entry.size) throw new SyntaxError(`the entry "${entry.name}" has another size than it says`);
  if (crc32(bytes) !== entry.crc32) throw new SyntaxError(`the entry "${entry.name}" does not match its checksum`);
  return { name: entry.name, bytes };
}

function inflate({ name, data, method, size }: ZipEntry): Uint8Array {
  if (method !== deflated)
    throw new SyntaxError(`the entry "${name}" uses the compression method ${method}, which is not read`);
  const { bytes, read } = inflateEntry(name, data, size);
  if (read !== data.length) throw new SyntaxError(`the entry "${name}" has bytes behind its packed data`);
  return bytes;
}

function inflateEntry(name: string, data: Uint8Array, size: number): Inflated {
  try {
    // One byte more than the entry says is enough to see that it lies; zlib takes no limit of 0.
    return inflateRaw(data, size + 1);
  } catch (cause) {
    throw new SyntaxError(`the entry "${name}" is damaged, or larger than it says`, { cause });
  }
}
