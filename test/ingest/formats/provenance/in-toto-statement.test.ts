import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { inTotoStatement } from "../../../../src/ingest/formats/provenance/in-toto-statement.ts";
import { faultOf } from "../../../support/code-of.ts";

const statement = { _type: "https://in-toto.io/Statement/v1" };
const json = (value: unknown): Document => ({ form: "json", value });

const documents: readonly (readonly [string, Document, boolean])[] = [
  ["one", json(statement), true],
  ["one of a later version", json({ _type: "https://in-toto.io/Statement/v2" }), true],
  ["a list", json([statement, 3]), true],
  ["a stream", { form: "stream", syntax: "json", values: [null, statement] }, true],
  ["YAML documents", { form: "stream", syntax: "yaml", values: [statement] }, false],
  ["a layout", json({ _type: "layout", payload: "x" }), false],
  ["null", json(null), false],
];

test.each(documents)("inTotoStatement.detect() of %s", (_, document, expected) => {
  expect(inTotoStatement.detect(document)).toBe(expected);
});

test("inTotoStatement.read() refuses a lone statement of another version, and counts one among others", () => {
  const later = { _type: "https://in-toto.io/Statement/v2" };
  const read = (value: unknown) => inTotoStatement.read(json(value), { name: "a", sha256: "" });
  expect(faultOf(() => read(later)).code).toBe("INPUT_UNSUPPORTED_VERSION");
  expect(read([statement, later]).accounts[0]?.raw).toBe(2);
});
