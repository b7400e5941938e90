import { describe, expect, test } from "bun:test";
import { powerpipe } from "../../../../src/ingest/formats/cloud/powerpipe.ts";

describe("powerpipe.detect()", () => {
  test.each([
    ["a benchmark", { group_id: "g", summary: {}, controls: [] }, true],
    ["groups only", { group_id: "g", summary: {}, groups: null }, true],
    ["no summary", { group_id: "g", controls: [] }, false],
    ["no children", { group_id: "g", summary: {} }, false],
    ["InSpec", { controls: [], statistics: {}, version: "5" }, false],
  ])("%s", (_, value, expected) => {
    expect(powerpipe.detect({ form: "json", value })).toBe(expected);
  });
});
