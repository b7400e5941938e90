import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { osv } from "../../../../src/ingest/formats/intel/osv.ts";
import { osvYaml } from "../../../../src/ingest/formats/intel/osv-yaml.ts";

const record = { id: "PYSEC-2021-1", modified: "2021-01-01T00:00:00Z", affected: [{ package: { name: "a" } }] };

test("each of the two readers of OSV records reads its own syntax", () => {
  const documents: readonly Document[] = [
    { form: "json", value: record },
    { form: "yaml", value: record },
  ];
  expect(documents.map(osv.detect)).toEqual([true, false]);
  expect(documents.map(osvYaml.detect)).toEqual([false, true]);
});

test.each([
  [{ id: "a", modified: "m" }, false],
  [{ id: "a", modified: "m", affected: [] }, true],
  [{ id: "a", modified: "m", affected: ["x"] }, false],
  [{ id: "a", modified: "m", affected: {} }, false],
  [{ apiVersion: "v1", kind: "Pod" }, false],
])("detect(%j) is %p", (value, expected) => {
  expect(osvYaml.detect({ form: "yaml", value })).toBe(expected);
});
