import { expect, test } from "bun:test";
import { present } from "../../src/domain/present.ts";

test("present() leaves out what is undefined and keeps what is null, false, 0 or empty", () => {
  const members = { a: undefined, b: null, c: false, d: 0, e: "" };
  expect(Object.keys(present(members))).toEqual(["b", "c", "d", "e"]);
});
