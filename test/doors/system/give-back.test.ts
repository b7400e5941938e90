import { expect, test } from "bun:test";
import { giveBack } from "../../../src/doors/system/give-back.ts";

const large = 2 * 1024 * 1024;

test("giveBack() empties a large buffer", () => {
  const bytes = new Uint8Array(large);
  giveBack(bytes);
  expect(bytes.length).toBe(0);
});

test.each([
  ["a small buffer", new Uint8Array(1000)],
  ["a part of a buffer", new Uint8Array(large).subarray(1)],
  ["shared memory", new Uint8Array(new SharedArrayBuffer(large))],
])("giveBack() leaves %s alone", (_, bytes) => {
  const { length } = bytes;
  giveBack(bytes);
  expect(bytes.length).toBe(length);
});
