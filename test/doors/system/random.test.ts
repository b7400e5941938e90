import { expect, test } from "bun:test";
import { randomBytes, randomName } from "../../../src/doors/system/random.ts";

test("randomBytes() gives as many bytes as asked, other ones each time", () => {
  expect([0, 1, 16, 32].map((length) => randomBytes(length).length)).toEqual([0, 1, 16, 32]);
  expect(randomBytes(16)).not.toEqual(randomBytes(16));
});

test("randomName() does not repeat and is safe in a path", () => {
  const names = Array.from({ length: 1000 }, randomName);
  expect(new Set(names).size).toBe(1000);
  expect(names.every((name) => /^\d+-[0-9a-f]{16}$/.test(name))).toBe(true);
});
