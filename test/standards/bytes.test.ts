import { expect, test } from "bun:test";
import { joinBytes } from "../../src/standards/bytes.ts";

test.each<[readonly string[], string]>([
  [[], ""],
  [["00ff"], "00ff"],
  [["01", "", "0203"], "010203"],
])("joinBytes() of %p is %s", (parts, whole) => {
  expect(joinBytes(parts.map((part) => Uint8Array.fromHex(part))).toHex()).toBe(whole);
});
