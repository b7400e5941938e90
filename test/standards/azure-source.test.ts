import { expect, test } from "bun:test";
import { isEveryone } from "../../src/standards/azure-source.ts";

test.each([
  ["*", true],
  [" Internet ", true],
  ["ANY", true],
  ["/0", true],
  ["0.0.0.0", true],
  ["0.0.0.0/0", true],
  ["VirtualNetwork", false],
  ["10.0.0.0/8", false],
])("isEveryone(%p) is %p", (source, expected) => {
  expect(isEveryone(source)).toBe(expected);
});
