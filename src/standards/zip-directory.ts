/** An entry of a ZIP archive, its directory record and its local header found equal. */
export type ZipEntry = {
  /** With forward slashes, relative, without `.` and `..`. */
  readonly name: string;
  readonly isDirectory: boolean;
  readonly method: number;
  /** Unpacked size as the directory gives it. */
  readonly size: number;
  readonly crc32: number;
  /** The packed bytes. */
  readonly data: Uint8Array;
};

/** Signatures and lengths of the records without their variable parts (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
const localHeader = { signature: 0x04034b50, length: 30 } as const;
const centralHeader = { signature: 0x02014b50, length: 46 } as const;
const endRecord = { signature: 0x06054b50, length: 22, maxComment: 0xffff } as const;

/** General purpose bits (APPNOTE 4.4.4): encrypted; sizes stand after the data; name in UTF-8. */
const encryptedBit = 0x1;
const sizesLaterBit = 0x8;

/** A field of all ones says that the value stands in a ZIP64 record. */
const zip64Mark = 0xffffffff;

/** "Made by" Unix, and the file types in the upper half of its attributes (stat.h). */
const unix = 3;
const typeMask = 0o170000;
const allowedTypes: ReadonlySet<number> = new Set([0, 0o100000, 0o040000]);

/** A record of the central directory. */
type Record = Omit<ZipEntry, "data"> & {
  readonly flags: number;
  readonly packed: number;
  readonly offset: number;
  readonly rawName: Uint8Array;
  readonly end: number;
};

/**
 * The entries of the central directory with their packed bytes, in the order of the directory.
 * Throws a SyntaxError for a damaged or forged archive, a RangeError for more than `maxEntries`.
 */
export function readDirectory(archive: Uint8Array, maxEntries: number): readonly ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const { count, offset, end } = findEnd(view);
  if (count > maxEntries) throw new RangeError(`the archive has ${count} entries; at most ${maxEntries} are read`);
  const records: Record[] = [];
  let at = offset;
  for (let index = 0; index < count; index++) {
    const record = readRecord(archive, view, at);
    records.push(record);
    at = record.end;
  }
  if (at !== end) throw new SyntaxError("the directory of the archive does not end where it says");
  refuseRepeats(records);
  return withData(records, archive, view, offset);
}

type End = { readonly count: number; readonly offset: number; readonly end: number };

/** The record at the end; a comment after it may hide a second one, so it must reach to the last byte. */
function findEnd(view: DataView): End {
  const last = view.byteLength - endRecord.length;
  for (let at = last; at >= Math.max(0, last - endRecord.maxComment); at--) {
    const isEnd = view.getUint32(at, true) === endRecord.signature && view.getUint16(at + 20, true) === last - at;
    if (isEnd) return readEnd(view, at);
  }
  throw new SyntaxError("the archive has no end record: it is cut off");
}

function readEnd(view: DataView, at: number): End {
  const [disk, firstDisk] = [view.getUint16(at + 4, true), view.getUint16(at + 6, true)];
  const [here, count] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [size, offset] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
  if (offset === zip64Mark || count === 0xffff) throw new SyntaxError("ZIP64 archives are not read");
  if (disk !== 0 || firstDisk !== 0 || here !== count) throw new SyntaxError("the archive is split over files");
  if (offset + size !== at) throw new SyntaxError("the archive has bytes between its directory and its end");
  return { count, offset, end: at };
}

function readRecord(archive: Uint8Array, view: DataView, at: number): Record {
  if (at + centralHeader.length > view.byteLength || view.getUint32(at, true) !== centralHeader.signature)
    throw new SyntaxError("the directory of the archive is damaged");
  const nameLength = view.getUint16(at + 28, true);
  const nameAt = at + centralHeader.length;
  const end = nameAt + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  const rawName = archive.subarray(nameAt, nameAt + nameLength);
  const name = safeName(rawName);
  const type = view.getUint8(at + 5) === unix ? (view.getUint32(at + 38, true) >>> 16) & typeMask : 0;
  if (!allowedTypes.has(type)) throw new SyntaxError(`the entry "${name}" is a link or a device`);
  const flags = view.getUint16(at + 8, true);
  if ((flags & encryptedBit) !== 0) throw new SyntaxError(`the entry "${name}" is encrypted`);
  const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
  if (packed === zip64Mark || size === zip64Mark) throw new SyntaxError("ZIP64 archives are not read");
  const isDirectory = name.endsWith("/");
  if (isDirectory && size !== 0) throw new SyntaxError(`the entry "${name}" is a directory with content`);
  const [method, crc32] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
  const offset = view.getUint32(at + 42, true);
  return { name, isDirectory, method, size, crc32, flags, packed, offset, rawName, end };
}

