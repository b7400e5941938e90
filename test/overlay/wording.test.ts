import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { choiceText, expectationText, pathText, valueText } from "../../src/overlay/wording.ts";

test("pathText() writes a path as people do, without controls", () => {
  expect(pathText([])).toBe("the overlay");
  expect(pathText(["rules", "guardrails/fail-on", "enforce"])).toBe("rules.guardrails/fail-on.enforce");
  expect(pathText(["inputs", "required", 2])).toBe("inputs.required[2]");
  expect(pathText(["a\u001bb", "x".repeat(1000)]).length).toBeLessThan(70);
  expect(pathText(["a\u001bb"])).toBe("a\\u{1b}b");
});

test("valueText() tells what stands there, short", () => {
  const values = [undefined, null, [1], { a: 1 }, "NO", 3, true, Number.POSITIVE_INFINITY];
  expect(values.map(valueText)).toEqual(["missing", "empty", "a list", "a mapping", '"NO"', "3", "true", "Infinity"]);
  expect(valueText("x".repeat(1000)).length).toBeLessThan(70);
  expect(valueText("\u001b[2J")).toBe('"\\u{1b}[2J"');
});

test("choiceText() lists twelve at most", () => {
  expect(choiceText(["a"])).toBe("a");
  expect(choiceText(["a", "b"])).toBe("one of a, b");
  expect(choiceText(Array.from({ length: 20 }, (_, i) => `w${i}`))).toEndWith("w11 and 8 more");
});

describe("expectationText()", () => {
  const rows: readonly (readonly [schema: z.ZodType, value: unknown, words: string])[] = [
    [z.boolean(), "NO", "true or false"],
    [z.number(), Number.POSITIVE_INFINITY, "a finite number"],
    [z.int(), 1.5, "a whole number"],
    [z.string(), 1, "text"],
    [z.array(z.string()), {}, "a list"],
    [z.strictObject({}), null, "a mapping"],
    [z.record(z.string(), z.string()), [], "a mapping"],
    [z.enum(["a", "b"]), "c", "one of a, b"],
    [z.literal("a"), "c", "a"],
    [z.int().min(1), 0, "at least 1"],
    [z.number().max(1), 2, "at most 1"],
    [z.number().gt(0), 0, "more than 0"],
    [z.number().lt(1), 1, "less than 1"],
    [z.array(z.string()).min(1), [], "at least 1 elements"],
    [z.string().max(2), "abc", "at most 2 characters"],
    [z.number().multipleOf(5), 3, "a multiple of 5"],
    [z.iso.date(), "soon", "a date such as 2026-01-31"],
    [z.iso.datetime(), "soon", "a time such as 2026-01-31T12:00:00Z"],
    [z.url(), "soon", "text of the format url"],
    [z.string().refine(() => false, "a purl"), "soon", "a purl"],
  ];
  test.each(rows.map((row) => [row[2], ...row] as const))("%s", (_, schema, value, words) => {
    const [issue] = schema.safeParse(value).error?.issues ?? [];
    expect(issue && expectationText(issue)).toBe(words);
  });
});
