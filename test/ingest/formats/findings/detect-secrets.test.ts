import { describe, expect, test } from "bun:test";
import { detectSecrets } from "../../../../src/ingest/formats/findings/detect-secrets.ts";

describe("detectSecrets.detect()", () => {
  test.each([
    ["a baseline", { plugins_used: [], results: {} }, true],
    ["results of another tool", { plugins_used: [], results: [] }, false],
    ["no plugins", { results: {} }, false],
  ])("%s", (_, value, expected) => {
    expect(detectSecrets.detect({ form: "json", value })).toBe(expected);
  });
});
