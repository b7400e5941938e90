import { expect, test } from "bun:test";
import type { Format } from "../../src/ingest/format.ts";
import { streamOf } from "../../src/ingest/stream.ts";
import { faultOf } from "../support/code-of.ts";

const lines: Format = {
  id: "lines",
  title: "lines",
  sign: "anything",
  versions: [],
  kinds: ["sarif"],
  detect: (document) => document.form === "stream" && document.syntax === "json" && document.values[0] === 1,
  read: () => ({ coverage: { doubts: [] }, accounts: [], notices: [], items: {} }),
};

const setting = { file: "f", formats: [lines], maxDepth: 16 };

test("streamOf() gives the values that a format knows", () => {
  expect(streamOf("json", [1, 2], setting)).toEqual({ form: "stream", syntax: "json", values: [1, 2] });
});

test.each([
  ["of a syntax that no format reads", "yaml", [1, 2]],
  ["of values that no format reads", "json", [2, 1]],
] as const)("streamOf() refuses values %s", (_, syntax, values) => {
  expect(faultOf(() => streamOf(syntax, values, setting)).code).toBe("INPUT_MALFORMED");
});
