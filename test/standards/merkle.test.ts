import { expect, test } from "bun:test";
import { leafHash } from "../../src/standards/merkle.ts";
import { sha256HexNoble } from "../../src/standards/sha256.ts";

test.each([
  // The leaves "" and 0x00 of the Certificate Transparency reference tree.
  [[], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  [[0x00], "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"],
])("leafHash(%j) is the published one", (bytes, hash) => {
  expect(leafHash(Uint8Array.from(bytes))).toBe(hash);
});

test("leafHash() is SHA-256 of a zero byte and the line", () => {
  const line = new TextEncoder().encode('{"event":"run"}');
  expect(leafHash(line)).toBe(sha256HexNoble(Uint8Array.of(0, ...line)));
});
