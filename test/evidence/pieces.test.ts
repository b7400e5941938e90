import { expect, test } from "bun:test";
import { piecesOf } from "../../src/evidence/pieces.ts";

const limit = 4 * 1024 * 1024;

test.each<[string, readonly string[], readonly number[]]>([
  ["nothing", [], []],
  ["small texts", ["{", '"é":', "1", "}"], [8]],
  ["as many characters as wait at most", ["a".repeat(limit)], [limit]],
  ["one character more, and what follows", ["a".repeat(limit), "b", "c"], [limit + 1, 1]],
  ["one large text", ["a".repeat(3 * limit), "b"], [3 * limit, 1]],
])("piecesOf() joins %s", (_, texts, sizes) => {
  const pieces = [...piecesOf(texts)];
  expect(pieces.map((piece) => piece.length)).toEqual([...sizes]);
  expect(Buffer.concat(pieces).equals(Buffer.from(texts.join("")))).toBe(true);
});
