import { expect, test } from "bun:test";
import { percentDecoded } from "../../src/standards/percent.ts";

test.each([
  ["a/b", "a/b"],
  ["a%20b%2Fc", "a b/c"],
  ["%C3%A9", "é"],
  ["100%", "100%"],
  ["%zz", "%zz"],
  ["%ff", "%ff"],
])("percentDecoded(%j) is %j", (text, decoded) => {
  expect(percentDecoded(text)).toBe(decoded);
});
