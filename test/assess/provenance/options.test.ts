import { describe, expect, test } from "bun:test";
import { asksPolicy, provenanceOptions } from "../../../src/assess/provenance/options.ts";

describe("asksPolicy()", () => {
  test.each<[object, boolean]>([
    [{}, false],
    [{ trusted_keys: ["key.pub"], trusted_root: "root.json" }, false],
    [{ required: true }, true],
    [{ min_build_level: 1 }, true],
    [{ builders: [{ id: "b" }] }, true],
    [{ sources: ["s"] }, true],
    [{ refs: ["r"] }, true],
    [{ materials: { required: ["m"] } }, true],
    [{ materials: { allowed: ["m"] } }, true],
    [{ identities: [{ subject: "s", issuer: "i" }] }, true],
  ])("of %j is %p", (given, expected) => {
    expect(asksPolicy(provenanceOptions.parse(given))).toBe(expected);
  });
});

test.each<[object]>([
  [{ min_build_level: 4 }],
  [{ min_build_level: 0 }],
  [{ builders: ["b"] }],
  [{ builders: [{ id: "a*b" }] }],
  [{ identities: [{ subject: "s" }] }],
  [{ key: "k" }],
])("the options refuse %j", (given) => {
  expect(provenanceOptions.safeParse(given).success).toBe(false);
});
