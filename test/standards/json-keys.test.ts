import { expect, test } from "bun:test";
import { duplicateKeys, forbiddenKeys } from "../../src/standards/json-keys.ts";

test.each([
  ["plain", '{"a":1,"a":2}', [{ pointer: "", key: "a", line: 1, column: 8 }]],
  ["escaped", '{"verdict":1,\n "\\u0076erdict":2}', [{ pointer: "", key: "verdict", line: 2, column: 2 }]],
  ["nested", '{"x/y":[0,{"b":{},"b":{}}]}', [{ pointer: "/x~1y/1", key: "b", line: 1, column: 19 }]],
  ["__proto__", '{"__proto__":1,"__proto__":2}', [{ pointer: "", key: "__proto__", line: 1, column: 16 }]],
  ["empty name", '{"":1,"":2}', [{ pointer: "", key: "", line: 1, column: 7 }]],
])("duplicateKeys() finds a %s one", (_, text, places) => {
  expect(duplicateKeys(text)).toEqual(places);
});

test.each(['{"a":{"a":{"a":1}},"b":{"a":1}}', '[{"a":1},{"a":1}]', '{"a":"a","b":["a","a"]}', '{"toString":1}', '"a"'])(
  "duplicateKeys() finds nothing in %s",
  (text) => {
    expect(duplicateKeys(text)).toEqual([]);
  },
);

test("duplicateKeys() reports each later occurrence, up to the limit", () => {
  const text = `{${'"a":1,'.repeat(30)}"a":1}`;
  expect(duplicateKeys(text)).toHaveLength(20);
  expect(duplicateKeys(text, Number.POSITIVE_INFINITY)).toHaveLength(30);
});

test("forbiddenKeys() finds the three names, escaped too, and only as names", () => {
  const text = '{"a":{"__proto__":{"constructor":1}},\n"b":["prototype",{"\\u0070rototype":1}]}';
  expect(forbiddenKeys(text)).toEqual([
    { pointer: "/a", key: "__proto__", line: 1, column: 7 },
    { pointer: "/a/__proto__", key: "constructor", line: 1, column: 20 },
    { pointer: "/b/1", key: "prototype", line: 2, column: 19 },
  ]);
});

test.each(["[", '{"a":', '"', '{"a"', "}", '{"a":1,"a'])(
  "duplicateKeys() ends on the broken text %j repeated",
  (part) => {
    expect(Array.isArray(duplicateKeys(part.repeat(200_000)))).toBe(true);
    expect(forbiddenKeys(part.repeat(200_000))).toEqual([]);
  },
);

test("duplicateKeys() gives the pointer of an object a hundred thousand levels down", () => {
  const levels = 100_000;
  const text = `${"[".repeat(levels)}{"a":1,"a":2}${"]".repeat(levels)}`;
  expect(duplicateKeys(text)[0]?.pointer).toBe("/0".repeat(levels));
});