/** UTF-8 or ASCII with forward slashes; what could name a place outside is refused, though nothing is written there. */
function safeName(raw: Uint8Array): string {
  const name = decodeName(raw).replaceAll("\\", "/");
  const segments = (name.endsWith("/") ? name.slice(0, -1) : name).split("/");
  const isPlain = segments.every((segment) => segment !== "" && segment !== "." && segment !== "..");
  if (!isPlain || /[\p{Cc}\p{Cf}]|^[A-Za-z]:/u.test(name)) {
    throw new SyntaxError("the archive has an entry whose name is absolute, dotted or not printable");
  }
  return name;
}

function decodeName(raw: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch (cause) {
    throw new SyntaxError("the archive has an entry whose name is not UTF-8", { cause });
  }
}

function refuseRepeats(records: readonly Record[]): void {
  const names = new Set<string>();
  for (const { name } of records) {
    if (names.has(name)) throw new SyntaxError(`the archive has two entries "${name}"`);
    names.add(name);
  }
}

/** Bytes of a data descriptor (APPNOTE 4.3.9): without and with a signature, and both with sizes of eight bytes. */
const descriptorLengths: ReadonlySet<number> = new Set([12, 16, 20, 24]);

/**
 * Entries lie end to end from the first byte to the directory. Shared bytes are how a small archive grows without bound,
 * and bytes of no entry are where one hides that the directory does not list.
 */
function withData(records: readonly Record[], archive: Uint8Array, view: DataView, limit: number): readonly ZipEntry[] {
  const starts = records.map(({ offset }) => offset).toSorted((a, b) => a - b);
  const nextAfter = new Map(starts.map((start, index) => [start, starts[index + 1] ?? limit]));
  if (nextAfter.size !== records.length) throw new SyntaxError("entries of the archive share their bytes");
  if ((starts[0] ?? limit) !== 0) throw new SyntaxError("the archive has bytes before its first entry");
  return records.map((record) => {
    const start = dataStart(record, archive, view);
    const end = start + record.packed;
    const gap = (nextAfter.get(record.offset) ?? 0) - end;
    if (gap < 0) throw new SyntaxError(`the entry "${record.name}" overlaps another`);
    const isDescriptor = (record.flags & sizesLaterBit) !== 0 && descriptorLengths.has(gap);
    if (gap > 0 && !isDescriptor)
      throw new SyntaxError(`behind the entry "${record.name}" are bytes that the directory does not list`);
    const { name, isDirectory, method, size, crc32 } = record;
    return { name, isDirectory, method, size, crc32, data: archive.subarray(start, end) };
  });
}

/** Where the packed bytes begin, once the local header says the same as the directory. */
function dataStart(record: Record, archive: Uint8Array, view: DataView): number {
  const { offset: at, rawName, name } = record;
  const isHeader = at + localHeader.length <= view.byteLength && view.getUint32(at, true) === localHeader.signature;
  if (!isHeader) throw new SyntaxError(`the entry "${name}" has no header where the directory says`);
  const nameAt = at + localHeader.length;
  const nameLength = view.getUint16(at + 26, true);
  const localName = archive.subarray(nameAt, nameAt + nameLength);
  const isSame =
    nameLength === rawName.length &&
    localName.every((byte, index) => byte === rawName[index]) &&
    view.getUint16(at + 8, true) === record.method &&
    ((record.flags & sizesLaterBit) !== 0 || view.getUint32(at + 22, true) === record.size);
  if (!isSame) throw new SyntaxError(`the header of the entry "${name}" differs from the directory`);
  return nameAt + nameLength + view.getUint16(at + 28, true);
}
