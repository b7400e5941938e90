import { expect, test } from "bun:test";
import type { Document } from "../../../src/ingest/format.ts";
import { csvRows, dataValue, jsonValue, jsonValues, plainText, xmlRoot } from "../../../src/ingest/formats/forms.ts";

const root = { name: "a", namespace: "", attributes: new Map(), children: [], text: "" };
const rows = [{ cells: ["a"], line: 1 }];

const documents: { readonly [form: string]: Document } = {
  json: { form: "json", value: { a: 1 } },
  yaml: { form: "yaml", value: { a: 1 } },
  lines: { form: "stream", syntax: "json", values: [1, 2] },
  documents: { form: "stream", syntax: "yaml", values: [1, 2] },
  csv: { form: "csv", rows },
  xml: { form: "xml", root },
  text: { form: "text", text: "a" },
};

test.each<[string, (document: Document) => unknown, { readonly [form: string]: unknown }, unknown]>([
  ["jsonValue", jsonValue, { json: { a: 1 } }, undefined],
  ["dataValue", dataValue, { json: { a: 1 }, yaml: { a: 1 } }, undefined],
  ["jsonValues", jsonValues, { json: [{ a: 1 }], lines: [1, 2] }, []],
  ["xmlRoot", xmlRoot, { xml: root }, undefined],
  ["csvRows", csvRows, { csv: rows }, []],
  ["plainText", plainText, { text: "a" }, undefined],
])("%s() gives what the forms hold that it is for, and nothing of others", (_, of, given, otherwise) => {
  for (const [form, document] of Object.entries(documents)) {
    expect([form, of(document)]).toEqual([form, Object.hasOwn(given, form) ? given[form] : otherwise]);
  }
});
