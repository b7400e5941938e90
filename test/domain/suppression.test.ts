import { expect, test } from "bun:test";
import { isEffective, type Suppression } from "../../src/domain/suppression.ts";

test.each<[Suppression["status"], boolean]>([
  [undefined, true],
  ["accepted", true],
  ["under_review", false],
  ["rejected", false],
])("isEffective() with the status %s is %p", (status, answer) => {
  expect(isEffective({ kind: "external", ...(status !== undefined && { status }) })).toBe(answer);
});
