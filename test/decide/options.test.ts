import { describe, expect, test } from "bun:test";
import { ruleOptions } from "../../src/decide/options.ts";

const schema = ruleOptions(["a/b", "c/d"]);

describe("ruleOptions()", () => {
  test.each([
    [undefined, {}],
    [{}, {}],
    [{ "a/b": { enforce: "warn" } }, { "a/b": { enforce: "warn" } }],
    [{ "c/d": { effective_on: "2026-02-28" } }, { "c/d": { effective_on: "2026-02-28" } }],
  ])("takes %j", (given, taken) => {
    expect<unknown>(schema.parse(given)).toEqual(taken);
  });

  test.each([
    { "x/y": { enforce: "warn" } },
    { "a/b": { enforce: "ignore" } },
    { "a/b": { enforce: "BLOCK" } },
    { "a/b": { effective_on: "2026-02-30" } },
    { "a/b": { effective_on: "2026-2-3" } },
    { "a/b": { effective_on: "2026-02-28T00:00:00Z" } },
    { "a/b": { off: true } },
    { "a/b": null },
  ])("refuses %j", (given) => {
    expect(schema.safeParse(given).success).toBe(false);
  });
});
