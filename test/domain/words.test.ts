import { expect, test } from "bun:test";
import { counted, listText } from "../../src/domain/words.ts";

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a, b"],
  [["a", "b", "c", "d"], "a, b and 2 more"],
])("listText(%j, 2) is %j", (names, text) => {
  expect(listText(names, 2)).toBe(text);
});

test("counted() says one as one", () => {
  expect([counted(0, "finding"), counted(1, "finding"), counted(2, "finding")]).toEqual([
    "0 findings",
    "1 finding",
    "2 findings",
  ]);
  expect(counted(3, "vulnerability", "vulnerabilities")).toBe("3 vulnerabilities");
});
