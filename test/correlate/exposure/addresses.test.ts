import { expect, test } from "bun:test";
import { admitsWorld, worldText } from "../../../src/correlate/exposure/addresses.ts";

test("admitsWorld() is not told when ranges are hidden and none of the others is the world", () => {
  expect(admitsWorld({ texts: ["10.0.0.0/8"], hidden: true })).toBeUndefined();
  expect(admitsWorld({ texts: ["::/0"], hidden: true })).toBe(true);
  expect(admitsWorld({ texts: [], hidden: false })).toBe(false);
  expect(worldText(["10.0.0.0/8", "::/0"])).toBe("::/0");
});
