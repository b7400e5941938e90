import { describe, expect, test } from "bun:test";
import { zapJson } from "../../../../src/ingest/formats/findings/zap-json.ts";

describe("zapJson.detect()", () => {
  test.each([
    ["a list of sites", { "@version": "2.14.0", site: [{ "@name": "https://a", alerts: [] }] }, true],
    ["one site", { "@programName": "ZAP", site: { "@name": "https://a" } }, true],
    ["no site at all", { "@version": "2.14.0", site: [] }, true],
    ["sites of something else", { "@version": "1", site: [{ name: "a" }] }, false],
    ["no version", { site: [{ "@name": "https://a" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(zapJson.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(zapJson.detect({ form: "text", text: "{}" })).toBe(false);
    expect(zapJson.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
