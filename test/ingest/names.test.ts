import { expect, test } from "bun:test";
import fc from "fast-check";
import { surveyNames } from "../../src/ingest/names.ts";

test.each([
  ["null", 0, false],
  ["[]", 0, false],
  ['{"a":{"b":[{"c":1},2,null]},"d":[]}', 4, false],
  ['{"__proto__":{"x":1}}', 2, true],
  ['[{"constructor":1}]', 1, true],
  ['{"0":1,"prototype":2}', 2, true],
])("surveyNames(%s) counts %d, reserved %j", (text, total, hasReserved) => {
  expect(surveyNames(JSON.parse(text))).toEqual({ total, hasReserved });
});

test("surveyNames() counts what JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const withoutStrings = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "s");
      expect(surveyNames(JSON.parse(text)).total).toBe(withoutStrings.split(":").length - 1);
    }),
  );
});
