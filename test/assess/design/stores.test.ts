import { expect, test } from "bun:test";
import { isSensitive, isStore } from "../../../src/assess/design/stores.ts";

test.each([
  [["pii"], "yes"],
  [["public", "restricted"], "yes"],
  [["unknown", "pci"], "yes"],
  [["public", "unknown"], "unknown"],
  [[], "unknown"],
  [["confidential", "internal"], "no"],
] as const)("isSensitive(%j) is %s", (dataClasses, answer) => {
  expect(isSensitive({ dataClasses })).toBe(answer);
});

test.each([
  ["datastore", "yes"],
  ["PostgreSQL database", "yes"],
  ["store", "yes"],
  ["restore-job", "no"],
  ["service", "no"],
] as const)("isStore(%j) is %s", (componentType, answer) => {
  expect(isStore({ componentType })).toBe(answer);
});

test("isStore() of no type is unknown", () => {
  expect(isStore({})).toBe("unknown");
});
