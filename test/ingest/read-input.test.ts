import { expect, test } from "bun:test";
import { formats } from "../../src/ingest/formats/index.ts";
import { readInput } from "../../src/ingest/read-input.ts";
import { codeOf } from "../support/code-of.ts";
import { inputOf } from "../support/input.ts";

const sarif = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[]}],"runs":[]}';

test("readInput() gives the file, its form, its format and its items", () => {
  const { file, form, format, items } = readInput(inputOf("a", sarif), { maxDepth: 9, formats }, () => false);
  expect([file.name, file.format, form, format.id, items.findings]).toEqual(["a", "sarif", "json", "sarif", []]);
});

test("readInput() refuses odd names in what bears on the decision", () => {
  expect(codeOf(() => readInput(inputOf("a", sarif), { maxDepth: 9, formats }, () => true))).toBe("INPUT_DUPLICATE_KEY");
});
