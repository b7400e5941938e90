import { expect, test } from "bun:test";
import { severityOfRisk, withoutMarkup } from "../../../../src/ingest/formats/context/threagile-words.ts";

test.each([
  ["elevated", "high"],
  ["critical", "critical"],
  ["medium", "medium"],
  ["odd", "unknown"],
  [undefined, "unknown"],
])("severityOfRisk(%p) is %s", (word, expected) => {
  expect<unknown>(severityOfRisk(word)).toBe(expected);
});

test.each([
  ["<b>API</b> is open", "API is open"],
  ["a < b and c > d", "a < b and c > d"],
  ["<u><i>x</i></u>", "x"],
])("withoutMarkup(%p) is %p", (title, expected) => {
  expect(withoutMarkup(title)).toBe(expected);
});
