import { FixopsError } from "../domain/error.ts";
import type { InputBytes } from "../domain/input-file.ts";
import { compareText } from "../domain/order.ts";
import { gunzip } from "../standards/inflate.ts";
import { sha256Hex } from "../standards/sha256.ts";
import { type UnzippedFile, unzip } from "../standards/unzip.ts";
import { binaryFormat } from "./foreign-text.ts";

/** Files in one archive; a release has dozens of reports, not tens of thousands. */
const maxEntries = 10_000;

/**
 * Inputs with each gzip file and each ZIP archive replaced by what is in it: gzip keeps its name, an entry is named
 * `reports.zip!path/in/it`, in text order, and carries what it came from. A gzip file may lie in an archive, no archive in
 * another. `maxBytes` limits what one input unpacks to. Nothing touches the disk.
 * Throws INPUT_MALFORMED for a damaged or forged archive, INPUT_TOO_LARGE when it unpacks to more than the limit.
 */
export function unpack(inputs: readonly InputBytes[], maxBytes: number): readonly InputBytes[] {
  return inputs.flatMap((input) => unpackOne(input, maxBytes));
}

function unpackOne(input: InputBytes, maxBytes: number): readonly InputBytes[] {
  switch (binaryFormat(input.bytes)) {
    case "gzip":
      return [unpackGzip(input, maxBytes)];
    case "zip":
      return unpackZip(input, maxBytes);
    default:
      return [input];
  }
}

function unpackGzip(input: InputBytes, maxBytes: number): InputBytes {
  const { bytes, read } = refusing(input, maxBytes, () => gunzip(input.bytes, maxBytes));
  // Zeros fill the last block of a tape; zlib stops at the first of them, whatever comes then.
  if (!input.bytes.subarray(read).every((byte) => byte === 0))
    throw malformed(input, "the gzip data goes on behind zero bytes");
  return { ...input, bytes, sha256: sha256Hex(bytes), archive: archiveOf(input) };
}

function unpackZip(input: InputBytes, maxBytes: number): readonly InputBytes[] {
  const files = refusing(input, maxBytes, () => unzip(input.bytes, { maxBytes, maxEntries }));
  if (files.length === 0) throw malformed(input, "the archive holds no file");
  return files.toSorted((a, b) => compareText(a.name, b.name)).map((file) => toInput(file, input, maxBytes));
}

function toInput(file: UnzippedFile, input: InputBytes, maxBytes: number): InputBytes {
  const entry = {
    ...input,
    name: `${input.name}!${file.name}`,
    ...(input.path !== undefined && { path: `${input.path}!${file.name}` }),
    bytes: file.bytes,
    sha256: sha256Hex(file.bytes),
    archive: archiveOf(input),
  };
  const format = binaryFormat(file.bytes);
  if (format === "zip") throw malformed(entry, "an archive lies in an archive");
  return format === "gzip" ? { ...unpackGzip(entry, maxBytes), archive: entry.archive } : entry;
}

function archiveOf({ name, sha256 }: InputBytes): NonNullable<InputBytes["archive"]> {
  return { name, sha256 };
}

/** zlib says so by its code, the ZIP reader by a RangeError. */
function refusing<T>(input: InputBytes, maxBytes: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError || (cause instanceof Error && cause.message.includes("larger than"));
    if (isTooLarge) throw tooLarge(input, maxBytes, cause);
    throw malformed(input, cause instanceof SyntaxError ? cause.message : "the gzip data is damaged", cause);
  }
}

function tooLarge({ name, path = name }: InputBytes, maxBytes: number, cause: unknown): FixopsError {
  return new FixopsError("INPUT_TOO_LARGE", `the file unpacks to more than ${maxBytes} bytes`, {
    where: { file: path },
    hint: "unpack it yourself and look at it; --max-input-size sets the limit, of which packed files may use half",
    cause,
  });
}

function malformed({ name, path = name }: InputBytes, message: string, cause?: unknown): FixopsError {
  return new FixopsError("INPUT_MALFORMED", message, {
    where: { file: path },
    hint: "pack the reports again with a plain zip or gzip, or give the unpacked files",
    cause,
  });
}
