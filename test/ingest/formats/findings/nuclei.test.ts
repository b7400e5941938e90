import { describe, expect, test } from "bun:test";
import { nuclei } from "../../../../src/ingest/formats/findings/nuclei.ts";

describe("nuclei.detect()", () => {
  test.each([
    ["a match", { "template-id": "a", info: {}, host: "h" }, true],
    ["a list with one match", [null, { templateID: "a", info: {}, matched: "h" }], true],
    ["a template itself", { id: "a", info: {} }, false],
    ["no place", { "template-id": "a", info: {} }, false],
    ["an empty list", [], false],
  ])("%s", (_, value, expected) => {
    expect(nuclei.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(nuclei.detect({ form: "text", text: "{}" })).toBe(false);
    expect(nuclei.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
