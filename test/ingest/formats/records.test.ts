import { describe, expect, test } from "bun:test";
import type { Document } from "../../../src/ingest/format.ts";
import { recordsOf, someRecord } from "../../../src/ingest/formats/records.ts";

describe("recordsOf()", () => {
  test.each<[string, Document, readonly string[]]>([
    ["one record", { form: "json", value: { id: 1 } }, [""]],
    ["a list", { form: "json", value: [1, 2] }, ["/0", "/1"]],
    ["a wrapped list", { form: "json", value: { vulns: [1] } }, ["/vulns/0"]],
    ["a wrapper that is no list", { form: "json", value: { vulns: 1 } }, [""]],
    ["lines", { form: "stream", syntax: "json", values: [1, 2] }, ["/0", "/1"]],
    ["YAML documents", { form: "stream", syntax: "yaml", values: [1, 2] }, []],
    ["CSV", { form: "csv", rows: [] }, []],
  ])("%s", (_, document, pointers) => {
    expect(recordsOf(document, ["vulns"]).map(({ pointer }) => pointer)).toEqual([...pointers]);
  });
});

test("someRecord() looks at the first records only", () => {
  const records = Array.from({ length: 100 }, (_, index) => ({ value: index, pointer: "" }));
  expect([5, 50].map((wanted) => someRecord(records, (value) => value === wanted))).toEqual([true, false]);
});
