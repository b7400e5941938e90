import { describe, expect, test } from "bun:test";
import { retire } from "../../../../src/ingest/formats/vulnerabilities/retire.ts";

describe("retire.detect()", () => {
  test.each([
    ["an object", { version: "5", start: "2024", data: [] }, true],
    ["a bare list", [{ file: "a.js", results: [{ component: "jquery", detection: "uri" }] }], true],
    ["a bare list of other results", [{ file: "a.js", results: [{ component: "jquery" }] }], false],
    ["data of something else", { version: "5", start: "2024", data: [{}] }, false],
    ["no start", { version: "5", data: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(retire.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(retire.detect({ form: "text", text: "{}" })).toBe(false);
    expect(retire.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
