import { describe, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import type { InputBytes } from "../../src/domain/input-file.ts";
import { unpack } from "../../src/ingest/unpack.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import { faultOf } from "../support/code-of.ts";
import { zipOf } from "../support/zip.ts";

function input(bytes: Uint8Array, name = "r"): InputBytes {
  return { name, path: `in/${name}`, bytes, sha256: sha256Hex(bytes), expected: "cve" };
}

function shown(inputs: readonly InputBytes[]) {
  return inputs.map(({ name, path, bytes, archive }) => [name, path, Buffer.from(bytes).toString(), archive?.name]);
}

test("unpack() leaves other inputs as they are", () => {
  const plain = input(Buffer.from("{}"));
  expect(unpack([plain], 100)).toEqual([plain]);
});

test("unpack() opens gzip under its own name and keeps the digest of both", () => {
  const packed = input(gzipSync("{}"), "scan.json.gz");
  const [unpacked] = unpack([packed], 100);
  expect(unpacked).toMatchObject({
    name: "scan.json.gz",
    sha256: sha256Hex(Buffer.from("{}")),
    archive: { name: "scan.json.gz", sha256: packed.sha256 },
    expected: "cve",
  });
});

test("unpack() gives the entries of an archive in text order, gzip inside opened", () => {
  const archive = zipOf([
    { name: "b", text: "2" },
    { name: "a/c", text: "1" },
  ]);
  expect(shown(unpack([input(archive, "r.zip")], 100))).toEqual([
    ["r.zip!a/c", "in/r.zip!a/c", "1", "r.zip"],
    ["r.zip!b", "in/r.zip!b", "2", "r.zip"],
  ]);
});

test("unpack() joins gzip members that lie end to end, and takes zeros at the end for padding", () => {
  const members = input(Buffer.concat([gzipSync("{"), gzipSync("}"), Buffer.alloc(20)]));
  expect(shown(unpack([members], 100))).toEqual([["r", "in/r", "{}", "r"]]);
});

describe("unpack() refuses", () => {
  test.each([
    ["a gzip bomb", gzipSync(Buffer.alloc(5000)), "INPUT_TOO_LARGE"],
    ["an archive that grows", zipOf([{ name: "a", text: "x".repeat(5000) }]), "INPUT_TOO_LARGE"],
    ["damaged gzip", gzipSync("{}").subarray(0, 15), "INPUT_MALFORMED"],
    [
      "a gzip member behind zeros",
      Buffer.concat([gzipSync("{}"), Buffer.alloc(20), gzipSync("[]")]),
      "INPUT_MALFORMED",
    ],
    ["an archive without files", zipOf([]), "INPUT_MALFORMED"],
    ["a forged archive", zipOf([{ name: "../a" }]), "INPUT_MALFORMED"],
    ["an archive in an archive", zipOf([{ name: "a", text: "PK\u0003\u0004" }]), "INPUT_MALFORMED"],
  ] as const)("%s", (_, bytes, code) => {
    const fault = faultOf(() => unpack([input(bytes, "r.zip")], 1000));
    expect(fault.code).toBe(code);
    expect(fault.where?.file).toStartWith("in/r.zip");
  });
});
