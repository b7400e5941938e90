import { describe, expect, test } from "bun:test";
import { zipSync } from "fflate";
import { unzip } from "../../src/standards/unzip.ts";
import { type Entry, zipOf } from "../support/zip.ts";

const limits = { maxBytes: 1000, maxEntries: 10 };

function texts(archive: Uint8Array): readonly (readonly [string, string])[] {
  return unzip(archive, limits).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);
}

const report: Entry = { name: "a/b.json", text: "{}".repeat(50) };

test("unzip() gives the files of an archive, not its directories", () => {
  const archive = zipOf([{ name: "a/", method: 0, mode: 0o040755 }, report, { name: "c", text: "x", method: 0 }]);
  expect(texts(archive)).toEqual([
    ["a/b.json", "{}".repeat(50)],
    ["c", "x"],
  ]);
});

test("unzip() reads what another writer makes", () => {
  const archive = zipSync({ "x/é.txt": new TextEncoder().encode("hello"), empty: new Uint8Array() });
  expect(texts(archive)).toEqual([
    ["x/é.txt", "hello"],
    ["empty", ""],
  ]);
});

test.each([12, 16, 20, 24])("unzip() takes a data descriptor of %d bytes behind an entry", (length) => {
  const archive = zipOf([{ ...report, flags: 8, behind: new Uint8Array(length) }, { name: "c" }]);
  expect(texts(archive)).toHaveLength(2);
});

test("unzip() takes an archive with a comment, and backslashes as separators", () => {
  const archive = Buffer.from(zipOf([{ name: "a\\b", text: "x" }]));
  archive.writeUInt16LE(3, archive.length - 2);
  expect(texts(Buffer.concat([archive, Buffer.from("abc")]))).toEqual([["a/b", "x"]]);
});

describe("unzip() refuses", () => {
  test.each<[string, readonly Entry[]]>([
    ["an absolute name", [{ ...report, name: "/etc/passwd" }]],
    ["a dotted name", [{ ...report, name: "a/../../b" }]],
    ["a dotted name with backslashes", [{ ...report, name: "..\\b" }]],
    ["a drive", [{ ...report, name: "C:x" }]],
    ["an empty name", [{ ...report, name: "" }]],
    ["a control character in a name", [{ ...report, name: "a\u001b[31m" }]],
    ["a name given twice", [report, report]],
    ["a link", [{ ...report, mode: 0o120777 }]],
    ["a device", [{ ...report, mode: 0o020666 }]],
    ["a size that lies downwards", [{ ...report, size: 10 }]],
    ["a size that lies upwards", [{ ...report, size: 200 }]],
    ["a stored size that lies", [{ ...report, method: 0, size: 10 }]],
    ["a checksum that lies", [{ ...report, crc: 1 }]],
    ["an encrypted entry", [{ ...report, flags: 1 }]],
    ["another method", [{ ...report, method: 14 }]],
    ["a header with another name", [{ ...report, localName: "a/c.json" }]],
    ["entries that share their bytes", [report, { ...report, name: "c", offset: 0, localName: "a/b.json" }]],
    ["a first entry that the directory does not list", [{ ...report, isUnlisted: true }, { name: "c" }]],
    ["an entry between two that it does not list", [{ name: "c" }, { ...report, isUnlisted: true }, { name: "d" }]],
    ["a last entry that it does not list", [{ name: "c" }, { ...report, isUnlisted: true }]],
    ["bytes behind the packed ones", [{ ...report, more: "PK" }]],
    ["bytes between entries that are no data descriptor", [{ ...report, flags: 8, behind: new Uint8Array(13) }]],
    ["a data descriptor that is not announced", [{ ...report, behind: new Uint8Array(16) }]],
    ["an offset that leads nowhere", [{ ...report, offset: 7 }]],
    ["a ZIP64 size", [{ ...report, size: 0xffffffff }]],
    ["a directory with content", [{ ...report, name: "a/" }]],
  ])("%s", (_, entries) => {
    expect(() => unzip(zipOf(entries), limits)).toThrow(SyntaxError);
  });

  test.each([
    ["no end record", (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ["bytes after the end", (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.from("x")])],
    ["bytes before the directory", (bytes: Uint8Array) => Buffer.concat([Buffer.from("MZ"), bytes])],
    ["no bytes", () => new Uint8Array()],
  ])("an archive with %s", (_, damage) => {
    expect(() => unzip(damage(zipOf([report])), limits)).toThrow(SyntaxError);
  });

  test("more than the limits before it unpacks anything", () => {
    expect(() => unzip(zipOf([{ ...report, size: 2000 }]), limits)).toThrow(RangeError);
    expect(() => unzip(zipOf([report]), { ...limits, maxEntries: 0 })).toThrow(RangeError);
  });
});
