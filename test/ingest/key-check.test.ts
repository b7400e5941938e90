import { expect, test } from "bun:test";
import { checkKeys } from "../../src/ingest/key-check.ts";
import { faultOf } from "../support/code-of.ts";

const place = (key: string, line = 1) => ({ pointer: "/a", key, line, column: 2 });

test("checkKeys() refuses repeated and reserved names in what bears on the decision", () => {
  const repeated = faultOf(() => checkKeys({ repeated: [place("x", 3)], reserved: [], halfPairs: 0 }, "f", true));
  expect(repeated.code).toBe("INPUT_DUPLICATE_KEY");
  expect(repeated.where).toEqual({ file: "f", line: 3, column: 2, pointer: "/a" });
  expect(faultOf(() => checkKeys({ repeated: [], reserved: [place("__proto__")], halfPairs: 0 }, "f", true)).code).toBe(
    "INPUT_FORBIDDEN_KEY",
  );
});

test("checkKeys() notes them elsewhere, three by name and the others by number", () => {
  const repeated = [1, 2, 3, 4, 5].map((line) => place("x", line));
  const { notices, doubts } = checkKeys({ repeated, reserved: [place("constructor")], halfPairs: 0 }, "f", false);
  expect(notices).toHaveLength(5);
  expect(notices[0]).toContain('"/a" (line 1)');
  expect(notices[3]).toContain("2 further");
  expect(doubts).toEqual([expect.stringMatching(/^5 keys .*"x" in line 1$/)]);
});

test("checkKeys() is silent about nothing", () => {
  expect(checkKeys({ repeated: [], reserved: [], halfPairs: 0 }, "f", true)).toEqual({ notices: [], doubts: [] });
});

test("checkKeys() refuses cut-off characters in what bears on the decision and notes them elsewhere", () => {
  const keys = { repeated: [], reserved: [], halfPairs: 2 };
  expect(faultOf(() => checkKeys(keys, "f", true)).code).toBe("INPUT_MALFORMED");
  expect(checkKeys(keys, "f", false).notices).toHaveLength(1);
});
