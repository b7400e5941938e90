import { describe, expect, test } from "bun:test";
import { nancy } from "../../../../src/ingest/formats/vulnerabilities/nancy.ts";

describe("nancy.detect()", () => {
  test.each([
    ["a report", { audited: [], num_audited: 0, num_vulnerable: 0 }, true],
    ["half of one", { num_audited: 0 }, false],
    ["a text", "num_audited", false],
  ])("%s", (_, value, expected) => {
    expect(nancy.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(nancy.detect({ form: "text", text: "{}" })).toBe(false);
    expect(nancy.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
