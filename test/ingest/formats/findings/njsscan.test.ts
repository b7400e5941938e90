import { describe, expect, test } from "bun:test";
import { njsscan } from "../../../../src/ingest/formats/findings/njsscan.ts";

describe("njsscan.detect()", () => {
  test.each([
    ["njsscan", { njsscan_version: "0.4.3", nodejs: {}, templates: {} }, true],
    ["mobsfscan", { mobsfscan_version: "0.3.8", results: {} }, true],
    ["no section", { njsscan_version: "0.4.3" }, false],
    ["mobsfscan with the section of njsscan", { mobsfscan_version: "0.3.8", nodejs: {} }, false],
    ["no version", { nodejs: {} }, false],
  ])("%s", (_, value, expected) => {
    expect(njsscan.detect({ form: "json", value })).toBe(expected);
  });
});
