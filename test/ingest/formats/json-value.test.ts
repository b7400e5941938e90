import { expect, test } from "bun:test";
import { jsonValue } from "../../../src/ingest/formats/json-value.ts";

test("jsonValue() is the value of JSON, and nothing of YAML or CSV", () => {
  expect(jsonValue({ form: "json", value: { a: 1 } })).toEqual({ a: 1 });
  expect(jsonValue({ form: "yaml", value: { a: 1 } })).toBeUndefined();
  expect(jsonValue({ form: "csv", rows: [] })).toBeUndefined();
});
