import { expect, test } from "bun:test";
import { readDirectory } from "../../src/standards/zip-directory.ts";
import { zipOf } from "../support/zip.ts";

test("readDirectory() gives packed bytes and what the archive says of them", () => {
  const [entry] = readDirectory(zipOf([{ name: "a", text: "abc", method: 0 }]), 1);
  expect({ ...entry, data: Buffer.from(entry?.data ?? []).toString() }).toEqual({
    name: "a",
    isDirectory: false,
    method: 0,
    size: 3,
    crc32: 0x352441c2,
    data: "abc",
  });
});

test("readDirectory() refuses an archive that says it has more entries than may be read", () => {
  expect(() => readDirectory(zipOf([{ name: "a" }, { name: "b" }]), 1)).toThrow(RangeError);
});
