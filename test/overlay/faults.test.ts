import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { faultsError, faultsOf } from "../../src/overlay/faults.ts";
import { fileLayer, type Layer } from "../../src/overlay/layer.ts";

const schema = z.strictObject({
  mode: z.enum(["demo", "enterprise"]).default("demo"),
  guardrails: z.strictObject({ fail_on: z.enum(["critical", "high"]).optional() }).prefault({}),
  colour: z
    .string()
    .superRefine((_, context) => context.addIssue({ code: "custom", message: "a colour", params: { meant: "red" } }))
    .optional(),
  evidence: z.strictObject({ compress: z.boolean().default(true), days: z.int().min(1).default(1) }).prefault({}),
});

function fault(layer: Layer) {
  const issues = schema.safeParse(layer.value).error?.issues ?? [];
  return faultsError(faultsOf(schema, issues, () => layer));
}

const ofFile = (text: string) => fault(fileLayer("team.yml", text));

describe("faultsOf()", () => {
  test.each([
    ["guardrails:\n  fial_on: high\n", "USAGE_OVERLAY_KEY", 2, 3, "/guardrails/fial_on", "`fail_on`"],
    ["fail_on: high\n", "USAGE_OVERLAY_KEY", 1, 1, "/fail_on", "`guardrails.fail_on`"],
    ["mode: demo\nvolcano: 1\n", "USAGE_OVERLAY_KEY", 2, 1, "/volcano", "mode, guardrails, colour, evidence"],
    ["analytics: {}\n", "USAGE_OVERLAY_KEY", 1, 1, "/analytics", "not_evaluated"],
    ["mode: Enterprise\n", "USAGE_OVERLAY_VALUE", 1, 7, "/mode", "`enterprise`"],
    ["mode: prod\n", "USAGE_OVERLAY_VALUE", 1, 7, "/mode", "demo, enterprise"],
    ["colour: rde\n", "USAGE_OVERLAY_VALUE", 1, 9, "/colour", "a colour; did you mean `red`?"],
    ["evidence:\n  compress: NO\n", "USAGE_OVERLAY_VALUE", 2, 13, "/evidence/compress", "`false`"],
    ["evidence: { days: 0 }\n", "USAGE_OVERLAY_VALUE", 1, 19, "/evidence/days", "at least 1"],
    ["evidence: { days: 1.0e400 }\n", "USAGE_OVERLAY_VALUE", 1, 19, "/evidence/days", "Infinity"],
    ["evidence:\n", "USAGE_OVERLAY_VALUE", 1, 10, "/evidence", "a mapping"],
    ["evidence: []\n", "USAGE_OVERLAY_VALUE", 1, 11, "/evidence", "a mapping"],
  ] as const)("%j is %s", (...[text, code, line, column, pointer, word]) => {
    const error = ofFile(text);
    expect(error.code).toBe(code);
    expect(error.where).toEqual({ file: "team.yml", line, column, pointer });
    expect(error.message).toContain(word);
    expect(error.message.split("\n")).toHaveLength(3);
    expect(error.hint).toBeString();
  });

  test("does not guess a key near a reserved one", () => {
    expect(ofFile("data: {}\n").message).not.toContain("did you mean");
  });

  test("shows no control character of the file", () => {
    const { message } = ofFile('"a\\u001b[31m": 1\nmode: "\\u001b[2J"\n');
    expect(message).not.toContain("\u001b");
    expect(message).toContain("a\\u{1b}[31m");
  });

  test("a flag or variable has a bad value, and no place in a file", () => {
    const error = fault({ origin: "flag --compress", value: { evidence: { compress: "x" } } });
    expect(error.code).toBe("USAGE_BAD_VALUE");
    expect(error.where).toEqual({ pointer: "/evidence/compress" });
    expect(error.message).toContain("flag --compress");
  });
});

describe("faultsError()", () => {
  test("tells all faults in the order of the file, the first one's code and place", () => {
    const error = ofFile("evidence:\n  compress: 1\n  dasy: 1\nfoo: 1\nmode: prod\n");
    expect(error.code).toBe("USAGE_OVERLAY_VALUE");
    expect(error.where).toMatchObject({ line: 2, column: 13 });
    const places = error.message
      .split("\n")
      .slice(1)
      .map((line) => line.split(": ")[0]);
    expect(places).toEqual(["  team.yml:2:13", "  team.yml:3:3", "  team.yml:4:1", "  team.yml:5:7"]);
  });

  test("tells twenty and counts the rest", () => {
    const text = Array.from({ length: 50 }, (_, i) => `k${i}: 1`).join("\n");
    const lines = ofFile(text).message.split("\n");
    expect(lines).toHaveLength(22);
    expect(lines[0]).toContain("50");
    expect(lines.at(-1)).toContain("30");
  });

  test("words only the faults that it tells", () => {
    const text = Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join("\n");
    const start = performance.now();
    expect(ofFile(text).message.split("\n")).toHaveLength(22);
    expect(performance.now() - start).toBeLessThan(8000);
  });

  test("without a fault is a fault of ours", () => {
    expect(faultsError([]).code).toBe("INTERNAL");
  });
});
