import { expect, test } from "bun:test";
import { now } from "../../../src/doors/system/clock.ts";

test("now() is the system's time in whole seconds", () => {
  const before = Math.floor(Date.now() / 1000);
  const time = now();
  expect(Number.isInteger(time)).toBe(true);
  expect(time - before).toBeWithin(0, 2);
});
