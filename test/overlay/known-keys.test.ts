import { expect, test } from "bun:test";
import { z } from "zod";
import { homesOf, knownKeys, reservedKeys } from "../../src/overlay/known-keys.ts";

const schema = z.toJSONSchema(
  z.strictObject({
    mode: z.string(),
    guardrails: z.strictObject({ fail_on: z.string(), warn_on: z.string() }).prefault({ fail_on: "a", warn_on: "b" }),
    rules: z.partialRecord(z.enum(["a/b", "c/d"]), z.strictObject({ enforce: z.string() })),
    list: z.array(z.strictObject({ name: z.string() })),
    either: z.union([z.string(), z.strictObject({ one: z.string() }), z.strictObject({ two: z.string() })]),
  }),
  { io: "input" },
);

test("knownKeys() follows mappings, maps, lists and alternatives", () => {
  expect(knownKeys(schema, [])).toEqual(["mode", "guardrails", "rules", "list", "either"]);
  expect(knownKeys(schema, ["guardrails"])).toEqual(["fail_on", "warn_on"]);
  expect(knownKeys(schema, ["rules"])).toEqual(["a/b", "c/d"]);
  expect(knownKeys(schema, ["rules", "a/b"])).toEqual(["enforce"]);
  expect(knownKeys(schema, ["list", 3])).toEqual(["name"]);
  expect(knownKeys(schema, ["either"])).toEqual(["one", "two"]);
});

test("knownKeys() knows nothing below what is not there", () => {
  expect(knownKeys(schema, ["toString"])).toEqual([]);
  expect(knownKeys(schema, ["mode", "x", 1])).toEqual([]);
});

test("homesOf() tells the sections that know a key", () => {
  expect(homesOf(schema, "fail_on")).toEqual(["guardrails.fail_on"]);
  expect(homesOf(schema, "mode")).toEqual([]);
});

test("reservedKeys are the keys of the contract that have no meaning yet", () => {
  expect([...reservedKeys].toSorted()).toEqual([...reservedKeys]);
  expect(reservedKeys).toContain("policy_automation");
});
