import { expect, test } from "bun:test";
import { designCsv } from "../../../../src/ingest/formats/context/design-csv.ts";
import { parseCsv } from "../../../../src/standards/csv.ts";

function read(text: string) {
  const document = { form: "csv", rows: parseCsv(text).rows } as const;
  expect(designCsv.detect(document)).toBe(true);
  return designCsv.read(document, { name: "d.csv", sha256: "" });
}

test.each([
  "component,exposure\napi,internet\n",
  "component;exposure\r\napi;internet\r\n",
  "component\texposure\rapi\tinternet",
])("designCsv reads %j", (text) => {
  expect(read(text).items.design).toMatchObject([{ name: "api", exposure: "internet" }]);
});

test("designCsv names the line where a row starts", () => {
  const { notices } = read('component,description,exposure\na,"two\nlines",internal\nb,,nowhere\n');
  expect(notices.join()).toContain("line 4");
});

test("designCsv doubts a header without rows", () => {
  expect(read("component,exposure\n").coverage.doubts).toHaveLength(1);
});

test("designCsv does not take a header without a component", () => {
  expect(designCsv.detect({ form: "csv", rows: [{ cells: ["exposure", "owner"], line: 1 }] })).toBe(false);
  expect(designCsv.detect({ form: "csv", rows: [] })).toBe(false);
  expect(designCsv.detect({ form: "json", value: [{ component: "a" }] })).toBe(false);
});
