import { expect, test } from "bun:test";
import { noItems } from "../../src/domain/items.ts";

test("noItems has every list, empty", () => {
  expect(Object.values(noItems).every((list) => list.length === 0)).toBe(true);
  expect(Object.keys(noItems)).toHaveLength(16);
});
