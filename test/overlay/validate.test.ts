import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { fileLayer, type Layer } from "../../src/overlay/layer.ts";
import { mergeLayers } from "../../src/overlay/merge.ts";
import { completeLayers, validateLayer } from "../../src/overlay/validate.ts";
import { codeAndPlace, faultOf } from "../support/code-of.ts";

const range = z
  .strictObject({ low: z.int(), high: z.int() })
  .refine((value) => value.low <= value.high, "low before high")
  .default({ low: 1, high: 5 });
const schema = z.strictObject({
  range,
  list: z.array(z.strictObject({ name: z.string(), size: z.int() })).default([]),
  date: z.iso.date().optional(),
});

const merged = (layers: readonly Layer[]) =>
  mergeLayers(layers.map((layer) => ({ origin: layer, value: layer.value })));
const complete = (layers: readonly Layer[]) => completeLayers(schema, merged(layers), layers);
const defaults: Layer = { origin: "built-in default", value: schema.parse({}) };

describe("validateLayer()", () => {
  test.each(["{}", "range: { low: 3 }", "range: {}", "range: { low: 9, high: 1 }", "list: [{ name: a, size: 1 }]"])(
    "accepts the part %j",
    (text) => {
      expect(() => validateLayer(schema, fileLayer("team.yml", text))).not.toThrow();
    },
  );

  test.each([
    ["range: { low: x }", "USAGE_OVERLAY_VALUE team.yml:1:15"],
    ["range: { lwo: 1 }", "USAGE_OVERLAY_KEY team.yml:1:10"],
    ["list: [{ name: a }]", "USAGE_OVERLAY_VALUE team.yml:1:8"],
    ["list:\n  - name: a\n    size: 1\n    sise: 1", "USAGE_OVERLAY_KEY team.yml:4:5"],
    ["date: 2026-02-30", "USAGE_OVERLAY_VALUE team.yml:1:7"],
    ["date:", "USAGE_OVERLAY_VALUE team.yml:1:6"],
  ])("refuses %j", (text, expected) => {
    expect(codeAndPlace(() => validateLayer(schema, fileLayer("team.yml", text)))).toBe(expected);
  });
});

describe("completeLayers()", () => {
  test("fills what no layer says", () => {
    expect(complete([defaults, fileLayer("team.yml", "range: { low: 3 }")])).toEqual({
      range: { low: 3, high: 5 },
      list: [],
    });
  });

  test("lays a rule about a mapping to the last layer that wrote to it", () => {
    const layers = [defaults, fileLayer("a.yml", "range: { low: 9 }"), fileLayer("b.yml", "list: []")];
    expect(codeAndPlace(() => complete(layers))).toBe("USAGE_OVERLAY_VALUE a.yml:1:8");
  });

  test("lays a missing member to the layer that has the mapping", () => {
    const error = faultOf(() => complete([fileLayer("a.yml", "range:\n  low: 9\n")]));
    expect(error.where).toEqual({ file: "a.yml", line: 2, column: 3, pointer: "/range/high" });
  });
});
