import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { requirementsCsv } from "../../../../src/ingest/formats/context/requirements-csv.ts";

const csv = (...header: readonly string[]): Document => ({ form: "csv", rows: [{ cells: header, line: 1 }] });

test.each([
  [csv("requirement_id", "feature"), true],
  [csv("component", "exposure"), false],
  [{ form: "json", value: { requirements: [] } } as const, false],
])("requirementsCsv.detect() of %j is %p", (document, is) => {
  expect(requirementsCsv.detect(document)).toBe(is);
});
