import { expect, test } from "bun:test";
import { sourceText } from "../../src/domain/source.ts";

test("sourceText() is the input and the place in it", () => {
  expect(sourceText({ input: "scan.json", pointer: "/matches/3" })).toBe("scan.json#/matches/3");
});
