import { expect, test } from "bun:test";
import { deflateRawSync, gzipSync } from "node:zlib";
import { gunzip, inflateRaw } from "../../src/standards/inflate.ts";

test("gunzip() reads members end to end and tells where the first zero byte stopped it", () => {
  const members = Buffer.concat([gzipSync("ab"), gzipSync("c")]);
  const { bytes, read } = gunzip(Buffer.concat([members, Buffer.alloc(9), gzipSync("d")]), 100);
  expect([Buffer.from(bytes).toString(), read]).toEqual(["abc", members.length]);
});

test("inflateRaw() tells where the stream ends", () => {
  const packed = deflateRawSync("ab");
  const { bytes, read } = inflateRaw(Buffer.concat([packed, Buffer.from("more")]), 100);
  expect([Buffer.from(bytes).toString(), read]).toEqual(["ab", packed.length]);
});
