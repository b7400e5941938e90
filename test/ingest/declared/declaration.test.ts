import { expect, test } from "bun:test";
import { declaredFormats } from "../../../src/ingest/declared/declaration.ts";

const least = { gives: "findings", when: { "/tool": "acme" }, fields: { rule: "/id" } };

test("declaredFormats takes the least that tells a format, and fills in the rest", () => {
  expect(declaredFormats.parse({ acme: least })).toEqual({
    acme: { ...least, gives: "findings", items: "", severities: {} },
  });
  expect(declaredFormats.parse(undefined)).toEqual({});
});

test.each([
  ["an id that is no word", { "Acme Scan": least }],
  ["no sign", { acme: { ...least, when: {} } }],
  ["a pointer that is none", { acme: { ...least, items: "results" } }],
  ["an unknown field", { acme: { ...least, fields: { rle: "/id" } } }],
  ["an unknown severity", { acme: { ...least, severities: { P1: "severe" } } }],
])("declaredFormats refuses %s", (_, given) => {
  expect(declaredFormats.safeParse(given).success).toBe(false);
});
