import { expect, test } from "bun:test";
import { assessed } from "../../../../src/ingest/formats/cloud/defender-state.ts";

test.each([
  ["Unhealthy", undefined, "open"],
  ["Healthy", undefined, "gone"],
  ["healthy", undefined, "gone"],
  ["NotApplicable", "OffByPolicy", "gone"],
  ["NotApplicable", undefined, "gone"],
  ["Odd", undefined, "undecided"],
  [undefined, undefined, "undecided"],
])("assessed(%p, %p) is %p", (state, cause, expected) => {
  expect(assessed(state, cause).is).toBe(expected as "open");
});

test("an exemption is a suppression", () => {
  expect(assessed("NotApplicable", "Exempt by policy")).toEqual({
    is: "open",
    suppression: { kind: "tool", justification: "Exempt by policy", rule: "exemption" },
  });
});
