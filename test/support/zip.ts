import { crc32, deflateRawSync } from "node:zlib";

/** One entry of an archive to be; what is not given is as an honest writer makes it. */
export type Entry = {
  readonly name: string;
  readonly text?: string;
  readonly method?: number;
  /** What the directory and the header say of the size. */
  readonly size?: number;
  readonly localName?: string;
  readonly crc?: number;
  readonly flags?: number;
  /** Unix mode in the external attributes. */
  readonly mode?: number;
  /** Offset of the local header as the directory says. */
  readonly offset?: number;
  /** Not in the directory. */
  readonly isUnlisted?: boolean;
  /** Bytes behind the packed ones that count as packed. */
  readonly more?: string;
  /** Bytes between this entry and the next. */
  readonly behind?: Uint8Array;
};

/** A ZIP archive (APPNOTE 6.3.10) of entries that may lie. */
export function zipOf(entries: readonly Entry[]): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const local = Buffer.concat([localOf(entry), entry.behind ?? Buffer.alloc(0)]);
    if (entry.isUnlisted !== true) centrals.push(centralOf(entry, entry.offset ?? at));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

function packed({ text = "", method = 8, more = "" }: Entry): Buffer {
  return Buffer.concat([method === 8 ? deflateRawSync(text) : Buffer.from(text), Buffer.from(more)]);
}

function fields({ text = "", method = 8, size, crc, flags = 0 }: Entry, data: Buffer): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(flags, 2);
  bytes.writeUInt16LE(method, 4);
  bytes.writeUInt32LE(crc ?? crc32(text), 10);
  bytes.writeUInt32LE(data.length, 14);
  bytes.writeUInt32LE(size ?? Buffer.byteLength(text), 18);
  return bytes;
}

function localOf(entry: Entry): Buffer {
  const data = packed(entry);
  const name = Buffer.from(entry.localName ?? entry.name);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(0x04034b50, 0);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(name.length, 0);
  return Buffer.concat([head, fields(entry, data), lengths, name, data]);
}

function centralOf(entry: Entry, offset: number): Buffer {
  const name = Buffer.from(entry.name);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(0x0314, 4);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(name.length, 0);
  tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 10);
  tail.writeUInt32LE(offset, 14);
  return Buffer.concat([head, fields(entry, packed(entry)), tail, name]);
}
